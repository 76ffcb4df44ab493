"""What QuickBooks Desktop would refuse of a bill itself, beside its names."""

from collections.abc import Iterator, Sequence

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.iif_bill_texts import address_lines
from rxbilling.exchange.iif_names import CHANGED
from rxbilling.exchange.iif_text import safe
from rxbilling.exchange.money_text import decimals
from rxbilling.exchange.quickbooks import Books, Problem
from rxbilling.locales import N_, Message

LONGEST_NUMBER = 11
NUMBER_TOO_LONG = Message(
    N_("QuickBooks allows invoice numbers of {limit} characters. Choose a shorter form of numbers in the settings."),
    {"limit": LONGEST_NUMBER},
)
NUMBER_SIGNS = Message(N_("QuickBooks does not take these characters in an invoice number."))
OTHER_CURRENCY = N_("Bill {number}: a file for QuickBooks Desktop has invoices in {currency} only. Enter it by hand.")
THREE_DECIMALS = Message(N_("QuickBooks knows two decimals of money."))
SEVERAL_TAXES = N_("Bill {number} has several taxes: QuickBooks Desktop takes one sales tax an invoice.")
CUT = Message(N_("QuickBooks allows five lines of 41 characters: what is longer was cut."))


def bill_problems(bills: Sequence[BillPaper], books: Books) -> Iterator[Problem]:
    """Yield what is wrong with bills, then what was changed in their texts."""
    for bill in bills:
        yield from _refused(bill, books)
    yield from _changed(bills)


def _refused(bill: BillPaper, books: Books) -> Iterator[Problem]:
    about = {"number": bill.number, "currency": books.home}
    if len(bill.number) > LONGEST_NUMBER:
        yield Problem("DOCNUM", bill.number, NUMBER_TOO_LONG, None)
    elif safe(bill.number) != bill.number:
        yield Problem("DOCNUM", bill.number, NUMBER_SIGNS, None)
    if bill.currency != books.home:
        yield Problem("CURRENCY", bill.currency, Message(OTHER_CURRENCY, about), None)
    elif decimals(bill.currency) > 2:
        yield Problem("CURRENCY", bill.currency, THREE_DECIMALS, None)
    if len(bill.taxes) > 1:
        yield Problem("TAXES", ", ".join(tax.name for tax in bill.taxes), Message(SEVERAL_TAXES, about), None)


def _changed(bills: Sequence[BillPaper]) -> Iterator[Problem]:
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
