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
from rxbilling.exchange.instants import (
    DAY,
    EPOCH_ORDINAL,
    Ints,
    Mask,
    Moments,
    by_distinct,
    local_days,
    localise,
    moments,
)
from rxbilling.locales import N_, Message

FIRST_DAY, LAST_DAY = date(1970, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
LONGEST = 31 * DAY
# Moments far from every allowed one are brought this near, where zones still work: they stay out of range, and an
# end there still makes an entry too long or negative.
MARGIN = LONGEST + 9 * DAY
Fields = tuple[Field, ...]
DATED: Fields = ("start", "date")
STARTED: Fields = ("start", "start_time")
ENDED: Fields = ("end", "end_time", "duration")
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


def read_clock(zone: str, day_first: bool, problems: Problems) -> Clock:
    """Read start with end or length, or date with length; what cannot be read goes to ``problems``.

    An end that is only a time of day and earlier than the start is on the next day: work over midnight, always
    shorter than 24 hours of the local clock. A whole date and time before the start is a mistake.
    """
    cells = problems.cells
    length = _lengths(problems)
    starts, ends = _texts(cells, "start", "start_time"), _texts(cells, "end", "end_time")
    clock, dated = _filled(starts), cells.filled("start") | cells.filled("date")
    ended = clock & _filled(ends)
    problems.blame(~dated, DATED, NO_DATE)
    walls = _near(moments(starts, day_first))
    days = _days(cells, day_first)
    # Where the date is none, neither is the moment at a time of that day: it is the date that is to be mended.
    undated = cells.filled("date") & ~cells.filled("start") & (days == WRONG) & ~(clock & walls.valid)
    problems.blame(undated, ("date",), NOT_A_DATE)
    dated &= ~undated
    start = _instants(walls, clock & dated, zone, STARTED, problems)
    end_walls = _next_day(_near(moments(ends, day_first)), walls, cells)
    end = _instants(end_walls, ended & dated, zone, ENDED, problems)
    problems.blame(~ended & (length == ABSENT) & dated, ENDED, NO_LENGTH)
    _check_order(ended & ~problems.rows, end - start, length, problems)
    end = np.where(ended, end, start + np.maximum(length, 0))
    seconds = np.where(clock, end - start, length)
    day = np.where(clock, local_days(start, zone), days)
    problems.blame(~problems.rows & ((day < FIRST_DAY) | (day > LAST_DAY)), DATED, NOT_OUR_TIME)
    problems.blame(~problems.rows & (seconds > LONGEST), ENDED, TOO_LONG)
    return Clock(np.where(clock, start, 0), np.where(clock, end, 0), clock, day.astype(np.int32), seconds)


def _texts(cells: Cells, whole: Field, part: Field) -> list[str]:
    """Return the moments of a column, or those of the date and a time of day where the column is empty."""
    rows = zip(cells.text(whole), cells.text("date"), cells.text(part), strict=True)
    return [text or (f"{day} {clock}" if clock else "") for text, day, clock in rows]


def _filled(texts: list[str]) -> Mask:
    return np.array([text != "" for text in texts], dtype=bool)


def _near(found: Moments) -> Moments:
    last = (LAST_DAY - EPOCH_ORDINAL) * DAY
    return Moments(np.clip(found.seconds, -MARGIN, last + MARGIN), found.aware, found.valid)


def _next_day(end: Moments, start: Moments, cells: Cells) -> Moments:
    over = end.valid & start.valid & ~end.aware & ~start.aware & (end.seconds < start.seconds) & ~cells.filled("end")
    return Moments(end.seconds + DAY * over, end.aware, end.valid)


def _instants(found: Moments, where: Mask, zone: str, fields: Fields, problems: Problems) -> Ints:
    placed = localise(found, zone)
    problems.blame(where & ~found.valid, fields, NOT_A_MOMENT)
    problems.blame(where & placed.skipped, fields, Message(SKIPPED, {"zone": zone}))
    problems.blame(where & placed.twice, fields, Message(TWICE, {"zone": zone}))
    return np.where(found.valid & ~placed.skipped & ~placed.twice, placed.seconds, 0)


def _lengths(problems: Problems) -> Ints:
    texts = problems.cells.text("duration")
    read = by_distinct(texts, lambda text: _length(text) if text else ABSENT)
    lengths = np.array(read, dtype=np.int64)
    problems.blame(lengths == WRONG, ("duration",), NOT_A_LENGTH)
    return lengths


def _length(text: str) -> int:
    seconds = duration_seconds(text)
    return WRONG if seconds is None else min(seconds, LONGEST + 1)


def _days(cells: Cells, day_first: bool) -> Ints:
    texts = cells.text("date")
    return np.array(by_distinct(texts, lambda text: _ordinal(text, day_first)), dtype=np.int64)


def _ordinal(text: str, day_first: bool) -> int:
    written = iso_date(text, day_first)
    return date.fromisoformat(written).toordinal() if written else WRONG


def _check_order(known: Mask, elapsed: Ints, length: Ints, problems: Problems) -> None:
    problems.blame(known & (elapsed < 0), ENDED, BEFORE_START)
    both = known & (elapsed >= 0) & (length >= 0)
    problems.blame(both & (np.abs(elapsed - length) > TOLERANCE), ("duration",), CONTRADICTION)
