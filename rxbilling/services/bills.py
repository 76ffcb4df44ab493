"""Bills and their lines, read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Bill, BillLine, api_rows
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
    """A bill without its lines; days are both included, instants UTC epoch seconds, ``total`` minor units."""

    id: int
    number: str | None
    account_id: int
    account: str
    contract_id: int | None
    state: str
    currency: str
    start: date
    end: date
    issued_at: int | None
    due: date | None
    voided_at: int | None
    void_reason: str
    total: int
    replaces_id: int | None


def some(actor: Actor | None, window: Window, chosen: BillFilter) -> Page[Issued]:
    """Return bills of a filter."""
    require(actor, Right.SEE_BILLS)
    first, last = (None if day is None else day.toordinal() for day in (chosen.first_day, chosen.last_day))
    with reading() as db:
        rows = api_rows.bills(db, window.after, window.most, chosen.accounts, chosen.state, first, last)
    return cut(rows, window, lambda row: row[0].id, lambda row: _issued(*row))


def look(actor: Actor | None, number: int) -> tuple[Issued, Sequence[BillLine]]:
    """Return a bill and its lines.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        found = db.get(Bill, number) if may_be_number(number) else None
        if found is None:
            raise NotThere(NO_BILL)
        return _issued(found, db.get_one(Account, found.account_id).name), api_rows.bill_lines(db, number)


def _issued(row: Bill, account: str) -> Issued:
    return Issued(
        id=row.id or 0,
        number=row.number,
        account_id=row.account_id,
        account=account,
        contract_id=row.contract_id,
        state=row.state,
        currency=row.currency,
        start=date.fromordinal(row.first_day),
        end=date.fromordinal(row.last_day),
        issued_at=row.issued_at,
        due=None if row.due_day is None else date.fromordinal(row.due_day),
        voided_at=row.voided_at,
        void_reason=row.void_reason,
        total=row.total,
        replaces_id=row.replaces_id,
    )
