"""Entries cut into the parts in which nothing changes that may set the price (R5)."""

from dataclasses import dataclass, fields

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, local_day, stated, timeline
from rxbilling.engine.columns import Entries, Int64
from rxbilling.engine.contracts import contract_tracks
from rxbilling.engine.inherit import calendar_of
from rxbilling.engine.terms import Terms, Tier
from rxbilling.engine.tracks import Cuts, Tracks, Window


@dataclass(frozen=True, slots=True)
class Segments:
    """Parts of entries, those of one entry together and in time order.

    ``entry`` is the row of the entry; ``contract`` and ``cycle`` (ordinal of its first day) are NONE without a
    contract; ``calendar`` is an index into ``calendar_of(...).values``; ``day`` the local date of the start
    (ordinal), ``period`` the number of rate dates that are not after it.
    """

    entry: Int64
    start: Int64
    end: Int64
    contract: Int64
    cycle: Int64
    calendar: Int64
    tier: Int64
    day: Int64
    period: Int64

    def __len__(self) -> int:
        return len(self.entry)

    @property
    def worked_s(self) -> Int64:
        """Elapsed seconds of each."""
        return self.end - self.start

    def take(self, rows: Int64) -> "Segments":
        """Take some of the segments."""
        return Segments(**{item.name: getattr(self, item.name)[rows] for item in fields(self)})


def segments(entries: Entries, terms: Terms) -> Segments:
    """Cut entries at the edges of contracts, cycles, tiers and rate dates."""
    start = np.where(entries.clock, entries.start, (entries.day.astype(np.int64) - EPOCH_DAY) * DAY)
    end = np.where(entries.clock, entries.end, start)
    window = Window.over(start, end)
    layout = contract_tracks(entries, terms, window)
    part = layout.tracks.cut(layout.track, start, end)
    contract = layout.contract[part.interval]
    calendar = calendar_of(terms, entries.names["account"]).of(contract, entries.account[part.row])
    cuts, tier, shift, period = _cut_by_calendar(entries, terms, part, calendar, window)
    entry = part.row[cuts.row]
    clock = entries.clock[entry]
    return Segments(
        entry,
        np.where(clock, cuts.start, entries.start[entry]),
        np.where(clock, cuts.end, entries.end[entry]),
        contract[cuts.row],
        layout.cycle[part.interval][cuts.row],
        calendar[cuts.row],
        tier,
        local_day(cuts.start, shift),
        period,
    )


def rate_dates(terms: Terms) -> Int64:
    """Ordinals of the dates on which a rule or a cost rate begins to count, or no longer does."""
    first = [rule.first_day for rule in terms.rules] + [rate.first_day for rate in terms.cost_rates]
    after = {rule.last_day + 1 for rule in terms.rules if rule.last_day is not None}
    return np.array(sorted(after.union(day for day in first if day is not None)), dtype=np.int64)


def _cut_by_calendar(
    entries: Entries, terms: Terms, part: Cuts, calendar: Int64, window: Window
) -> tuple[Cuts, Int64, Int64, Int64]:
    """Cut parts by the calendar of each, or by no clock but the stated tier; with tier, offset and period of each."""
    keys = calendar_of(terms, entries.names["account"]).values
    dates = rate_dates(terms)
    track = np.where(entries.clock[part.row], calendar, len(keys) + entries.tier[part.row])
    used = np.unique(track) if len(track) else np.zeros(1, dtype=np.int64)
    lines = [
        timeline(terms.calendars[keys[number]], window, dates)
        if number < len(keys)
        else stated(Tier(number - len(keys)), window, dates)
        for number in used.tolist()
    ]
    cuts = Tracks.join(window, [line.start for line in lines]).cut(np.searchsorted(used, track), part.start, part.end)
    tier, offset, period = (
        np.concatenate([getattr(line, name) for line in lines])[cuts.interval] for name in ("tier", "offset", "period")
    )
    return cuts, tier, offset, period
