"""The answer to a what-if as a file."""

from urllib.parse import unquote

from fastapi import APIRouter
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.api.statements import EXCEL, answer
from rxbilling.services import what_if_files
from rxbilling.services.statements import File

router = APIRouter()


@router.get("/app/what-if/{token}.xlsx")
def comparison(token: str, actor: Acting) -> Response:
    """Return a workbook that was made a moment ago, once."""
    return answer(File("what-if.xlsx", what_if_files.take(actor, unquote(token))), EXCEL)
