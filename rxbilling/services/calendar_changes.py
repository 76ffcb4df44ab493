"""Adding and changing calendars: looked at before it is done, priced and audited (R3, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, CalendarHoliday, Organisation, calendar_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.pricing_rows import Scope
from rxbilling.services import audit, calendar_drafts, effects, pricing
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Right, require
from rxbilling.services.calendar_drafts import CalendarDraft, draft_of
from rxbilling.services.calendars import GONE
from rxbilling.services.clock import today
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import may_be_number, plain

SUBJECT = "calendar"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CLOSED_BY_IT = Message(N_("The books are closed by this calendar's clock. Reopen them before its zone changes."))


@dataclass(frozen=True, slots=True)
class Saving:
    """A calendar is to be as a draft says; number 0 adds one."""

    draft: CalendarDraft
    number: int = 0
    version: int = 0


def effect(actor: Actor | None, change: Saving, months: Sequence[date] = ()) -> Effect:
    """Return what a change would do to work that is not billed, and to some months (first days) for comparison.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    require(actor, Right.CHANGE_TERMS)
    with reading() as db:
        scope = _scope(db, change.number)
    return effects.effect(lambda db: _make(db, change), scope, months)


def save(actor: Actor | None, change: Saving) -> int:
    """Add or change a calendar, and price the work again that is not billed; return the calendar's number.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        before = _facts(db, _there(db, change)) if change.number else {}
        calendar = _make(db, change)
        number = calendar.id or 0
        if change.number:
            audit.record_change(db, actor, SUBJECT, number, before, _facts(db, calendar))
        else:
            audit.record(db, actor, "add", SUBJECT, subject_id=number, after=_facts(db, calendar))
        pricing.price(db, _scope(db, number), until=today("UTC").toordinal())
        return number


def _scope(db: Database, number: int) -> Scope:
    """Return the accounts whose work a calendar may price; None for all, as those without one have the default."""
    if db.get_one(Organisation, 1).calendar_id == number:
        return None
    of_accounts = {account for account, _ in calendar_rows.accounts(db, number)}
    return sorted(of_accounts | {account for account, _ in calendar_rows.contracts(db, number)})


def _there(db: Database, change: Saving) -> Calendar:
    calendar = db.get(Calendar, change.number) if may_be_number(change.number) else None
    if calendar is None:
        raise NotThere(GONE)
    if calendar.version != change.version:
        raise Changed
    return calendar


def _make(db: Database, change: Saving) -> Calendar:
    """Make a change in a transaction that is open."""
    calendar_drafts.check(db, change.draft, change.number)
    calendar = _there(db, change) if change.number else Calendar(**_columns(change.draft))
    organisation = db.get_one(Organisation, 1)
    is_other_clock = organisation.calendar_id == change.number and calendar.zone != change.draft.zone
    if is_other_clock and organisation.closed_day is not None:
        raise Invalid("zone", CLOSED_BY_IT)
    if change.number:
        for name, value in (_columns(change.draft) | {"version": calendar.version + 1}).items():
            setattr(calendar, name, value)
    db.add(calendar)
    db.flush()
    number = calendar.id or 0
    days = [
        CalendarHoliday(calendar_id=number, day=one.day.toordinal(), name=plain(one.name).strip())
        for one in change.draft.own_days
    ]
    calendar_rows.set_own_days(db, number, days)
    return calendar


def _columns(draft: CalendarDraft) -> dict[str, Any]:
    return {
        "name": plain(draft.name).strip(),
        "zone": draft.zone,
        "hours": [[[opens, closes] for opens, closes in sorted(day)] for day in draft.hours],
        "weekend": sorted({*draft.weekend}),
        "holiday_country": draft.country,
        "holiday_subdivision": draft.subdivision,
    }


def _facts(db: Database, calendar: Calendar) -> audit.Facts:
    draft = draft_of(calendar, calendar_rows.own_days(db, calendar.id or 0))
    place = f"{draft.country}-{draft.subdivision}" if draft.subdivision else draft.country
    return {
        "name": draft.name,
        "zone": draft.zone,
        "opening hours": _week(draft) or None,
        "weekend": ", ".join(WEEKDAYS[day] for day in draft.weekend) or None,
        "public holidays": place,
        "own holidays": ", ".join(f"{one.day.isoformat()} {one.name}".strip() for one in draft.own_days) or None,
    }


def _week(draft: CalendarDraft) -> str:
    days = zip(WEEKDAYS, draft.hours, strict=True)
    return "; ".join(f"{name} {', '.join(_span(*span) for span in hours)}" for name, hours in days if hours)


def _span(opens: int, closes: int) -> str:
    return "-".join(f"{moment // 3600 % 24:02}:{moment // 60 % 60:02}" for moment in (opens, closes))
