"""Which bills QuickBooks Online does not take as CSV, and why."""

from collections.abc import Iterator, Sequence

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.quickbooks import Books, Problem
from rxbilling.locales import N_, Message

LONGEST_NUMBER = 21
CREDIT = Message(N_("Credit notes cannot be imported this way: it is left out. Enter it by hand."))
NEGATIVE = Message(N_("A line is below 0, which cannot be imported: the bill is left out. Enter it by hand."))
TOO_MANY = N_("More than {limit} lines cannot be imported: the bill is left out. Enter it by hand.")
OTHER_CURRENCY = N_("The US import has invoices in {currency} only: the bill is left out. Enter it by hand.")
TAXES = Message(N_("Several taxes cannot be imported: the bill is left out. Enter it by hand."))
US_TAX = Message(N_("The US import takes no tax: QuickBooks Online computes sales tax itself. Compare the totals."))
NUMBER = N_("QuickBooks Online allows invoice numbers of {limit} characters: the bill is left out.")


def left_out(bills: Sequence[BillPaper], books: Books, edition: str, most_rows: int) -> dict[int, Problem]:
    """Return, by the bill, why it is not in the file."""
    found = ((bill, _reason(bill, books, edition, most_rows)) for bill in bills)
    return {bill.id: Problem("BILL", bill.number, reason, "") for bill, reason in found if reason}


def taxed_there(bills: Sequence[BillPaper], edition: str) -> Iterator[Problem]:
    """Yield that tax is not in a file of the US, where some bill has any."""
    taxed = [bill.number for bill in bills if bill.tax] if edition == "us" else []
    yield from (Problem("TAXES", number, US_TAX, "", len(taxed)) for number in taxed[:1])


def _reason(bill: BillPaper, books: Books, edition: str, most_rows: int) -> Message | None:
    if bill.kind != "bill":
        return CREDIT
    if any(line.net < 0 for line in bill.lines):
        return NEGATIVE
    if len(bill.lines) > most_rows:
        return Message(TOO_MANY, {"limit": most_rows})
    if edition == "us" and bill.currency != books.home:
        return Message(OTHER_CURRENCY, {"currency": books.home})
    if edition == "world" and len(bill.taxes) > 1:
        return TAXES
    return Message(NUMBER, {"limit": LONGEST_NUMBER}) if len(bill.number) > LONGEST_NUMBER else None
