"""Bills and their lines, read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Bill, BillLine, BillTax, Payment, api_rows, bill_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import Page, Window, cut

NO_BILL = Message(N_("There is no such bill."))


@dataclass(frozen=True, slots=True)
class BillFilter:
    """Every part that is set must hold; a bill is of the days when it reaches into them."""

    accounts: tuple[int, ...] = ()
    state: str | None = None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A bill or a credit note without its lines; days are both included, instants UTC epoch seconds.

    Amounts are minor units, of a credit note 0 or less; ``paid`` and ``credited`` are 0 or more.
    """

    id: int
    kind: str
    number: str | None
    account_id: int
    account: str
    contract_id: int | None
    state: str
    currency: str
    start: date
    end: date
    issued_at: int | None
    day: date | None
    due: date | None
    voided_at: int | None
    void_reason: str
    net: int
    total: int
    paid: int
    credited: int
    replaces_id: int | None
    credits_id: int | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A bill with what it is made of, and its payments."""

    bill: Issued
    lines: Sequence[BillLine]
    taxes: Sequence[BillTax]
    payments: Sequence[Payment]


def some(actor: Actor | None, window: Window, chosen: BillFilter) -> Page[Issued]:
    """Return bills of a filter."""
    require(actor, Right.SEE_BILLS)
    first, last = (None if day is None else day.toordinal() for day in (chosen.first_day, chosen.last_day))
    with reading() as db:
        rows = api_rows.bills(db, window.after, window.most, chosen.accounts, chosen.state, first, last)
        settled = _settled(db, [bill.id or 0 for bill, _ in rows])
    return cut(rows, window, lambda row: row[0].id, lambda row: _issued(*row, *settled[row[0].id or 0]))


def look(actor: Actor | None, number: int) -> Whole:
    """Return a bill with its lines, taxes and payments.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        found = db.get(Bill, number) if may_be_number(number) else None
        if found is None:
            raise NotThere(NO_BILL)
        bill = _issued(found, db.get_one(Account, found.account_id).name, *_settled(db, [number])[number])
        taxes, payments = bill_rows.taxes(db, [number])[number], bill_rows.payments(db, number)
        return Whole(bill, api_rows.bill_lines(db, number), taxes, payments)


def _settled(db: Database, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return what was paid and what was credited of bills."""
    paid, credited = bill_rows.paid(db, ids), bill_rows.credited(db, ids)
    return {number: (paid.get(number, 0), credited.get(number, 0)) for number in ids}


def _issued(row: Bill, account: str, paid: int, credited: int) -> Issued:
    return Issued(
        id=row.id or 0,
        kind=row.kind,
        number=row.number,
        account_id=row.account_id,
        account=account,
        contract_id=row.contract_id,
        state=row.state,
        currency=row.currency,
        start=date.fromordinal(row.first_day),
        end=date.fromordinal(row.last_day),
        issued_at=row.issued_at,
        day=date.fromordinal(row.bill_day) if row.number else None,
        due=None if row.due_day is None else date.fromordinal(row.due_day),
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        net=row.net,
        total=row.total,
        paid=paid,
        credited=credited,
        replaces_id=row.replaces_id,
        credits_id=row.credits_id,
    )
