"""The holidays of calendars, by name; on those of the organisation's own nobody is expected to work."""

from datetime import date, timedelta
from functools import lru_cache

import holidays
from sqlmodel import Session as Database

from rxbilling.models import Calendar, Organisation
from rxbilling.models import day_rows as sql

ENGLISH = ("en_US", "en_GB", "en")


def days_off(db: Database, first: date, last: date, language: str = "en") -> dict[date, str]:
    """Return the holidays of the organisation's calendar in a span of days, both included, by name."""
    return holidays_of(db, db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id), first, last, language)


def holidays_of(db: Database, calendar: Calendar, first: date, last: date, language: str = "en") -> dict[date, str]:
    """Return the holidays of a calendar in a span of days, by name; in a language where there are such names."""
    names = {}
    if calendar.holiday_country:
        years = tuple(range(first.year, last.year + 1))
        names = _public(calendar.holiday_country, calendar.holiday_subdivision, years, language)
    own = sql.own_holidays(db, calendar.id or 0, first.toordinal(), last.toordinal())
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    found = {day: own.get(day.toordinal(), names.get(day)) for day in span}
    return {day: name for day, name in found.items() if name is not None}


@lru_cache(maxsize=256)
def _public(country: str, subdivision: str | None, years: tuple[int, ...], language: str) -> dict[date, str]:
    known = holidays.country_holidays(country, subdiv=subdivision).supported_languages
    wanted = ENGLISH if language == "en" else (language,)
    spoken = next((code for code in wanted if code in known), None)
    return dict(holidays.country_holidays(country, subdiv=subdivision, years=years, language=spoken).items())
