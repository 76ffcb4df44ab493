"""What a person says of a calendar, checked against what is known (R3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays
from sqlmodel import Session as Database

from rxbilling import zones
from rxbilling.engine.calendar import DAY
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.exchange.quote_calendar_checks import overlapping
from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, CalendarHoliday, calendar_rows
from rxbilling.services.access import Invalid
from rxbilling.services.inputs import plain
from rxbilling.services.rule_drafts import LONGEST_NAME, NO_NAME

Hours = tuple[tuple[int, int], ...]
MOST_DAYS, MOST_HOURS, DAYS_OF_WEEK = 500, 12, range(7)
SAME_NAME = Message(N_("There is a calendar of this name already."))
NO_ZONE = N_("There is no time zone “{zone}”.")
NO_HOURS = Message(N_("These are no opening hours, such as 9:00-12:00, 13:00-18:00 or 22:00-6:00."))
OPEN_TWICE = Message(N_("These hours begin before the hours before them have ended."))
NO_COUNTRY = Message(N_("No public holidays are known for this country or part of it. Add its days yourself."))
TOO_MANY_DAYS = Message(N_("A calendar has at most {count} days of its own, each once."), {"count": MOST_DAYS})


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A holiday that an organisation adds."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A calendar as somebody wants it: hours of seven days, Monday first, in seconds after local midnight."""

    name: str
    zone: str
    hours: tuple[Hours, ...]
    weekend: tuple[int, ...] = (5, 6)
    country: str | None = None
    subdivision: str | None = None
    own_days: tuple[OwnDay, ...] = ()


def draft_of(calendar: Calendar, days: Sequence[CalendarHoliday]) -> CalendarDraft:
    """Return a stored calendar as a draft."""
    return CalendarDraft(
        name=calendar.name,
        zone=calendar.zone,
        hours=tuple(tuple((opens, closes) for opens, closes in day) for day in calendar.hours),
        weekend=tuple(sorted(calendar.weekend)),
        country=calendar.holiday_country,
        subdivision=calendar.holiday_subdivision,
        own_days=tuple(OwnDay(date.fromordinal(one.day), one.name) for one in days),
    )


def check(db: Database, draft: CalendarDraft, number: int) -> None:
    """Refuse what cannot be stored; ``number`` is the calendar whose new values these are, 0 for a new one.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    name = plain(draft.name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    holder = calendar_rows.named(db, name)
    if holder is not None and holder.id != number:
        raise Invalid("name", SAME_NAME)
    if draft.zone not in zones.known():
        raise Invalid("zone", Message(NO_ZONE, {"zone": draft.zone[:60]}))
    _check_hours(draft)
    _check_holidays(draft)


def _check_hours(draft: CalendarDraft) -> None:
    if len(draft.hours) != 7 or not {*draft.weekend} <= {*DAYS_OF_WEEK}:
        raise Invalid("hours_0", NO_HOURS)
    for weekday, day in enumerate(draft.hours):
        if len(day) > MOST_HOURS or not all(
            0 <= opens < DAY and opens < closes <= opens + DAY for opens, closes in day
        ):
            raise Invalid(f"hours_{weekday}", NO_HOURS)
    for weekday, _ in overlapping(dict(enumerate(draft.hours))):
        raise Invalid(f"hours_{weekday}", OPEN_TWICE)


def _check_holidays(draft: CalendarDraft) -> None:
    parts = countries().get(draft.country or "")
    if draft.country is not None and parts is None:
        raise Invalid("country", NO_COUNTRY)
    if draft.subdivision is not None and draft.subdivision not in (parts or ()):
        raise Invalid("subdivision", NO_COUNTRY)
    days = {one.day for one in draft.own_days}
    if len(draft.own_days) > MOST_DAYS or len(days) != len(draft.own_days):
        raise Invalid("own_days", TOO_MANY_DAYS)
    for one in draft.own_days:
        if not FIRST_DAY <= one.day.toordinal() <= LAST_DAY:
            raise Invalid("own_days", NOT_OUR_TIME)
        if len(one.name) > LONGEST_NAME:
            raise Invalid("own_days", NO_NAME)


@cache
def countries() -> dict[str, tuple[str, ...]]:
    """Return the codes of countries with known public holidays, and of their parts."""
    return {code: tuple(parts) for code, parts in holidays.list_supported_countries(include_aliases=False).items()}


@cache
def parts_of(country: str) -> dict[str, str]:
    """Return the parts of a country that have holidays of their own, with their names where these are known."""
    if country not in countries():
        return {}
    known = holidays.country_holidays(country).get_subdivision_aliases()
    return {code: (known.get(code) or [code])[-1] for code in countries()[country]}
