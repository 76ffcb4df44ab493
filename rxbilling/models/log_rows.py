"""SQL of the audit trail: searching it, the history of one thing, and how far it has got."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, cast, func, or_
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.log import AuditEvent
from rxbilling.models.people import User


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Every part that is set must hold; instants are UTC epoch seconds, ``until`` not included.

    ``codes`` are actions and subjects that the text means in the reader's language.
    """

    since: int | None = None
    until: int | None = None
    user_id: int | None = None
    subject: str = ""
    subject_id: int | None = None
    text: str = ""
    codes: tuple[str, ...] = ()


def events(db: Database, chosen: AuditFilter, before_id: int | None, most: int) -> list[tuple[AuditEvent, str | None]]:
    """Return events, the newest first, from before one of them on, each with its user's name."""
    query = select(AuditEvent, User.name).outerjoin(User, col(User.id) == col(AuditEvent.user_id))
    query = query.where(*_conditions(chosen))
    if before_id is not None:
        query = query.where(col(AuditEvent.id) < before_id)
    return [(event, name) for event, name in db.exec(query.order_by(col(AuditEvent.id).desc()).limit(most))]


def count(db: Database, chosen: AuditFilter) -> int:
    """Return how many events there are of a filter."""
    query = select(func.count(col(AuditEvent.id))).outerjoin(User, col(User.id) == col(AuditEvent.user_id))
    return db.exec(query.where(*_conditions(chosen))).one()


def user_names(db: Database, numbers: set[int]) -> dict[int, str]:
    """Return the names of some users by number."""
    rows = db.exec(select(User.id, User.name).where(col(User.id).in_(numbers)))
    return {number: name for number, name in rows if number is not None}


def last_event(db: Database) -> int:
    """Return the number of the newest event, 0 before there is any: every change of anything makes it grow."""
    return db.exec(select(func.max(AuditEvent.id))).one() or 0


def subjects(db: Database) -> Sequence[str]:
    """Return the kinds of things that were changed."""
    return db.exec(select(AuditEvent.subject).distinct().order_by(AuditEvent.subject)).all()


def _conditions(chosen: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if chosen.since is not None:
        yield col(AuditEvent.at) >= chosen.since
    if chosen.until is not None:
        yield col(AuditEvent.at) < chosen.until
    if chosen.user_id is not None:
        yield col(AuditEvent.user_id) == chosen.user_id
    if chosen.subject:
        yield col(AuditEvent.subject) == chosen.subject
    if chosen.subject_id is not None:
        yield col(AuditEvent.subject_id) == chosen.subject_id
    if chosen.text.strip():
        named = or_(col(AuditEvent.action).in_(chosen.codes), col(AuditEvent.subject).in_(chosen.codes))
        yield or_(_contains(chosen.text), named)


def _contains(text: str) -> ColumnElement[bool]:
    """Return the condition that a text stands somewhere in an event, in any case of letters."""
    part = text.strip().lower()
    columns = (
        col(User.name),
        col(AuditEvent.action),
        col(AuditEvent.subject),
        col(AuditEvent.address),
        cast(AuditEvent.before, String),
        cast(AuditEvent.after, String),
    )
    return or_(*(func.lower(func.coalesce(column, "")).contains(part, autoescape=True) for column in columns))
