"""Bills as files: one as a PDF or a workbook, several as PDFs in one archive."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.api.statements import EXCEL, PDF, Ending, Number, answer
from rxbilling.services import bill_files

router = APIRouter()
ZIP = "application/zip"
MAKERS = {"pdf": (bill_files.pdf, PDF), "xlsx": (bill_files.excel, EXCEL)}


@router.get("/app/bill/{number}.{ending}")
def bill(actor: Acting, number: Number, ending: Ending) -> Response:
    """Return a bill, by the number of its row."""
    make, media_type = MAKERS[ending]
    return answer(make(actor, number), media_type)


@router.get("/app/bills/{numbers}.zip")
def bills(
    actor: Acting, numbers: Annotated[str, Path(pattern=r"^[0-9]{1,9}(-[0-9]{1,9}){0,999}$", max_length=10_000)]
) -> Response:
    """Return bills, by the numbers of their rows with hyphens between them."""
    return answer(bill_files.pdfs(actor, [int(number) for number in numbers.split("-")]), ZIP)
