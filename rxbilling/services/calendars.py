"""Calendars to look at: whose they are, and a year of one, day by day, as the engine sees it (R3, R4)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY, day_start, offsets, timeline
from rxbilling.engine.terms import Tier
from rxbilling.engine.tracks import Window
from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, Organisation, calendar_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.calendar_drafts import CalendarDraft, draft_of
from rxbilling.services.days_off import holidays_of
from rxbilling.services.inputs import may_be_number
from rxbilling.services.local_clock import day_of
from rxbilling.services.pricing_terms import load, years_between

GONE = Message(N_("There is no such calendar."))
FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class ListedCalendar:
    """A calendar, the accounts and contracts that have chosen it, and whether it is that of everybody else."""

    number: int
    version: int
    draft: CalendarDraft
    accounts: tuple[str, ...]
    contracts: tuple[str, ...]
    is_default: bool


@dataclass(frozen=True, slots=True)
class YearDay:
    """A local day: its tier outside opening hours, the name of a holiday, and by how much its clock is changed."""

    day: date
    tier: Tier
    holiday: str
    clock_s: int


def all_calendars(actor: Actor | None) -> list[ListedCalendar]:
    """Return all calendars by name.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return [_listed(db, row) for row in calendar_rows.calendars(db)]


def look(actor: Actor | None, number: int) -> ListedCalendar:
    """Return a calendar.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return _listed(db, _there(db, number))


def year(actor: Actor | None, number: int, wanted: int) -> list[YearDay]:
    """Return the days of a year of a calendar.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    wanted = min(max(wanted, FIRST_YEAR), LAST_YEAR)
    first, last = date(wanted, 1, 1), date(wanted, 12, 31)
    with reading() as db:
        row = _there(db, number)
        names = holidays_of(db, row, first, last, actor.language)
        calendar = load(db, years_between(first.toordinal(), last.toordinal())).calendars[str(number)]
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    begin = (first.toordinal() - EPOCH_DAY) * DAY
    window = Window(begin - 2 * DAY, begin + (len(days) + 2) * DAY)
    # Without its hours a day has one tier throughout.
    line = timeline(replace(calendar, hours=((),) * 7), window, ())
    starts = np.array([day_start(calendar.zone, day.toordinal()) for day in days], np.int64)
    tiers = line.tier[np.searchsorted(line.start, starts, "right") - 1]
    clocks = _clock_changes(calendar.zone, window)
    return [
        YearDay(day, Tier(int(tier)), names.get(day, ""), clocks.get(day, 0))
        for day, tier in zip(days, tiers, strict=True)
    ]


def _clock_changes(zone: str, window: Window) -> dict[date, int]:
    """Return by how many seconds clocks go forward (or back) on the days on which they do."""
    stretches = offsets(zone, window)
    changes = pairwise(stretches)
    return {day_of(moment, zone): after - before for (_, before), (moment, after) in changes if after != before}


def _there(db: Database, number: int) -> Calendar:
    row = db.get(Calendar, number) if may_be_number(number) else None
    if row is None:
        raise NotThere(GONE)
    return row


def _listed(db: Database, row: Calendar) -> ListedCalendar:
    number = row.id or 0
    return ListedCalendar(
        number=number,
        version=row.version,
        draft=draft_of(row, calendar_rows.own_days(db, number)),
        accounts=tuple(name for _, name in calendar_rows.accounts(db, number)),
        contracts=tuple(name for _, name in calendar_rows.contracts(db, number)),
        is_default=db.get_one(Organisation, 1).calendar_id == number,
    )
