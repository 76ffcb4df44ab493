"""Bills as pages show them: rows of lists, printed lines, and sums, as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.bill_words import about_of, quantity_of
from rxbilling.exchange.money_text import number_text
from rxbilling.locales import N_, tr
from rxbilling.services.bill_list import Listed, Sums
from rxbilling.state import wording
from rxbilling.state.bill_words import STATUSES
from rxbilling.state.forms import Fact
from rxbilling.state.quantities import share_text


def open_amounts(language: str, sums: Sequence[Sums]) -> tuple[str, str]:
    """Return what is still to be paid of bills, and what is to be paid back."""
    still_open = wording.amounts(language, {one.currency: one.open for one in sums if one.open})
    return still_open, wording.amounts(language, {one.currency: one.back for one in sums if one.back})


def owed(language: str, sums: Sequence[Sums]) -> list[Fact]:
    """Return the same as facts, those of which there is something."""
    labels = N_("Still to pay"), N_("To pay back")
    amounts = zip(labels, open_amounts(language, sums), strict=True)
    return [Fact(tr(language, label), amount) for label, amount in amounts if amount != wording.NOTHING]


@dataclass
class BillRow:
    """A bill in a list."""

    id: int = 0
    number: str = ""
    is_chosen: bool = False
    account: str = ""
    account_id: int = 0
    contract: str = ""
    contract_id: int = 0
    days: str = ""
    bill_day: str = ""
    due: str = ""
    status: str = ""
    status_word: str = ""
    total: str = ""
    open: str = ""
    back: str = ""
    is_mailed: bool = False


@dataclass
class PrintedLine:
    """A line of a bill as it is printed."""

    text: str = ""
    about: str = ""
    quantity: str = ""
    price: str = ""
    amount: str = ""


def row_of(language: str, one: Listed, *, is_chosen: bool = False) -> BillRow:
    """Return a bill of the list as text."""
    is_draft = one.status == "draft"
    return BillRow(
        id=one.id,
        number=one.number or tr(language, STATUSES["draft"]),
        is_chosen=is_chosen,
        account=one.account,
        account_id=one.account_id,
        contract=one.contract or tr(language, N_("Outside of contracts")),
        contract_id=one.contract_id or 0,
        days=wording.days(language, one.first, one.last),
        bill_day="" if is_draft else wording.day(language, one.bill_day),
        due=wording.day(language, one.due) if one.due else "",
        status=one.status,
        status_word=tr(language, STATUSES[one.status]),
        total=wording.money(language, one.total, one.currency),
        open=wording.money(language, one.open, one.currency) if one.open else "",
        back=wording.money(language, one.back, one.currency) if one.back else "",
        is_mailed=one.is_mailed,
    )


def printed(language: str, paper: BillPaper) -> list[PrintedLine]:
    """Return the lines of a bill in its own words, as customers read them, and in the numbers of the reader."""
    return [_line(language, line, paper) for line in paper.lines]


def _line(language: str, line: PaperLine, paper: BillPaper) -> PrintedLine:
    return PrintedLine(
        text=line.text,
        about=about_of(line, paper.language),
        quantity=quantity_of(line, language, paper.language),
        price="" if line.price is None else number_text(line.price, paper.currency, language),
        amount=number_text(line.amount, paper.currency, language),
    )


def sums_of(language: str, paper: BillPaper) -> list[Fact]:
    """Return what the lines of a bill come to, down to what is still to pay, or to pay back."""
    pairs = [(N_("Subtotal"), paper.subtotal), (N_("Discount"), -paper.discount)] if paper.discount else []
    pairs += [(N_("Net"), paper.net)] if paper.taxes else []
    facts = [_sum(language, tr(language, label), amount, paper.currency) for label, amount in pairs]
    facts += [
        _sum(language, f"{tax.name} {share_text(language, tax.bp)} %", tax.amount, paper.currency)
        for tax in paper.taxes
    ]
    after = [(N_("Total"), paper.total)]
    settled = [(N_("Paid"), paper.paid), (N_("Credited"), paper.credited)]
    if paper.paid or paper.credited:
        left = (N_("To pay back"), paper.back) if paper.back else (N_("Still to pay"), paper.open)
        after += [*(pair for pair in settled if pair[1]), left]
    return [*facts, *(_sum(language, tr(language, label), amount, paper.currency) for label, amount in after)]


def _sum(language: str, label: str, amount: int, currency: str) -> Fact:
    return Fact(label, wording.money(language, amount, currency))
