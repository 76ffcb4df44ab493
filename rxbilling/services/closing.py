"""Closed periods: up to a day, in the zone of the organisation's calendar, nothing in the books changes."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, pricing, reports
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Right, require
from rxbilling.services.clock import today
from rxbilling.services.filters import WorkFilter
from rxbilling.services.local_clock import end_of

CLOSED = N_("The books are closed up to {day}. Ask finance to reopen them.")
NO_DAY = Message(N_("Choose the last day that is closed."))
FUTURE = Message(N_("A day that is not over yet cannot be closed."))


@dataclass(frozen=True, slots=True)
class Books:
    """Up to which day (included) the books are closed, None for open; the zone that decides, and the row's version."""

    closed_day: date | None
    zone: str
    version: int


def books(actor: Actor | None) -> Books:
    """Return how far the books are closed: everybody who logs work may know."""
    require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
        return Books(_day(organisation), _zone(db, organisation), organisation.version)


def unbilled(actor: Actor | None, day: date) -> int:
    """Return how many entries that are to be billed a day would close, on the days of their accounts.

    Raises:
        Refused: the actor may not, or the day is not over.
    """
    actor = require(actor, Right.CLOSE_PERIODS)
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
        _refuse_future(day, _zone(db, organisation))
        before = _day(organisation)
    first = None if before is None else before + timedelta(days=1)
    return reports.totals(actor, WorkFilter(first_day=first, last_day=day, statuses=("unbilled", "no_price"))).entries


def close(actor: Actor | None, day: date | None, version: int) -> None:
    """Close the books up to and including a day; an earlier one, or None, reopens what is after it and prices it again.

    Raises:
        Refused: the actor may not, the day is not over, or somebody else changed it meanwhile.
    """
    actor = require(actor, Right.CLOSE_PERIODS)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        if organisation.version != version:
            raise Changed
        zone = _zone(db, organisation)
        if day is not None:
            _refuse_future(day, zone)
        before = _day(organisation)
        if day == before:
            return
        organisation.closed_day = None if day is None else day.toordinal()
        organisation.closed_before = _until(organisation, before, day, zone)
        organisation.version += 1
        db.add(organisation)
        db.flush()
        if day is None or (before is not None and day < before):
            # What was agreed meanwhile takes effect for the work that is open again.
            pricing.price(db, until=today("UTC").toordinal())
        _record(db, actor, before, day)


def _refuse_future(day: date, zone: str) -> None:
    if day >= today(zone):
        raise Invalid("closed_day", FUTURE)


def _until(organisation: Organisation, before: date | None, day: date | None, zone: str) -> int | None:
    """Return the instant up to which the books are closed with a day."""
    if day is None:
        return None
    end = end_of(day, zone)
    # What was closed by the clock of another calendar stays so when more is closed.
    return end if before is None or day < before else max(end, organisation.closed_before or end)


def open_all(db: Database, actor: Actor, organisation: Organisation) -> None:
    """Reopen the books in a transaction that takes all work away."""
    before = _day(organisation)
    if before is None:
        return
    organisation.closed_day = organisation.closed_before = None
    organisation.version += 1
    db.add(organisation)
    db.flush()
    _record(db, actor, before, None)


def _record(db: Database, actor: Actor, before: date | None, after: date | None) -> None:
    is_more = after is not None and (before is None or after > before)
    audit.record(
        db,
        actor,
        "close" if is_more else "reopen",
        "period",
        subject_id=1,
        before={"closed_day": _written(before)},
        after={"closed_day": _written(after)},
    )


def refuse_closed(organisation: Organisation, start_at: int | None, day: int) -> None:
    """Refuse work of a closed period: by its start, or without a clock by its day (ordinal).

    Raises:
        NotNow: it lies in a closed period.
    """
    if is_closed(organisation, start_at, day):
        raise NotNow(Message(CLOSED, {"day": _day(organisation) or ""}))


def is_closed(organisation: Organisation, start_at: int | None, day: int) -> bool:
    """Say whether work lies in a closed period."""
    if organisation.closed_before is None or organisation.closed_day is None:
        return False
    return day <= organisation.closed_day if start_at is None else start_at < organisation.closed_before


def _day(organisation: Organisation) -> date | None:
    return None if organisation.closed_day is None else date.fromordinal(organisation.closed_day)


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _zone(db: Database, organisation: Organisation) -> str:
    return db.get_one(Calendar, organisation.calendar_id).zone
