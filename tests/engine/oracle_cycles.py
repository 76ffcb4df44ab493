"""Bill cycles, a day at a time (R21)."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from tests.engine.oracle_clock import FIRST_DAY, LAST_DAY, epoch, local_day
from tests.engine.oracle_money import half_away
from tests.engine.oracle_rules import calendar_of

Json = dict[str, Any]
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
DAY = timedelta(days=1)


def cycle_of(contract: Json, day: date, document: Json) -> date:
    """First day of the contract's cycle that holds a day."""
    return _walk_back(*_shape(contract, document), day)


def last_of(contract: Json, first: date, document: Json) -> date | None:
    """Last day of the cycle with that first day, or None if it never ends."""
    own = contract.get("end") and date.fromisoformat(contract["end"])
    length, aligned, begin = _shape(contract, document)
    if length == "contract":
        return own or None
    last = _walk_on(length, aligned, begin, first) - DAY
    return min(last, own) if own else last


def listed(contract: Json, document: Json) -> list[tuple[date, date | None]]:
    """The cycles that have begun by the last day of the document's work, at least the first."""
    until = _last_day_of_work(calendar_of(contract["account"], contract, document)["zone"], document)
    first = date.fromisoformat(contract["start"])
    last = last_of(contract, first, document)
    found = [(first, last)]
    while last is not None and last.isoformat() < min(until, contract.get("end") or LAST_DAY):
        first = last + DAY
        last = last_of(contract, first, document)
        found.append((first, last))
    return found


def share(amount: int, contract: Json, first: date, document: Json) -> int:
    """The part of an amount that a part cycle has: days in force over the days of the whole cycle."""
    last = last_of(contract, first, document)
    length, aligned, begin = _shape(contract, document)
    if length == "contract" or last is None:
        return amount
    whole_first = _walk_back_whole(length, aligned, begin, first)
    whole_days = _walk_on(length, aligned, begin, first) - whole_first
    return half_away(Fraction(amount * ((last - first).days + 1), whole_days.days))


def _last_day_of_work(zone: str, document: Json) -> str:
    return max((_last_day(entry, zone).isoformat() for entry in document["entries"]), default=FIRST_DAY)


def _last_day(entry: Json, zone: str) -> date:
    """Date of the instant just before the end; of the start, if there is no length."""
    if entry.get("start") is None:
        return date.fromisoformat(entry["date"])
    return local_day(zone, max(epoch(entry["start"]), epoch(entry["end"]) - 1))


def _shape(contract: Json, document: Json) -> tuple[str, bool, date]:
    plan = document["plans"][contract["plan"]]
    return plan.get("cycle", "contract"), plan.get("anchor") == "calendar", date.fromisoformat(contract["start"])


@cache
def _walk_back(length: str, aligned: bool, begin: date, day: date) -> date:
    while day > begin and not _is_start(length, aligned, begin, day):
        day -= DAY
    return day


@cache
def _walk_back_whole(length: str, aligned: bool, begin: date, day: date) -> date:
    """As if the contract had begun before."""
    while not _is_start(length, aligned, begin, day):
        day -= DAY
    return day


@cache
def _walk_on(length: str, aligned: bool, begin: date, day: date) -> date:
    day += DAY
    while not _is_start(length, aligned, begin, day):
        day += DAY
    return day


def _is_start(length: str, aligned: bool, begin: date, day: date) -> bool:
    if length == "contract":
        return False
    if length == "week":
        return day.weekday() == (0 if aligned else begin.weekday())
    month = (day.month - 1) if aligned else (day.year * 12 + day.month) - (begin.year * 12 + begin.month)
    wanted = 1 if aligned else begin.day
    last_of_month = (day + DAY).day == 1
    return month % MONTHS[length] == 0 and (day.day == wanted or (last_of_month and day.day < wanted))
