"""A batch of entries on its way to its price: cut, matched with rules, rounded (R3 to R13)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from rxbilling.engine.batches import batches, ranks
from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Billed, Bool, Entries, Int64
from rxbilling.engine.cost import costs
from rxbilling.engine.distinct import distinct
from rxbilling.engine.requests import requests, tickets
from rxbilling.engine.rounding import Groups, number_groups, round_groups, share_groups
from rxbilling.engine.rules import match
from rxbilling.engine.segments import Segments, segments


@dataclass(frozen=True, slots=True)
class Workings:
    """Entries of some accounts in work order, billed portions among them, and their segments.

    ``row`` is each entry's row in what is rated, NONE for a billed portion; ``billed`` is the row of such a portion in
    ``Billed``, NONE for the others. ``cut`` are the segments before neighbours of one price became one in ``parts``.

    For the latter: ``rule`` (NONE without), ``override`` (rate or NONE), ``charged`` (billable), ``policy`` of
    rounding, ``groups``, ``billable_s``, ``request`` (who counts as one), ``rank`` in work order. ``requested`` are
    the segments that were billed with a price per request.
    """

    row: Int64
    billed: Int64
    entries: Entries
    cost: Int64
    cut: Segments
    parts: Segments
    rule: Int64
    override: Int64
    charged: Bool
    policy: Int64
    groups: Groups
    billable_s: Int64
    request: Int64
    requested: Int64
    rank: Int64

    @property
    def billed_of_part(self) -> Int64:
        """The row in ``Billed`` of each segment, or NONE."""
        return self.billed[self.parts.entry]


def workings(entries: Entries, billed: Billed | None, book: Book) -> Iterator[Workings]:
    """Work through all entries, some accounts at a time."""
    everything = book.nearby.here(entries if billed is None else entries.join(billed.work)).even()
    for rows in batches(everything):
        number = np.where(rows < len(entries), NONE, rows - len(entries))
        yield _work(everything.take(rows), np.where(number == NONE, rows, NONE), number, billed, book)


def _work(entries: Entries, row: Int64, number: Int64, billed: Billed | None, book: Book) -> Workings:
    cut = segments(entries, book.terms, book.clocks)
    cost = costs(entries, cut, book.costs)
    if billed is not None:
        cut = _undivided(cut, entries, number)
    billable = entries.billable[cut.entry]
    override = np.where(billable, entries.override[cut.entry], NONE)
    rule = np.where(billable & (override == NONE), match(book.matchers, entries, cut), NONE)
    keep, parts = _merged(cut, rule)
    charged, rule, override = billable[keep], rule[keep], override[keep]
    ticket = tickets(
        entries.account, entries.ticket, np.arange(len(entries)) if billed is None else distinct(entries.id)[1]
    )
    policy = book.policies.choose(parts, rule)
    billed_s = _billed_seconds(number[parts.entry], billed)
    requested = _requested(number[parts.entry], billed)
    rank = _ranks(entries, parts, book)
    worked_s = np.where(charged, parts.worked_s, 0)
    group = number_groups(entries, parts, ticket, policy, book.policies.values, whole=billed is None)
    groups = round_groups(group, policy, book.policies.values, worked_s, billed_s)
    return Workings(
        row,
        number,
        entries,
        cost,
        cut,
        parts,
        rule,
        override,
        charged,
        policy,
        groups,
        share_groups(groups, worked_s, billed_s, rank),
        requests(
            parts, ticket, np.flatnonzero(book.counts[parts.contract] | book.prices.per_request[rule] | requested)
        ),
        np.flatnonzero(requested),
        rank,
    )


def _undivided(parts: Segments, entries: Entries, number: Int64) -> Segments:
    """Billed portions as they were billed: whatever would cut them today, they stay whole (R24)."""
    first = np.zeros(len(parts), dtype=np.bool_)
    first[parts.begins] = True
    billed = number[parts.entry] != NONE
    keep = np.flatnonzero(first | ~billed)
    kept = parts.take(keep)
    return replace(kept, end=np.where(billed[keep], entries.end[kept.entry], kept.end))


def _merged(parts: Segments, rule: Int64) -> tuple[Int64, Segments]:
    """Neighbours whose contract, cycle, top-ups, tier and rule are the same become one; also where each begins."""
    differs = np.ones(len(parts), dtype=np.bool_)
    same = parts.entry[1:] == parts.entry[:-1]
    for column in (parts.contract, parts.cycle, parts.phase, parts.tier, rule):
        same &= column[1:] == column[:-1]
    differs[1:] = ~same
    keep = np.flatnonzero(differs)
    if len(keep) == len(parts):
        return keep, parts
    last = np.append(keep[1:], len(parts)) - 1
    return keep, replace(parts.take(keep), end=parts.end[last])


def _billed_seconds(number: Int64, billed: Billed | None) -> Int64:
    return np.full(len(number), NONE) if billed is None else np.append(billed.billable_s, NONE)[number]


def _requested(number: Int64, billed: Billed | None) -> Bool:
    return np.zeros(len(number), dtype=np.bool_) if billed is None else np.append(billed.request, False)[number]


def _ranks(entries: Entries, parts: Segments, book: Book) -> Int64:
    """Place of each segment in work order."""
    if entries.clock.all():
        return np.arange(len(parts))
    calendar = book.clocks.of_owner[parts.owner[parts.begins]]
    zones = [book.terms.calendars[key].zone for key in book.clocks.keys]
    rank = ranks(entries, [zones[index] for index in calendar.tolist()])
    return rank[parts.entry] * (len(parts) + 1) + np.arange(len(parts))
