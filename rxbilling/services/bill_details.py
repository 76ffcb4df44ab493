"""One bill: as it is printed, what was paid of it, what was done to it, and what it has to do with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.models import Bill, Payment, bill_lists, bill_rows
from rxbilling.models.database import reading
from rxbilling.services import audit_log
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.audit_log import Event
from rxbilling.services.bill_days import day_of
from rxbilling.services.bill_drafts import in_place, stale
from rxbilling.services.bill_making import Line, TaxLine
from rxbilling.services.bill_papers import paper, printed_lines
from rxbilling.services.bills import NO_BILL
from rxbilling.services.inputs import may_be_number


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment; ``amount`` in minor units."""

    id: int
    day: date
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another bill that has to do with this one: ``replaces``, ``replaced_by``, ``credits``, ``credited_by``."""

    relation: str
    id: int
    number: str
    total: int


@dataclass(frozen=True, slots=True)
class BillDetail:
    """A bill with all that belongs to it.

    ``status`` is one of ``bill_lists.STATUSES``, ``is_stale`` says of a draft that what is on it has changed,
    ``may_again`` of a void bill that none takes its place yet, and that something of it is left to bill.
    ``open`` is what is still to be paid; ``creditable`` is what can still be credited of each printed line, before
    tax, by its position: the amounts that ``bill_credits.credit`` takes; ``positions`` are those of the paper's lines.
    ``entries`` are the time entries on it.
    """

    paper: BillPaper
    account_id: int
    contract_id: int | None
    version: int
    status: str
    is_stale: bool
    may_again: bool
    open: int
    creditable: dict[int, int]
    positions: tuple[int, ...]
    entries: tuple[int, ...]
    payments: list[Paid]
    history: list[Event]
    links: list[Link]
    void_reason: str


def look(actor: Actor | None, number: int) -> BillDetail:
    """Return a bill with all that belongs to it.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    actor = require(actor, Right.SEE_BILLS)
    with reading() as db:
        found = bill_lists.one(db, number, day_of(db).toordinal()) if may_be_number(number) else None
        if found is None:
            raise NotThere(NO_BILL)
        return _detail(db, found, audit_log.bill_history(actor, number))


def papers(actor: Actor | None, numbers: Sequence[int]) -> list[BillPaper]:
    """Return bills as they are printed, by the numbers of their rows; those that are not there are passed over.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        return papers_of(db, bill_rows.bills(db, [number for number in numbers if may_be_number(number)]))


def papers_of(db: Database, bills: Sequence[Bill]) -> list[BillPaper]:
    """Return stored bills as they are printed."""
    ids = [bill.id or 0 for bill in bills]
    lines, taxes, paid = bill_rows.lines(db, ids), bill_rows.taxes(db, ids), bill_rows.paid(db, ids)
    credited = bill_rows.credited(db, ids)
    numbers = bill_rows.numbers_of(db, [other for bill in bills if (other := bill.credits_id or bill.replaces_id)])
    return [
        paper(
            bill,
            [Line(*line) for line in lines[bill.id or 0]],
            [TaxLine(tax.name, tax.bp, tax.net, tax.amount) for tax in taxes[bill.id or 0]],
            paid.get(bill.id or 0, 0),
            credited.get(bill.id or 0, 0),
            numbers.get(bill.credits_id or bill.replaces_id or 0, ""),
        )
        for bill in bills
    ]


def creditable(db: Database, bill: Bill) -> dict[int, int]:
    """Return what can still be credited of each printed line, before tax, by position; nothing of other bills."""
    if bill.kind != "bill" or bill.state != "issued":
        return {}
    lines = [Line(*line) for line in bill_rows.lines(db, [bill.id or 0])[bill.id or 0]]
    done = bill_rows.credited_lines(db, bill.id or 0)
    left = {position: line.net - done.get(position, 0) for position, line in printed_lines(bill, lines)}
    return {position: amount for position, amount in left.items() if amount}


def _detail(db: Database, found: bill_lists.BillLine, history: list[Event]) -> BillDetail:
    bill = found.bill
    number = bill.id or 0
    is_owed = bill.kind == "bill" and bill.state == "issued"
    lines = [Line(*line) for line in bill_rows.lines(db, [number])[number]]
    links = [
        Link(relation, other.id or 0, other.number or "", other.total) for relation, other in bill_rows.linked(db, bill)
    ]
    return BillDetail(
        paper=papers_of(db, [bill])[0],
        account_id=bill.account_id,
        contract_id=bill.contract_id,
        version=bill.version,
        status=found.status,
        is_stale=bill.state == "draft" and bool(stale(db, [bill])),
        may_again=_may_again(db, bill, links),
        open=max(bill.total - found.settled, 0) if is_owed else 0,
        creditable=creditable(db, bill),
        positions=tuple(position for position, _ in printed_lines(bill, lines)),
        entries=tuple(dict.fromkeys(line.item.entry_id for line in lines if line.item.entry_id)),
        payments=[_paid(row) for row in bill_rows.payments(db, number)],
        history=history,
        links=links,
        void_reason=bill.void_reason,
    )


def _may_again(db: Database, bill: Bill, links: Sequence[Link]) -> bool:
    if bill.state != "void" or bill.kind != "bill" or any(link.relation == "replaced_by" for link in links):
        return False
    return bool(in_place(db, bill))


def _paid(row: Payment) -> Paid:
    return Paid(row.id or 0, date.fromordinal(row.day), row.amount, row.note)
