"""SQL of what is agreed from a day on: the contracts that run then or are to come, and what holds them as they are."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.contracts import BillRule, Contract, SupportPlan
from rxbilling.models.customers import Ticket
from rxbilling.models.pricing_rows import SETTLED
from rxbilling.models.work import TimeEntry


def running_from(db: Database, day: int, accounts: Sequence[int]) -> list[Contract]:
    """Return the contracts, drafts left out, that run on a day (ordinal) or later, of some accounts (none: of all)."""
    return _contracts(db, accounts, Contract.state != "draft", _lasts(day))


def coming_until(db: Database, day: int, accounts: Sequence[int]) -> list[Contract]:
    """Return the contracts of which more may come by a day (ordinal): drafts, and what is over and renews itself."""
    renewed = select(Contract.renewal_of_id).where(col(Contract.renewal_of_id).is_not(None))
    renewing = and_(
        col(Contract.state) == "active",
        col(Contract.auto_renew),
        col(Contract.last_day) < day,
        col(Contract.id).not_in(renewed),
    )
    return _contracts(db, accounts, or_(and_(col(Contract.state) == "draft", _lasts(day)), renewing))


def settled_from(db: Database, number: int, day: int) -> int | None:
    """Return the first day (ordinal) from one on with billed or closed work of a contract; None without any."""
    query = f"""SELECT MIN(t.day) FROM charge c JOIN time_entry t ON t.id = c.entry_id
        WHERE c.contract_id = {int(number)} AND t.day >= {int(day)} AND {SETTLED}"""  # noqa: S608 - integers
    found = db.connection().exec_driver_sql(query).scalar()
    return None if found is None else int(found)


def has_tickets(db: Database, number: int, day: int) -> bool:
    """Say whether tickets that name a contract as theirs are open, or have work on a day (ordinal) or later."""
    worked = select(TimeEntry.id).where(
        TimeEntry.ticket_id == Ticket.id, TimeEntry.day >= day, col(TimeEntry.deleted_at).is_(None)
    )
    query = select(Ticket.id).where(Ticket.contract_id == number, or_(col(Ticket.closed_at).is_(None), worked.exists()))
    return db.exec(query.limit(1)).first() is not None


def versions(db: Database) -> list[tuple[int, int]]:
    """Return the numbers and versions of all rules, plans and contracts, in order."""
    queries = (select(table.id, table.version).order_by(col(table.id)) for table in (BillRule, SupportPlan, Contract))
    return [(number or 0, version) for query in queries for number, version in db.exec(query)]


def _lasts(day: int) -> ColumnElement[bool]:
    return or_(col(Contract.last_day).is_(None), col(Contract.last_day) >= day)


def _contracts(db: Database, accounts: Sequence[int], *conditions: ColumnElement[bool] | bool) -> list[Contract]:
    query = select(Contract).where(*conditions)
    if accounts:
        query = query.where(col(Contract.account_id).in_(accounts))
    return list(db.exec(query.order_by(col(Contract.number))))
