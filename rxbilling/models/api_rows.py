"""SQL behind the lists of the API: a page is the rows after a number, so that it costs the same wherever it is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session as Database
from sqlmodel import col, func, select

from rxbilling.models.access import IdempotencyKey
from rxbilling.models.billing import Bill, BillLine
from rxbilling.models.customers import Account, Service, Ticket
from rxbilling.models.people import Rep
from rxbilling.models.work import TimeEntry


def accounts(db: Database, after: int, most: int, part: str, active: bool | None) -> Sequence[Account]:
    """Return accounts by number, those whose name contains a text."""
    query = select(Account).where(col(Account.id) > after)
    if part:
        query = query.where(func.lower(Account.name).contains(part.lower(), autoescape=True))
    if active is not None:
        query = query.where(Account.active == active)
    return db.exec(query.order_by(col(Account.id)).limit(most)).all()


def reps(db: Database, after: int, most: int, only: int | None) -> Sequence[Rep]:
    """Return reps by number, or only one."""
    query = select(Rep).where(col(Rep.id) > after)
    if only is not None:
        query = query.where(col(Rep.id) == only)
    return db.exec(query.order_by(col(Rep.id)).limit(most)).all()


def services(db: Database, after: int, most: int) -> Sequence[Service]:
    """Return services by number."""
    return db.exec(select(Service).where(col(Service.id) > after).order_by(col(Service.id)).limit(most)).all()


def tickets(  # noqa: PLR0917 - a window and a filter
    db: Database, after: int, most: int, accounts: Sequence[int], state: str | None, number: str | None
) -> Sequence[tuple[Ticket, str]]:
    """Return tickets by number of their row, with the names of their accounts."""
    query = select(Ticket, Account.name).join(Account, col(Account.id) == Ticket.account_id)
    query = query.where(col(Ticket.id) > after)
    if accounts:
        query = query.where(col(Ticket.account_id).in_(accounts))
    if state is not None:
        query = query.where(Ticket.state == state)
    if number is not None:
        query = query.where(Ticket.number == number)
    return db.exec(query.order_by(col(Ticket.id)).limit(most)).all()


def bills(  # noqa: PLR0917 - a window and a filter
    db: Database,
    after: int,
    most: int,
    accounts: Sequence[int],
    state: str | None,
    first_day: int | None,
    last_day: int | None,
) -> Sequence[tuple[Bill, str]]:
    """Return bills by number of their row, with the names of their accounts; days are those that a bill reaches."""
    query = select(Bill, Account.name).join(Account, col(Account.id) == Bill.account_id).where(col(Bill.id) > after)
    if accounts:
        query = query.where(col(Bill.account_id).in_(accounts))
    if state is not None:
        query = query.where(Bill.state == state)
    if first_day is not None:
        query = query.where(Bill.last_day >= first_day)
    if last_day is not None:
        query = query.where(Bill.first_day <= last_day)
    return db.exec(query.order_by(col(Bill.id)).limit(most)).all()


def bill_lines(db: Database, bill_id: int) -> Sequence[BillLine]:
    """Return the lines of a bill in their order."""
    query = select(BillLine).where(BillLine.bill_id == bill_id)
    return db.exec(query.order_by(col(BillLine.position), col(BillLine.id))).all()


def deleted_entries(
    db: Database, after: tuple[int, int], most: int, only: int | None
) -> Sequence[tuple[int, int, int]]:
    """Return revision, number and instant of entries deleted after a revision (and a number of that revision)."""
    revision, number = after
    columns = select(TimeEntry.revision, TimeEntry.id, TimeEntry.deleted_at).where(
        col(TimeEntry.deleted_at).is_not(None)
    )
    later = (col(TimeEntry.revision) > revision) | (
        (col(TimeEntry.revision) == revision) & (col(TimeEntry.id) > number)
    )
    query = columns.where(col(TimeEntry.revision) >= revision, later)
    if only is not None:
        query = query.where(TimeEntry.rep_id == only)
    found: Sequence[Any] = db.exec(query.order_by(col(TimeEntry.revision), col(TimeEntry.id)).limit(most)).all()
    return found


def idempotency_key(db: Database, user_id: int, key: str) -> IdempotencyKey | None:
    """Return what a user's key was used for."""
    query = select(IdempotencyKey).where(IdempotencyKey.user_id == user_id, IdempotencyKey.key == key)
    return db.exec(query).first()


def forget_idempotency_keys(db: Database, before: int) -> None:
    """Drop the keys that were used before an instant."""
    db.exec(delete(IdempotencyKey).where(col(IdempotencyKey.at) <= before))
