"""The customer's clock: which tier and which local date an instant has (R3, R4).

An instant's tier is read from the local clock at that instant. So an opening time that the clock jumps over takes
effect at the jump; where the clock goes back, the hour that comes twice has the same tier both times, and an opening
time in it takes effect at both.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from rxbilling.engine.columns import Int8, Int64
from rxbilling.engine.terms import Calendar, Tier
from rxbilling.engine.tracks import Window

DAY = 86_400
EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Consecutive intervals in which neither the tier, nor the offset, nor the period of dates changes.

    ``start`` is in epoch seconds, ``offset`` what is added for the local clock, ``period`` the number of the given
    dates that are not after the local date.
    """

    start: Int64
    tier: Int8
    offset: Int64
    period: Int64


@lru_cache(maxsize=1024)
def timeline(calendar: Calendar, window: Window, dates: tuple[int, ...]) -> Timeline:
    """Timeline of a calendar over a window, also cut where one of the dates (sorted ordinals) begins locally.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: For an unknown zone.
    """
    point, tier = _local_tiers(calendar, window, dates)
    parts = []
    stretches = offsets(calendar.zone, window)
    for (begin, offset), (end, _) in zip(stretches, [*stretches[1:], (window.horizon, 0)], strict=True):
        first, last = np.searchsorted(point, (begin + offset + 1, end + offset))
        start = np.append(np.int64(begin), point[first:last] - offset)
        parts.append((start, tier[first - 1 : last], np.full(len(start), offset)))
    start, tiers, shift = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Timeline(start, tiers, shift, _periods(dates, start, shift))


@lru_cache(maxsize=1024)
def stated(tier: Tier, window: Window, dates: tuple[int, ...]) -> Timeline:
    """Timeline of entries without a clock (R6), which stand at the midnight of their date as if in UTC."""
    midnight = _midnights(dates)
    inside = midnight[(midnight > window.origin) & (midnight < window.horizon)]
    start = np.append(np.int64(window.origin), inside)
    shift = np.zeros_like(start)
    tiers = np.full(len(start), tier, dtype=np.int8)
    return Timeline(start, tiers, shift, _periods(dates, start, shift))


def local_day(instant: Int64, offset: Int64) -> Int64:
    """Ordinal of the local date at an instant (R5a)."""
    return (instant + offset) // DAY + EPOCH_DAY


@lru_cache(maxsize=65_536)
def day_start(zone: str, day: int) -> int:
    """First instant of a local date; where the clock jumps over its midnight, the moment of the jump."""
    midnight = (day - EPOCH_DAY) * DAY
    stretches = offsets(zone, Window(midnight - 2 * DAY, midnight + 2 * DAY))
    ends = [begin for begin, _ in stretches[1:]]
    starts = [max(begin, midnight - offset) for begin, offset in stretches]
    return next((start for start, end in zip(starts, ends, strict=False) if start < end), starts[-1])


def offsets(zone: str, window: Window) -> list[tuple[int, int]]:
    """Instants from which an offset from UTC holds, with the offset in seconds; the first is the window's origin."""
    years = range(_year(window.origin), _year(window.horizon - 1) + 1)
    changes = [change for year in years for change in _changes(zone, year)]
    before = [offset for moment, offset in changes if moment <= window.origin]
    after = [change for change in changes if window.origin < change[0] < window.horizon]
    return [(window.origin, before[-1]), *after]


@lru_cache(maxsize=4096)
def _changes(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """The offset at the start of a UTC year and every change in it; no zone changes back within a day."""
    begin = (date(year, 1, 1).toordinal() - EPOCH_DAY) * DAY
    end = (date(year, 12, 31).toordinal() + 1 - EPOCH_DAY) * DAY
    info = ZoneInfo(zone)
    found = [(begin, _offset(info, begin))]
    for probe in (*range(begin + DAY, end, DAY), end - 1):
        if _offset(info, probe) != found[-1][1]:
            found.append(_change(info, probe - DAY, probe))
    return tuple(found)


def _change(info: ZoneInfo, low: int, high: int) -> tuple[int, int]:
    after = _offset(info, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(info, middle) == after else (middle, high)
    return high, after


def _offset(info: ZoneInfo, moment: int) -> int:
    local = datetime.fromtimestamp(moment, UTC).astimezone(info).replace(tzinfo=UTC)
    since = local - datetime(1970, 1, 1, tzinfo=UTC)
    return since.days * DAY + since.seconds - moment


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year


def _midnights(dates: tuple[int, ...]) -> Int64:
    return (np.array(dates, dtype=np.int64) - EPOCH_DAY) * DAY


def _periods(dates: tuple[int, ...], start: Int64, offset: Int64) -> Int64:
    return np.searchsorted(np.array(dates, dtype=np.int64), local_day(start, offset), "right")


def _local_tiers(calendar: Calendar, window: Window, dates: tuple[int, ...]) -> tuple[Int64, Int8]:
    """Local seconds at which a tier begins or one of the dates does, and the tier from there on."""
    days = np.arange(window.origin // DAY - 2, window.horizon // DAY + 3)  # offsets stay within a day; one night before
    tier_of_day = _day_tiers(calendar, days)
    opening, closing = _hours(calendar, days)
    point = np.unique(np.concatenate((days * DAY, opening, closing)))
    point = point[point < (days[-1] + 1) * DAY]
    is_open = np.searchsorted(opening, point, "right") > np.searchsorted(closing, point, "right")
    tier = tier_of_day[point // DAY - days[0]]
    tier[is_open & (tier == Tier.NON_OPERATIONAL)] = Tier.OPERATIONAL
    needed = np.append(True, tier[1:] != tier[:-1]) | np.isin(point, _midnights(dates))
    return point[needed], tier[needed]


def _day_tiers(calendar: Calendar, days: Int64) -> Int8:
    """Tier of a whole day outside its hours: holiday before weekend (R4)."""
    tier = np.full(len(days), Tier.NON_OPERATIONAL, dtype=np.int8)
    tier[np.isin(_weekday(days), list(calendar.weekend))] = Tier.WEEKEND
    tier[np.isin(days + EPOCH_DAY, list(calendar.holidays))] = Tier.HOLIDAY
    return tier


def _hours(calendar: Calendar, days: Int64) -> tuple[Int64, Int64]:
    """All openings and closings of the days, each sorted; a night belongs to the day on which it begins."""
    none = np.empty(0, dtype=np.int64)
    opening, closing = [none], [none]
    for weekday, hours in enumerate(calendar.hours):
        midnight = days[_weekday(days) == weekday] * DAY
        opening += [midnight + opens for opens, _ in hours]
        closing += [midnight + closes for _, closes in hours]
    return np.sort(np.concatenate(opening)), np.sort(np.concatenate(closing))


def _weekday(days: Int64) -> Int64:
    return (days + EPOCH_DAY - 1) % 7  # ordinal 1 is a Monday
