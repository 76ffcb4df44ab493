"""Files of contracts: sent to wait until they are added, and shown to whoever may see contracts."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from rxbilling.api.attachments import shown
from rxbilling.api.sessions import Acting
from rxbilling.services import contract_files
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()


@router.post("/app/contract-files")
async def upload(request: Request, actor: Acting) -> dict[str, str]:
    """Keep a file that is sent as the body, under the token of the answer."""
    return {"token": await contract_files.keep(actor, request.stream())}


@router.get("/app/contract-files/{number}")
def file(number: int, actor: Acting) -> Response:
    """Return a file of a contract."""
    found = contract_files.look(actor, min(number, LARGEST_NUMBER))
    return shown(found.filename, found.media_type, found.content)
