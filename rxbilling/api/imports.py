"""Files that are sent to be imported, and the bad rows that come back."""

from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.services import bad_row_files, uploads

router = APIRouter()


@router.post("/app/import")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a file that is sent as the body, under the token of the answer."""
    return {"token": await uploads.keep(actor, request.stream())}


@router.get("/app/import/{token}/bad-rows.csv")
def bad_rows(token: str, actor: Acting) -> Response:
    """Return the bad rows of the last try to import a file."""
    data = bad_row_files.read(actor, unquote(token))
    headers = {"Content-Disposition": 'attachment; filename="bad-rows.csv"'}
    return Response(data, media_type="text/csv; charset=utf-8", headers=headers)
