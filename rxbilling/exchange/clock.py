"""When the work of each row was and how long it took."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rxbilling.exchange.bad_rows import Problems
from rxbilling.exchange.cells import Cells
from rxbilling.exchange.dates import iso_date
from rxbilling.exchange.durations import duration_seconds
from rxbilling.exchange.fields import Field
from rxbilling.exchange.instants import DAY, Ints, Mask, Moments, by_distinct, local_days, localise, moments
from rxbilling.locales import N_, Message

FIRST_DAY, LAST_DAY = date(1970, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
LONGEST = 31 * DAY
Place = tuple[str, list[str]]  # a column's name and its cells
# Programs show times to the minute and lengths in hundredths of an hour.
TOLERANCE = 120
ABSENT, WRONG = -1, -2

NOT_A_MOMENT = Message(N_("This is not a date with a time of day, such as 2026-03-29 09:30."))
NOT_A_DATE = Message(N_("This is not a date, such as 2026-03-29."))
NOT_A_LENGTH = Message(N_("This is not a length of time, such as 1:30 or 1.5."))
NO_DATE = Message(N_("The row has no date."))
NO_LENGTH = Message(N_("The row has neither an end nor a length."))
BEFORE_START = Message(N_("The end is before the start."))
TOO_LONG = Message(N_("An entry cannot be longer than 31 days."))
NOT_OUR_TIME = Message(N_("The year must be from 1970 to 2100."))
CONTRADICTION = Message(N_("The length does not agree with the start and the end."))
SKIPPED = N_("This local time does not exist in {zone}: clocks go forward over it. Correct it, or add an offset.")
TWICE = N_("This local time occurs twice in {zone}: clocks go back. Add an offset, such as +02:00.")


@dataclass(frozen=True, slots=True)
class Clock:
    """Start and end in epoch seconds (0 without a clock), whether there is a clock, ordinal of the day, length."""

    start: Ints
    end: Ints
    clock: Mask
    day: NDArray[np.int32]
    seconds: Ints


def read_clock(cells: Cells, zone: str, day_first: bool, problems: Problems) -> Clock:
    """Read start with end or length, or date with length; what cannot be read goes to ``problems``.

    An end that is only a time of day and earlier than the start is on the next day: work over midnight, always
    shorter than 24 hours of the local clock. A whole date and time before the start is a mistake.
    """
    length = _lengths(cells, problems)
    starts, ends = _texts(cells, "start", "start_time"), _texts(cells, "end", "end_time")
    clock = _filled(starts)
    ended = clock & _filled(ends)
    walls = moments(starts, day_first)
    start = _instants(walls, clock, zone, (cells.label("start", "start_time"), starts), problems)
    place = cells.label("end", "end_time"), ends
    end = _instants(_next_day(moments(ends, day_first), walls, cells), ended, zone, place, problems)
    problems.add(~ended & (length == ABSENT) & (clock | cells.filled("date")), *_end_place(cells), NO_LENGTH)
    _check_order(ended & ~problems.rows, end - start, length, cells, problems)
    end = np.where(ended, end, start + np.maximum(length, 0))
    seconds = np.where(clock, end - start, length)
    day = np.where(clock, local_days(start, zone), _days(cells, ~clock, day_first, problems))
    _check_range(cells, day, seconds, problems)
    return Clock(np.where(clock, start, 0), np.where(clock, end, 0), clock, day.astype(np.int32), seconds)


def _end_place(cells: Cells) -> Place:
    if cells.label("end", "end_time"):
        return cells.label("end", "end_time"), _texts(cells, "end", "end_time")
    return cells.label("duration"), cells.text("duration")


def _texts(cells: Cells, whole: Field, part: Field) -> list[str]:
    """Return the moments of a column, or those of the date and a time of day where the column is empty."""
    rows = zip(cells.text(whole), cells.text("date"), cells.text(part), strict=True)
    return [text or (f"{day} {clock}" if clock else "") for text, day, clock in rows]


def _filled(texts: list[str]) -> Mask:
    return np.array([text != "" for text in texts], dtype=bool)


def _next_day(end: Moments, start: Moments, cells: Cells) -> Moments:
    over = end.valid & start.valid & ~end.aware & ~start.aware & (end.seconds < start.seconds) & ~cells.filled("end")
    return Moments(end.seconds + DAY * over, end.aware, end.valid)


def _instants(found: Moments, where: Mask, zone: str, cell: Place, problems: Problems) -> Ints:
    placed = localise(found, zone)
    problems.add(where & ~found.valid, *cell, NOT_A_MOMENT)
    problems.add(where & placed.skipped, *cell, Message(SKIPPED, {"zone": zone}))
    problems.add(where & placed.twice, *cell, Message(TWICE, {"zone": zone}))
    return np.where(found.valid & ~placed.skipped & ~placed.twice, placed.seconds, 0)


def _lengths(cells: Cells, problems: Problems) -> Ints:
    texts = cells.text("duration")
    read = by_distinct(texts, lambda text: _length(text) if text else ABSENT)
    lengths = np.array(read, dtype=np.int64)
    problems.add(lengths == WRONG, cells.label("duration"), texts, NOT_A_LENGTH)
    return lengths


def _length(text: str) -> int:
    seconds = duration_seconds(text)
    return WRONG if seconds is None else min(seconds, LONGEST + 1)


def _days(cells: Cells, where: Mask, day_first: bool, problems: Problems) -> Ints:
    texts = cells.text("date")
    days = np.array(by_distinct(texts, lambda text: _ordinal(text, day_first)), dtype=np.int64)
    problems.add(where & ~_filled(texts), cells.label("date", "start", "start_time"), texts, NO_DATE)
    problems.add(where & _filled(texts) & (days == WRONG), cells.label("date"), texts, NOT_A_DATE)
    return days


def _ordinal(text: str, day_first: bool) -> int:
    written = iso_date(text, day_first)
    return date.fromisoformat(written).toordinal() if written else WRONG


def _check_order(known: Mask, elapsed: Ints, length: Ints, cells: Cells, problems: Problems) -> None:
    problems.add(known & (elapsed < 0), *_end_place(cells), BEFORE_START)
    both = known & (elapsed >= 0) & (length >= 0)
    place = cells.label("duration"), cells.text("duration")
    problems.add(both & (np.abs(elapsed - length) > TOLERANCE), *place, CONTRADICTION)


def _check_range(cells: Cells, day: NDArray[np.int64], seconds: Ints, problems: Problems) -> None:
    fine = ~problems.rows
    column = cells.label("start", "date")
    dates = _texts(cells, "start", "start_time") if cells.label("start") else cells.text("date")
    problems.add(fine & ((day < FIRST_DAY) | (day > LAST_DAY)), column, dates, NOT_OUR_TIME)
    problems.add(fine & (seconds > LONGEST), *_end_place(cells), TOO_LONG)
