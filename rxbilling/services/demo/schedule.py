"""When the reps of the demo work: busy Mondays, quiet summers, some growth, and nobody in two places at once."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rxbilling.engine.calendar import DAY, EPOCH_DAY, offsets
from rxbilling.engine.tracks import Window
from rxbilling.services.demo.company import ZONE

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WEEKDAYS = np.array([1.32, 1.10, 1.02, 1.00, 0.86, 0.05, 0.03])
MONTHS = np.array([1.10, 1.04, 1.06, 0.98, 0.95, 1.00, 0.86, 0.72, 1.12, 1.10, 1.08, 0.84])
SHIFT_STARTS = (np.array([6.0, 8.0, 8.5, 9.0, 12.5]) * 3600).astype(np.int64)
SHIFT_CHANCES = (0.12, 0.36, 0.20, 0.18, 0.14)
SHIFT_S = 8 * 3600
EVENING_CHANCE = 0.06


@dataclass(frozen=True, slots=True)
class Schedule:
    """Worked intervals in order of start: ``rep`` is a place in the staff; instants are epoch seconds."""

    rep: Ints
    start: Ints
    end: Ints


def schedule(rng: np.random.Generator, count: int, days: range, strengths: Floats) -> Schedule:
    """Lay ``count`` intervals over days (ordinals); ``strengths`` says how much of the work each rep takes."""
    day = _days(rng, count, days)
    rep = rng.choice(len(strengths), count, p=strengths / strengths.sum())
    order = np.lexsort((rep, day))
    day, rep = day[order], rep[order]
    shift, first, size = _rep_days(day, rep)
    length = _lengths(rng, shift, size)
    start = _starts(rng, length, shift, first, size)
    opening = SHIFT_STARTS[rng.choice(len(SHIFT_STARTS), len(size), p=SHIFT_CHANCES)][shift]
    start += opening + _evenings(rng, start, length, first, size)
    start += (day - EPOCH_DAY) * DAY - offset_of(ZONE, day)
    order = np.argsort(start, kind="stable")
    return Schedule(rep[order], start[order], (start + length)[order])


def offset_of(zone: str, day: Ints) -> Ints:
    """Return the offset of a zone from UTC, in seconds, at noon of each day: near enough for office hours."""
    noon = (day - EPOCH_DAY) * DAY + DAY // 2
    moments, found = zip(*offsets(zone, Window(int(noon.min()), int(noon.max()) + 1)), strict=True)
    return np.array(found)[np.searchsorted(np.array(moments), noon, "right") - 1]


def _days(rng: np.random.Generator, count: int, days: range) -> Ints:
    every = np.arange(days.start, days.stop)
    month = np.array([date.fromordinal(day).month for day in days])
    growth = np.linspace(0.8, 1.25, len(every))
    noise = rng.uniform(0.85, 1.15, len(every))
    weight = WEEKDAYS[(every - 1) % 7] * MONTHS[month - 1] * growth * noise  # ordinal 1 is a Monday
    return np.repeat(every, rng.multinomial(count, weight / weight.sum()))


def _rep_days(day: Ints, rep: Ints) -> tuple[Ints, Ints, Ints]:
    """Number the days of each rep: the number of each interval, and the first interval and size of each number."""
    new = np.append(True, (day[1:] != day[:-1]) | (rep[1:] != rep[:-1]))
    first = np.flatnonzero(new)
    return np.cumsum(new) - 1, first, np.diff(np.append(first, len(day)))


def _lengths(rng: np.random.Generator, shift: Ints, size: Ints) -> Ints:
    """Lengths in whole minutes, mostly of five, shortened where a day would overflow."""
    wished = np.clip(rng.lognormal(np.log(1900), 0.75, len(shift)), 300, 4 * 3600)
    total = np.bincount(shift, wished, len(size))
    squeezed = wished * np.minimum(1, 0.9 * SHIFT_S / total)[shift]
    step = np.where(rng.random(len(shift)) < 0.7, 300, 60)
    return np.maximum(squeezed // step * step, 60).astype(np.int64)


def _starts(rng: np.random.Generator, length: Ints, shift: Ints, first: Ints, size: Ints) -> Ints:
    """Seconds after the shift's start: the pauses share what the work leaves over; whole minutes."""
    pause = rng.exponential(1.0, len(length))
    spare = np.maximum(SHIFT_S - np.bincount(shift, length, len(size)), 0)
    shares = np.bincount(shift, pause, len(size)) + rng.exponential(1.0, len(size))
    gap = pause * (spare / shares)[shift]
    reached = np.cumsum(gap + length) - length
    before = np.where(first > 0, np.cumsum(gap + length)[first - 1], 0)[shift]
    return ((reached - before) // 60 * 60).astype(np.int64)


def _evenings(rng: np.random.Generator, start: Ints, length: Ints, first: Ints, size: Ints) -> Ints:
    """Move the last interval of some days into the evening: an alarm, a planned change."""
    last = first + size - 1
    called = last[rng.random(len(size)) < EVENING_CHANCE]
    moved = np.zeros(len(start), np.int64)
    moved[called] = np.maximum(9 * 3600 - start[called] - length[called] // 120 * 60, 0)
    return moved
