"""Dates and times of day as people write them, rewritten in ISO 8601."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from rxbilling.exchange.times import hour_of
from rxbilling.locales import N_, Message

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
TIME = re.compile(r"(\d{1,2})(?:[:h](\d{2})?(?::(\d{2})(?:[.,]\d+)?)?)?\s*([ap]\.?m\.?)?", re.ASCII | re.IGNORECASE)
ISO_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d(?::?\d\d)?))?", re.ASCII | re.IGNORECASE
)
CENTURY = 2000

ASK = Message(N_("The dates can be read as day/month/year or as month/day/year. Choose which."))


@dataclass(frozen=True, slots=True)
class Order:
    """What dates say of their order.

    ``day_first`` and ``month_first`` are dates that can only be read so ("" where there is none); ``is_open`` says
    whether there is one that could be either.
    """

    day_first: str
    month_first: str
    is_open: bool


def order_of(dates: Iterable[str]) -> Order:
    """Return what dates say of their order; a number above 12 tells it, and dots are a sign of day.month only."""
    found = [match for match in map(YEAR_LAST.match, {text for text in dates if not text[:4].isdigit()}) if match]
    day_first = [match[0] for match in found if match[2] == "." or int(match[1]) > 12]
    month_first = [match[0] for match in found if match[2] != "." and int(match[3]) > 12]
    return Order(
        min(day_first, default=""), min(month_first, default=""), len(day_first) + len(month_first) < len(found)
    )


def day_comes_first(dates: Iterable[str], asked: bool | None) -> bool | Message:
    """Decide between day/month and month/day over a whole file; ``asked`` is what a person said, if anybody did.

    Returns a message where nothing decides, or where dates contradict each other, and nobody was asked.
    """
    if asked is not None:
        return asked
    order = order_of(dates)
    day_first, month_first = bool(order.day_first), bool(order.month_first)
    return ASK if day_first == month_first and (day_first or order.is_open) else day_first


def iso_date(text: str, day_first: bool) -> str | None:
    """Rewrite a date as YYYY-MM-DD; a year of two digits is of this century."""
    numbers = _year_month_day(text, day_first)
    try:
        return date(*numbers).isoformat() if numbers else None
    except ValueError:
        return None


def iso_moment(text: str, day_first: bool) -> str | None:
    """Rewrite a date with a time of day, keeping an offset that it has; seconds are cut to whole ones."""
    if ISO_MOMENT.fullmatch(text):
        return text
    day, _, clock = text.partition("T" if "T" in text[:11] else " ")
    written_day, written_clock = iso_date(day, day_first), _iso_time(clock.strip())
    return f"{written_day} {written_clock}" if written_day and written_clock else None


def _year_month_day(text: str, day_first: bool) -> tuple[int, int, int] | None:
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := YEAR_LAST.fullmatch(text):
        year = int(match[4]) + (CENTURY if len(match[4]) == 2 else 0)
        first, second = int(match[1]), int(match[3])
        return (year, second, first) if day_first or match[2] == "." else (year, first, second)
    return None


def _iso_time(text: str) -> str | None:
    match = TIME.fullmatch(text)
    if not match or text.isdigit():
        return None
    hour = hour_of(int(match[1]), match[4][:1] if match[4] else None)
    if hour is None:
        return None
    try:
        return time(hour, int(match[2] or 0), int(match[3] or 0)).isoformat()
    except ValueError:
        return None
