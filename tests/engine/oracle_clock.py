"""The customer's own clock, a minute at a time (R1, R3, R4). Edges lie on whole minutes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import holidays

Json = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


class Moment(NamedTuple):
    """A minute on a local clock: the date, and minutes after the midnight that the clock writes."""

    day: date
    clock: int


@lru_cache(2**19)
def moment(zone: str, minute: int) -> Moment:
    """What a clock in the zone shows in the minute that begins ``minute`` minutes after the epoch."""
    local = datetime.fromtimestamp(minute * 60, ZoneInfo(zone))
    return Moment(local.date(), local.hour * 60 + local.minute)


def local_day(zone: str, instant: int) -> date:
    return moment(zone, instant // 60).day


@cache
def first_instant(zone: str, day: date) -> int:
    """The first moment at which the zone writes the day, in epoch seconds. Midnights lie on quarters of an hour."""
    instant = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 24 * 3600
    while local_day(zone, instant) < day:
        instant += 900
    return instant


@lru_cache(2**12)
def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def minutes(entry: Json) -> Iterator[tuple[int, int]]:
    """Start and end of each minute of an entry with a clock; an entry without length is a single one."""
    instant, end = epoch(entry["start"]), epoch(entry["end"])
    while True:
        following = min(end, (instant // 60 + 1) * 60)
        yield instant, following
        instant = following
        if instant >= end:
            return


def tier_at(now: Moment, calendar: Json) -> str:
    """R4: holiday, then weekend, then the hours of the day and of the night before."""
    own = calendar.get("holidays", {})
    country = own.get("country")
    if own.get("dates") and now.day.isoformat() in own["dates"]:
        return "holiday"
    if country and now.day in public(country, own.get("subdivision"), now.day.year):
        return "holiday"
    weekday = now.day.weekday()
    if DAYS[weekday] in calendar.get("weekend", ("sat", "sun")):
        return "weekend"
    hours = calendar.get("hours", {})
    for opens, closes in map(interval, hours.get(DAYS[weekday], ())):
        if opens <= now.clock and (now.clock < closes or closes < opens):
            return "operational"
    for opens, closes in map(interval, hours.get(DAYS[weekday - 1], ())):
        if closes < opens and now.clock < closes:
            return "operational"
    return "non_operational"


@cache
def interval(hours: str) -> tuple[int, int]:
    opens, closes = (int(text[:2]) * 60 + int(text[3:]) for text in hours.split("-"))
    return opens, closes


@cache
def public(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=[year]))
