"""The statement of a rep's month, as a file."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.services import statements
from rxbilling.services.inputs import LARGEST_NUMBER

router = APIRouter()
MAKERS = {
    "pdf": (statements.pdf, "application/pdf"),
    "xlsx": (statements.excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@router.get("/app/statement/{rep}/{month}.{ending}")
def statement(
    actor: Acting,
    rep: Annotated[int, Path(ge=0, le=LARGEST_NUMBER)],
    month: Annotated[str, Path(pattern=r"^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$")],
    ending: Literal["pdf", "xlsx"],
) -> Response:
    """Return a rep's month (``2026-11``)."""
    make, media_type = MAKERS[ending]
    file = make(actor, rep, date.fromisoformat(f"{month}-01"))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.content, media_type=media_type, headers=headers)
