"""Where a contract's bill cycles begin (R21)."""

from datetime import date

from rxbilling.engine.terms import Contract

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def cycle_starts(contract: Contract, until: int) -> list[int]:
    """First days (ordinals, ascending) of the contract's cycles after its first, up to a day."""
    low, high = contract.first_day + 1, min(until, contract.last_day or until)
    if contract.cycle.length == "contract" or low > high:
        return []
    if contract.cycle.length == "week":
        anchor = contract.first_day if contract.cycle.anchor == "start" else 1  # ordinal 1 is a Monday
        return list(range(low + (anchor - low) % 7, high + 1, 7))
    return [day for day in _month_starts(contract, low, high) if low <= day <= high]


def _month_starts(contract: Contract, low: int, high: int) -> list[int]:
    """The anchor's day in each cycle's first month, or that month's last day where it is shorter."""
    step = MONTHS[contract.cycle.length]
    anchor = date.fromordinal(contract.first_day)
    phase, day = (_month(anchor), anchor.day) if contract.cycle.anchor == "start" else (0, 1)
    begin = _month(date.fromordinal(low))
    months = range(begin + (phase - begin) % step, _month(date.fromordinal(high)) + 1, step)
    return [_day_of(month, day) for month in months]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_of(month: int, day: int) -> int:
    first = date(month // 12, month % 12 + 1, 1).toordinal()
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal()
    return min(first + day, following) - 1
