"""Calendars in words: opening hours, weekends and holidays."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from babel.dates import format_date

from rxbilling.exchange.times import DAY, typed_time
from rxbilling.locales import N_, tr
from rxbilling.services.access import Invalid
from rxbilling.services.calendar_drafts import NO_HOURS, CalendarDraft, Hours, parts_of
from rxbilling.services.countries import country_name
from rxbilling.state import wording

A_MONDAY = date(2026, 1, 5)
MIDNIGHTS = frozenset({"24", "2400", "24:00", "24h", "24h00"})
DASHES = str.maketrans({"–": "-", "—": "-", ";": ","})


def weekday(language: str, day: int, pattern: str = "EEEE") -> str:
    """Return the name of a day of the week, Monday being 0."""
    name = str(format_date(A_MONDAY + timedelta(days=day), pattern, locale=language))
    return name[:1].upper() + name[1:]


def hours_text(hours: Hours) -> str:
    """Return the opening hours of a day as they are typed."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes, closing=True)}" for opens, closes in hours)


def _clock(seconds: int, *, closing: bool = False) -> str:
    if closing and seconds == DAY:
        return "24:00"
    within = seconds % DAY
    return f"{within // 3600}:{within // 60 % 60:02}"


def hours_typed(text: str, field: str) -> Hours:
    """Read opening hours such as ``9-12, 13:00-18:00``; a closing before its opening is on the next day.

    Raises:
        Invalid: these are none; the field is named.
    """
    return tuple(_span(part, field) for part in text.translate(DASHES).split(",") if part.strip())


def _span(text: str, field: str) -> tuple[int, int]:
    sides = [side.strip() for side in text.split("-")]
    if len(sides) != 2:
        raise Invalid(field, NO_HOURS)
    opens = typed_time(sides[0])
    closes = DAY if sides[1].lower() in MIDNIGHTS else typed_time(sides[1])
    if opens is None or closes is None or opens == closes:
        raise Invalid(field, NO_HOURS)
    return opens, closes if closes > opens else closes + DAY


def week(language: str, hours: Sequence[Hours]) -> list[str]:
    """Return the opening hours of a week, days with the same hours together."""
    told = []
    for same, days in groupby(range(7), key=lambda day: hours[day]):
        if same:
            first, *rest = list(days)
            names = weekday(language, first, "EEE") + (f"–{weekday(language, rest[-1], 'EEE')}" if rest else "")
            told.append(f"{names} {hours_text(same)}")
    return told or [tr(language, N_("Never open"))]


def weekend(language: str, days: Sequence[int]) -> str:
    """Return the days of a weekend."""
    return ", ".join(weekday(language, day, "EEE") for day in days) or wording.NOTHING


def holidays(language: str, draft: CalendarDraft) -> str:
    """Return whose public holidays count, and how many days were added."""
    told = []
    if draft.country:
        country = country_name(draft.country, language) or draft.country
        part = parts_of(draft.country).get(draft.subdivision or "", "")
        told.append(f"{country} ({part})" if part else country)
    if draft.own_days:
        count = wording.number(language, len(draft.own_days))
        told.append(tr(language, N_("days of its own: {count}"), count=count))
    return " · ".join(told) or wording.NOTHING
