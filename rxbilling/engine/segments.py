"""Entries cut into the parts in which nothing changes that may set the price (R5)."""

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, Timeline, local_day, stated, timeline
from rxbilling.engine.columns import Entries, Int64
from rxbilling.engine.contracts import contract_tracks
from rxbilling.engine.distinct import begins
from rxbilling.engine.inherit import calendar_of, owners
from rxbilling.engine.terms import Calendar, Terms, Tier
from rxbilling.engine.tracks import Tracks, Window


@dataclass(frozen=True)
class Segments:
    """Parts of entries, those of one entry together and in time order.

    ``entry`` is the row of the entry; ``contract``, ``cycle`` (ordinal of its first day) and ``phase`` are those of
    ``contracts.Part``; ``owner`` decides on settings (``inherit.owners``); ``day`` is the local date of the start
    (ordinal), ``period`` the number of rate dates that are not after it.
    """

    entry: Int64
    start: Int64
    end: Int64
    contract: Int64
    cycle: Int64
    phase: Int64
    owner: Int64
    tier: Int64
    day: Int64
    period: Int64

    def __len__(self) -> int:
        return len(self.entry)

    @cached_property
    def worked_s(self) -> Int64:
        """Elapsed seconds of each, never a difference of wall clocks (R1)."""
        return self.end - self.start

    @cached_property
    def begins(self) -> Int64:
        """Row of the first segment of each entry, of which every entry has at least one."""
        return begins(self.entry)

    def take(self, rows: Int64) -> "Segments":
        """Take some of the segments."""
        return Segments(**{item.name: getattr(self, item.name).take(rows) for item in fields(self)})


@dataclass(frozen=True, slots=True)
class Clocks:
    """The timelines of all calendars that may be asked for, a track each; behind them those of the stated tiers."""

    window: Window
    tracks: Tracks
    tier: Int64
    offset: Int64
    period: Int64
    of_owner: Int64
    keys: tuple[str, ...]

    @classmethod
    def over(cls, entries: Entries, terms: Terms) -> "Clocks":
        """Clocks of a window that holds the entries."""
        calendars = calendar_of(terms, entries.names["account"])
        dates = tuple(rate_dates(terms))
        window = Window.over(*_on_the_clock(entries))
        tracks, tier, offset, period = _laid_out(tuple(terms.calendars[key] for key in calendars.values), window, dates)
        return cls(window, tracks, tier, offset, period, calendars.of_owner, calendars.values)


@lru_cache(maxsize=64)
def _laid_out(
    calendars: tuple[Calendar, ...], window: Window, dates: tuple[int, ...]
) -> tuple[Tracks, Int64, Int64, Int64]:
    lines = [
        *(timeline(calendar, window, dates) for calendar in calendars),
        *(stated(tier, window, dates) for tier in Tier),
    ]
    tracks = Tracks.join(window, [line.start for line in lines])
    return tracks, _joined(lines, "tier"), _joined(lines, "offset"), _joined(lines, "period")


def segments(entries: Entries, terms: Terms, clocks: Clocks) -> Segments:
    """Cut entries at the edges of contracts, cycles, top-ups, tiers and rate dates."""
    start, end = _on_the_clock(entries)
    layout = contract_tracks(entries, terms, clocks.window)
    part = layout.tracks.cut(layout.track, start, end)
    contract = layout.contract[part.interval]
    owner = owners(terms, contract, entries.account[part.row])
    track = np.where(entries.clock[part.row], clocks.of_owner[owner], len(clocks.keys) + entries.tier[part.row])
    cuts = clocks.tracks.cut(track, part.start, part.end)
    entry, interval = part.row.take(cuts.row), part.interval.take(cuts.row)
    start, end = cuts.start, cuts.end
    if not entries.clock.all():
        clock = entries.clock[entry]
        start, end = np.where(clock, start, entries.start[entry]), np.where(clock, end, entries.end[entry])
    return Segments(
        entry,
        start,
        end,
        layout.contract.take(interval),
        layout.cycle.take(interval),
        layout.phase.take(interval),
        owner.take(cuts.row),
        clocks.tier.take(cuts.interval),
        local_day(cuts.start, clocks.offset.take(cuts.interval)),
        clocks.period.take(cuts.interval),
    )


def rate_dates(terms: Terms) -> list[int]:
    """Ordinals of the dates on which a rule or a cost rate begins to count, or no longer does."""
    first = {rule.first_day for rule in terms.rules} | {rate.first_day for rate in terms.cost_rates}
    after = {rule.last_day + 1 for rule in terms.rules if rule.last_day is not None}
    return sorted(after.union(day for day in first if day is not None))


def _on_the_clock(entries: Entries) -> tuple[Int64, Int64]:
    """Starts and ends; an entry without a clock stands at the midnight of its date as if in UTC."""
    if entries.clock.all():
        return entries.start, entries.end
    start = np.where(entries.clock, entries.start, (entries.day.astype(np.int64) - EPOCH_DAY) * DAY)
    return start, np.where(entries.clock, entries.end, start)


def _joined(lines: list[Timeline], name: str) -> Int64:
    return np.concatenate([getattr(line, name) for line in lines]).astype(np.int64)
