"""What a mail says that brings a bill, in the bill's language."""

from datetime import date

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.money_text import localised
from rxbilling.locales import N_, Message, tr
from rxbilling.services.notice_words import Letter

SUBJECTS = {
    "bill": N_("Invoice {number} from {organisation}"),
    "credit": N_("Credit note {number} from {organisation}"),
}
BODIES = {
    "bill": N_("Please find attached our invoice {number} of {day}. It comes to {total}."),
    "credit": N_(
        "Please find attached our credit note {number} of {day} for invoice {refers_to}. It comes to {total}."
    ),
}
DUE = N_("Please pay {open} by {day}.")
HELLO, REGARDS = N_("Hello,"), N_("Kind regards")


def letter(paper: BillPaper) -> Letter:
    """Return the subject and the body."""
    language, issuer = paper.language, paper.organisation
    subject = tr(language, SUBJECTS[paper.kind], number=paper.number, organisation=issuer.name)
    signed = "\n".join(line for line in (tr(language, REGARDS), issuer.name, issuer.email) if line)
    parts = (tr(language, HELLO), _told(paper), _asked(paper), signed)
    return Letter(subject, "\n\n".join(part for part in parts if part) + "\n")


def _told(paper: BillPaper) -> str:
    values: dict[str, str | date] = {
        "number": paper.number,
        "day": paper.bill_day,
        "refers_to": paper.refers_to,
        "total": localised(abs(paper.total), paper.currency, paper.language),
    }
    return Message(BODIES[paper.kind], values).text(paper.language)


def _asked(paper: BillPaper) -> str:
    """Return until when what is still open is to be paid; nothing where there is nothing to pay."""
    if paper.due_day is None or paper.open <= 0:
        return ""
    left = localised(paper.open, paper.currency, paper.language)
    return Message(DUE, {"open": left, "day": paper.due_day}).text(paper.language)
