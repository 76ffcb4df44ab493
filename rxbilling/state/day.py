"""The page of a rep's day: a time line with gaps and overlaps, on the clock of who looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import reflex as rx
from babel.dates import format_date

from rxbilling.locales import N_, tr
from rxbilling.services import days
from rxbilling.services.access import Actor
from rxbilling.services.days import Day, Logged
from rxbilling.services.local_clock import day_of, typed_of
from rxbilling.services.stretches import Stretch, gaps, lanes, overlaps
from rxbilling.state import wording
from rxbilling.state.rep_page import RepPage

HOUR = 3600
HOUR_PX = 56
LEAST_PX = 22
HUES = 8
# What is shown of a day at least, in hours after its begin.
MORNING, EVENING = 8, 18


@dataclass
class Mark:
    """An hour on the line."""

    label: str = ""
    top: str = ""


@dataclass
class Block:
    """An entry on the line, or below it as a chip; lengths and places are CSS."""

    number: int = 0
    title: str = ""
    what: str = ""
    times: str = ""
    hours: str = ""
    tip: str = ""
    hue: str = ""
    top: str = ""
    height: str = ""
    left: str = ""
    width: str = ""
    is_short: bool = False


@dataclass
class Span:
    """A gap or an overlap: from when to when, how long, and whose work lies over whose."""

    start: int = 0
    end: int = 0
    times: str = ""
    hours: str = ""
    names: str = ""
    top: str = ""
    height: str = ""
    is_short: bool = False


class DayPage(RepPage, rx.State):
    """What lies on the line, and the totals."""

    zone: str = ""
    marks: list[Mark] = []
    blocks: list[Block] = []
    chips: list[Block] = []
    gaps: list[Span] = []
    overlaps: list[Span] = []
    height: str = ""
    worked: str = ""
    expected: str = ""
    lack: str = ""
    elsewhere: str = ""
    holiday: str = ""
    long_day: str = ""

    async def _show(self, actor: Actor) -> None:
        looked, language, rep = self._looked_at(), actor.language, int(self.rep)
        found = await rx.run_in_thread(lambda: days.look(actor, rep, looked))
        self.title = str(format_date(looked, "full", locale=language))
        self.zone, self.holiday = found.zone, found.hours.holiday
        line = Line(found, language)
        self.marks, self.height = list(line.marks()), line.px(line.until)
        self.blocks, self.chips = line.blocks(), [line.chip(one) for one in found.by_length]
        self.gaps, self.overlaps = line.spans(gaps(line.stretches)), line.spans(overlaps(line.stretches))
        self._add_up(found, language, is_over=looked < self._today(actor))

    def _add_up(self, found: Day, language: str, *, is_over: bool) -> None:
        hours = found.hours
        self.worked = wording.hours(language, found.worked_s)
        self.expected = wording.hours(language, hours.expected_s) if hours.expected_s else ""
        lack = hours.missing_s if is_over else 0
        self.lack = wording.hours(language, lack) if lack else ""
        # The customers' days are others than this one: their sum is what the week and the reports have.
        self.elsewhere = wording.hours(language, hours.worked_s) if hours.worked_s != found.worked_s else ""
        whole = (found.end - found.begin) // HOUR
        self.long_day = (
            "" if whole == 24 else tr(language, N_("Clocks change: this day has {count} hours."), count=whole)
        )


class Line:
    """Where everything of a day stands: a pixel is always as long, also where clocks change."""

    def __init__(self, found: Day, language: str) -> None:
        """Choose the hours that are shown: those of an office, and all in which there is work."""
        self.day, self.language = found, language
        self.stretches = [one.stretch for one in found.by_clock if one.stretch]
        first = min((one.start for one in self.stretches), default=found.end)
        last = max((one.end for one in self.stretches), default=found.begin)
        since = min((first - found.begin) // HOUR, MORNING)
        until = max(-(-(last - found.begin) // HOUR), EVENING)
        self.since = found.begin + since * HOUR
        self.until = min(found.begin + until * HOUR, found.end)

    def px(self, instant: int, since: int | None = None) -> str:
        """Return how far an instant stands below the top, or below another."""
        return f"{(instant - (self.since if since is None else since)) * HOUR_PX // HOUR}px"

    def marks(self) -> Iterator[Mark]:
        """Yield the hours; one that the clock shows twice comes twice."""
        for instant in range(self.since, self.until + 1, HOUR):
            label = typed_of(instant, self.day.zone)
            is_end = instant == self.day.end
            yield Mark("24:00" if is_end else label[:5], self.px(instant))

    def blocks(self) -> list[Block]:
        """Return the entries with a clock, side by side where they lie over each other."""
        shown = [one for one in self.day.by_clock if one.stretch]
        return [
            self._block(one, one.stretch, lane, count)
            for one, (lane, count) in zip(shown, lanes(self.stretches), strict=True)
            if one.stretch
        ]

    def chip(self, one: Logged) -> Block:
        """Return an entry without a clock."""
        hours = wording.hours(self.language, one.seconds)
        return Block(
            one.number, one.account, _what(one), tr(self.language, wording.TIERS[one.tier]), hours, one.note, _hue(one)
        )

    def spans(self, stretches: list[Stretch]) -> list[Span]:
        """Return gaps or overlaps."""
        names = {one.number: one.account for one in self.day.by_clock}
        return [
            Span(
                one.start,
                one.end,
                self._times(one.start, one.end, self.day.zone),
                wording.hours(self.language, one.seconds),
                " · ".join(names[key] for key in one.keys),
                self.px(one.start),
                self.px(one.end, one.start),
                one.seconds < HOUR // 2,
            )
            for one in stretches
        ]

    def _block(self, one: Logged, stretch: Stretch, lane: int, count: int) -> Block:
        start, end = one.start_at or 0, one.end_at or 0
        times, theirs = (self._times(start, end, zone) for zone in (self.day.zone, one.zone))
        tip = [f"{one.account} · {times}", _what(one), one.note]
        if theirs != times:
            tip.insert(1, tr(self.language, N_("At the customer's: {times}, {zone}"), times=theirs, zone=one.zone))
        height = max(stretch.seconds * HOUR_PX // HOUR, LEAST_PX)
        return Block(
            number=one.number,
            title=one.account,
            what=_what(one),
            times=times,
            hours=wording.hours(self.language, one.seconds),
            tip="\n".join(filter(None, tip)),
            hue=_hue(one),
            top=self.px(stretch.start),
            height=f"{height}px",
            left=f"{100 * lane // count}%",
            width=f"{100 // count}%",
            is_short=height < HOUR_PX * 3 // 4,
        )

    def _times(self, start: int, end: int, zone: str) -> str:
        """Return from when to when; with the date where that is not the day that is shown."""
        days_of = (day_of(start, zone), day_of(end, zone))
        dated = days_of != (self._date(), self._date()) and not (days_of[0] == self._date() and end == self.day.end)
        first, last = (
            (f"{_short(day, self.language)} " if dated else "") + typed_of(instant, zone)
            for instant, day in zip((start, end), days_of, strict=True)
        )
        return f"{first} – {last}"

    def _date(self) -> date:
        return self.day.hours.day


def _what(one: Logged) -> str:
    return " · ".join(filter(None, (one.service, one.ticket)))


def _hue(one: Logged) -> str:
    return f"hue-{one.account_id % HUES}"


def _short(day: date, language: str) -> str:
    return str(format_date(day, "d MMM", locale=language))
