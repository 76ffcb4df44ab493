"""Where a contract's bill cycles begin and end, and what a part of one costs (R21)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from rxbilling.engine.money import divide
from rxbilling.engine.terms import Contract, Cycle

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """A cycle in force: days are ordinals, both included; ``last_day`` None without an end.

    ``days`` of its ``whole_days`` are in force; both are 1 where nothing can be prorated.
    """

    first_day: int
    last_day: int | None
    days: int = 1
    whole_days: int = 1

    def part(self, amount: int) -> int:
        """The part of an amount for a whole cycle that falls to the days in force, rounded once (E13)."""
        return int(divide(np.array([amount * self.days], dtype=np.int64), self.whole_days)[0])


def spans(contract: Contract, until: int) -> list[Span]:
    """The contract's cycles that have begun by a day (ordinal), and the first in any case."""
    cycle = contract.plan.cycle
    begins = [contract.first_day, *cycle_starts(contract, until)]
    if cycle.length == "contract":
        return [Span(contract.first_day, contract.last_day)]
    following = _after(cycle, contract.first_day, begins[-1])
    whole_first = _at_or_before(cycle, contract.first_day)
    return [
        _span(begin, after, whole_first if begin == contract.first_day else begin, contract.last_day)
        for begin, after in pairwise([*begins, following])
    ]


def cycle_starts(contract: Contract, until: int) -> list[int]:
    """First days (ordinals, ascending) of the contract's cycles after its first, up to a day."""
    return _starts(contract.plan.cycle, contract.first_day, min(until, contract.last_day or until))


def _span(begin: int, after: int, whole_first: int, last_day: int | None) -> Span:
    end = after - 1 if last_day is None else min(after - 1, last_day)
    return Span(begin, end, end - begin + 1, after - whole_first)


def _starts(cycle: Cycle, first_day: int, until: int) -> list[int]:
    low = first_day + 1
    if cycle.length == "contract" or low > until:
        return []
    if cycle.length == "week":
        anchor = first_day if cycle.anchor == "start" else 1  # ordinal 1 is a Monday
        return list(range(low + (anchor - low) % 7, until + 1, 7))
    return [day for day in _month_starts(cycle, first_day, low, until) if low <= day <= until]


def _month_starts(cycle: Cycle, first_day: int, low: int, high: int) -> list[int]:
    """The anchor's day in each cycle's first month, or that month's last day where it is shorter."""
    step = MONTHS[cycle.length]
    anchor = date.fromordinal(first_day)
    phase, day = (_month(anchor), anchor.day) if cycle.anchor == "start" else (0, 1)
    begin = _month(date.fromordinal(low))
    months = range(begin + (phase - begin) % step, _month(date.fromordinal(high)) + 1, step)
    return [_day_of(month, day) for month in months]


def _after(cycle: Cycle, first_day: int, day: int) -> int:
    """First day of the cycle after the one that begins on a day."""
    return next(start for start in _starts(cycle, first_day, day + 366) if start > day)


def _at_or_before(cycle: Cycle, first_day: int) -> int:
    """First day of the whole cycle in which a contract begins."""
    if cycle.anchor == "start":
        return first_day
    return [first_day - 366, *_starts(cycle, first_day - 366, first_day)][-1]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_of(month: int, day: int) -> int:
    first = date(month // 12, month % 12 + 1, 1).toordinal()
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
    return min(first + day, following) - 1
