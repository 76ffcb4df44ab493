"""SQL of mails: which wait, and what became of them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import case, update
from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select

from rxbilling.models.log import Mail


class Counts(NamedTuple):
    """How many mails wait, and how many were given up."""

    waiting: int
    given_up: int


def known(db: Database, keys: Collection[str]) -> set[tuple[str, str]]:
    """Return which addresses (in small letters) were written to of which of some things."""
    query = select(func.lower(Mail.address), Mail.key).where(col(Mail.key).in_(keys))
    return set(db.exec(query).all())


def of_bills(db: Database, bills: Sequence[int]) -> list[Mail]:
    """Return the mails that bring some bills, the newest first."""
    query = select(Mail).where(col(Mail.bill_id).in_(bills))
    return list(db.exec(query.order_by(col(Mail.id).desc())))


def drop_waiting(db: Database, bill: int) -> None:
    """Delete the mails that bring a bill and are not sent."""
    db.exec(delete(Mail).where(col(Mail.bill_id) == bill, col(Mail.sent_at).is_(None)))


def next_due(db: Database, now: int, most_attempts: int) -> Mail | None:
    """Return the mail that is to be tried next."""
    query = select(Mail).where(col(Mail.sent_at).is_(None), Mail.next_at <= now, Mail.attempts < most_attempts)
    return db.exec(query.order_by(col(Mail.next_at), col(Mail.id)).limit(1)).first()


def put_off(db: Database, now: int, until: int, error: str, most_attempts: int) -> None:
    """Let all mails that are due wait until an instant, as the server takes none."""
    due = col(Mail.sent_at).is_(None), col(Mail.next_at) <= now, col(Mail.attempts) < most_attempts
    db.exec(update(Mail).where(*due).values(next_at=until, error=error))


def counts(db: Database, most_attempts: int) -> Counts:
    """Count the mails that are not sent."""
    open_ones = func.sum(case((col(Mail.attempts) < most_attempts, 1), else_=0))
    waiting, all_of_them = db.exec(select(open_ones, func.count()).where(col(Mail.sent_at).is_(None))).one()
    return Counts(waiting or 0, all_of_them - (waiting or 0))


def last_error(db: Database) -> str:
    """Return what the server said last of a mail that is not sent; empty for nothing."""
    failed = select(Mail.error).where(col(Mail.sent_at).is_(None), Mail.error != "")
    return db.exec(failed.order_by(col(Mail.next_at).desc(), col(Mail.id).desc()).limit(1)).first() or ""
