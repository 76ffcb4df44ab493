"""An entry as somebody types it: from when to when, or for how long, on the typist's own clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from rxbilling.engine.terms import Tier
from rxbilling.exchange.clock import BEFORE_START, CONTRADICTION
from rxbilling.exchange.durations import A_DAY, NOT_A_DURATION, TOO_MUCH, typed_duration
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.local_clock import day_of, typed_instant
from rxbilling.services.tasks import Task

# An end that is before the start is on the next day where that makes a night; else it is a slip.
NIGHT = 12 * 3600
NEITHER = Message(N_("Give an end or a length."))
NO_START = Message(N_("Give a start, or a length alone."))
EMPTY = Message(N_("The end is the start: nothing was worked."))


@dataclass(frozen=True, slots=True)
class Times:
    """What was typed; what is empty was left out. ``tier`` counts where only a length is given (R6)."""

    day: date
    start: str = ""
    end: str = ""
    length: str = ""
    tier: Tier = Tier.OPERATIONAL


def draft_of_typed(rep_id: int, task: Task, times: Times, zone: str) -> EntryDraft:
    """Return the entry that was typed, on the clock of a zone.

    Raises:
        Invalid: something is not what it should be; the field is named.
    """
    length = _length(times.length)
    if not times.start.strip():
        return _by_length(rep_id, task, times, length)
    start = typed_instant(times.day, times.start, zone, "start")
    if not times.end.strip():
        if length is None:
            raise Invalid("end", NEITHER)
        return task.draft(rep_id, start, start + length)
    end = _end(times, start, zone)
    if length is not None and length != end - start:
        raise Invalid("length", CONTRADICTION)
    return task.draft(rep_id, start, end)


def _by_length(rep_id: int, task: Task, times: Times, length: int | None) -> EntryDraft:
    if times.end.strip() or length is None:
        raise Invalid("start", NO_START)
    return EntryDraft(rep_id=rep_id, day=times.day, seconds=length, tier=times.tier, **task.columns())


def _length(text: str) -> int | None:
    if not text.strip():
        return None
    seconds = typed_duration(text)
    if seconds is None:
        raise Invalid("length", NOT_A_DURATION)
    if seconds > A_DAY:
        raise Invalid("length", TOO_MUCH)
    if seconds == 0:
        raise Invalid("length", EMPTY)
    return seconds


def _end(times: Times, start: int, zone: str) -> int:
    """Return the end; one before the start is that of a night."""
    end = typed_instant(times.day, times.end, zone, "end")
    if end == start:
        raise Invalid("end", EMPTY)
    if end < start:
        end = typed_instant(day_of(start, zone) + timedelta(days=1), times.end, zone, "end")
        if end - start > NIGHT:
            raise Invalid("end", BEFORE_START)
    return end
