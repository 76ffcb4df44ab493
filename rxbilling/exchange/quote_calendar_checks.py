"""What is wrong with the calendars of a quote document."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import holidays

from rxbilling import zones
from rxbilling.engine.calendar import DAY
from rxbilling.exchange.quote_document import CalendarPart, Document, HolidaysPart
from rxbilling.exchange.quote_path import path
from rxbilling.exchange.quote_problems import Problems
from rxbilling.exchange.quote_values import WEEKDAYS

WEEK = 7 * DAY


def calendar_problems(document: Document) -> Problems:
    """Zones and holidays that nobody knows, and hours that are open twice."""
    for name, calendar in document.calendars.items():
        where = path("calendars", name)
        if calendar.zone not in zones.known():
            yield f"{where}.zone", "unknown time zone: give an IANA name such as Europe/Paris"
        yield from _overlaps(where, calendar)
        yield from _holidays(f"{where}.holidays", calendar.holidays)


def _overlaps(where: str, calendar: CalendarPart) -> Problems:
    """Hours that are open twice, in a week that ends where it begins."""
    for day, number in overlapping({WEEKDAYS.index(day): hours for day, hours in calendar.hours.items()}):
        yield f"{where}.hours.{WEEKDAYS[day]}[{number}]", "overlaps with hours before it"


def overlapping(week: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """Yield (day of the week, number on that day) of hours that begin before others have ended."""
    spans = sorted(
        (day * DAY + opens, day * DAY + closes, (day, number))
        for day, hours in week.items()
        for number, (opens, closes) in enumerate(hours)
    )
    following = [*spans, *((opens + WEEK, closes + WEEK, place) for opens, closes, place in spans[:1])]
    for (_, closes, _), (opens, _, place) in pairwise(following):
        if opens < closes:
            yield place


def _holidays(where: str, part: HolidaysPart) -> Problems:
    countries = _countries()
    if part.country is None:
        if part.subdivision is not None:
            yield f"{where}.subdivision", "give its country too"
    elif part.country not in countries:
        yield (
            f"{where}.country",
            "no holidays known for it: give an ISO code such as FR, or leave it out and give dates",
        )
    elif part.subdivision is not None and part.subdivision not in countries[part.country]:
        yield f"{where}.subdivision", f"no such subdivision of {part.country}"


@cache
def _countries() -> Mapping[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=True)
