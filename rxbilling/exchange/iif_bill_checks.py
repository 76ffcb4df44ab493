"""Which bills QuickBooks Desktop does not take, and what of the others is changed."""

from collections.abc import Iterator, Sequence

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.iif_bill_texts import address_lines
from rxbilling.exchange.iif_names import CHANGED
from rxbilling.exchange.iif_text import safe
from rxbilling.exchange.money_text import decimals
from rxbilling.exchange.qbo_checks import TAXES
from rxbilling.exchange.quickbooks import Books, Problem
from rxbilling.locales import N_, Message

LONGEST_NUMBER = 11
CENTS = 2
NUMBER_TOO_LONG = Message(
    N_("QuickBooks Desktop allows invoice numbers of {limit} characters: the bill is left out. Enter it by hand."),
    {"limit": LONGEST_NUMBER},
)
NUMBER_SIGNS = Message(
    N_("QuickBooks does not take these characters in an invoice number: the bill is left out. Enter it by hand.")
)
OTHER_CURRENCY = N_("The file has invoices in {currency} only: the bill is left out. Enter it by hand.")
DECIMALS = Message(N_("QuickBooks knows two decimals of money: the bill is left out."))
CUT = Message(N_("QuickBooks allows five lines of 41 characters: what is longer was cut."))


def left_out(bills: Sequence[BillPaper], books: Books) -> dict[int, Problem]:
    """Return, by the bill, why it is not in the file."""
    found = ((bill, _reason(bill, books)) for bill in bills)
    return {bill.id: Problem("BILL", bill.number, reason, "") for bill, reason in found if reason}


def _reason(bill: BillPaper, books: Books) -> Message | None:
    if len(bill.number) > LONGEST_NUMBER:
        return NUMBER_TOO_LONG
    if safe(bill.number) != bill.number:
        return NUMBER_SIGNS
    if bill.currency != books.home:
        return Message(OTHER_CURRENCY, {"currency": books.home})
    if decimals(bill.currency) > CENTS:
        return DECIMALS
    return TAXES if len(bill.taxes) > 1 else None


def changed(bills: Sequence[BillPaper]) -> Iterator[Problem]:
    """Yield what was changed in texts of bills, once for all of them, with the first."""
    texts = [(raw, safe(raw)) for bill in bills for raw in _texts(bill) if safe(raw) != " ".join(raw.split())]
    yield from (Problem("TEXT", was, CHANGED, now, len(texts)) for was, now in texts[:1])
    cut = [bill for bill in bills if safe(_address(bill)) != " ".join(filter(None, address_lines(bill.account)))]
    yield from (Problem("ADDR", one.account.name, CUT, address_lines(one.account)[0], len(cut)) for one in cut[:1])


def _texts(bill: BillPaper) -> Iterator[str]:
    yield from (bill.note, bill.contract, bill.purchase_order)
    for line in bill.lines:
        yield from (line.text, line.note, line.ticket)


def _address(bill: BillPaper) -> str:
    return " ".join([bill.account.name, *bill.account.address.splitlines()])
