"""Bills as files, in the language of their accounts."""

import io
import zipfile
from collections.abc import Sequence

from rxbilling.exchange.bill_excel import bill_excel
from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.bill_pdf import bill_pdf
from rxbilling.services import bill_details, logos
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.bills import NO_BILL
from rxbilling.services.statements import File, safe_words

MOST_AT_ONCE = 1000


def pdf(actor: Actor | None, number: int) -> File:
    """Return a bill as a PDF.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    actor = require(actor, Right.SEE_BILLS)
    paper = _paper(actor, number)
    return File(_name(paper, "pdf"), bill_pdf(paper, logos.printed()))


def excel(actor: Actor | None, number: int) -> File:
    """Return a bill as a workbook.

    Raises:
        Refused: as ``pdf`` would.
    """
    actor = require(actor, Right.SEE_BILLS)
    paper = _paper(actor, number)
    return File(_name(paper, "xlsx"), bill_excel(paper))


def pdfs(actor: Actor | None, numbers: Sequence[int]) -> File:
    """Return bills as PDFs in one archive; those that are not there are passed over, as is what is above the most.

    Raises:
        Refused: the actor may see none, or there is none of these.
    """
    actor = require(actor, Right.SEE_BILLS)
    papers, out = bill_details.papers(actor, numbers[:MOST_AT_ONCE]), io.BytesIO()
    if not papers:
        raise NotThere(NO_BILL)
    logo = logos.printed()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for paper in papers:
            archive.writestr(_name(paper, "pdf"), bill_pdf(paper, logo))
    return File(f"bills-{_called(papers[0])}-{_called(papers[-1])}.zip", out.getvalue())


def _paper(actor: Actor, number: int) -> BillPaper:
    found = bill_details.papers(actor, [number])
    if not found:
        raise NotThere(NO_BILL)
    return found[0]


def _name(paper: BillPaper, ending: str) -> str:
    return f"{_called(paper)}-{safe_words(paper.account.name)}.{ending}"


def _called(paper: BillPaper) -> str:
    return safe_words(paper.number) or f"draft-{paper.id}"
