"""Gaps and overlaps of stretches of time. They are half-open: where one ends as another begins, there is neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in epoch seconds, its end not included; ``keys`` name what fills it."""

    start: int
    end: int
    keys: tuple[int, ...] = ()

    @property
    def seconds(self) -> int:
        """How long it is."""
        return self.end - self.start


def gaps(stretches: Sequence[Stretch], shortest: int = MINUTE) -> list[Stretch]:
    """Return what nothing fills between the first start and the last end; slips of seconds are passed over."""
    found, until = list[Stretch](), None
    for one in sorted(stretches, key=lambda one: one.start):
        if until is not None and one.start - until >= shortest:
            found.append(Stretch(until, one.start))
        until = max(one.end, until or one.end)
    return found


def overlaps(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return what two or more fill at once, cut where that changes."""
    edges = sorted({edge for one in stretches for edge in (one.start, one.end)})
    found = []
    for start, end in pairwise(edges):
        keys = tuple(sorted(key for one in stretches for key in one.keys if one.start < end and start < one.end))
        if len(keys) > 1:
            found.append(Stretch(start, end, keys))
    return found


def lanes(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return for each stretch, by start, its lane, and how many lanes those that hang together need."""
    placed, group, ends, until = list[int](), list[int](), list[int](), None
    widths = dict[int, int]()
    for place, one in enumerate(stretches):
        if until is not None and one.start >= until:
            widths |= dict.fromkeys(group, len(ends))
            group, ends = [], []
        lane = next((lane for lane, end in enumerate(ends) if end <= one.start), len(ends))
        ends[lane : lane + 1] = [max(one.end, one.start + 1)]
        placed.append(lane)
        group.append(place)
        until = max(one.end, until or one.end)
    widths |= dict.fromkeys(group, len(ends))
    return [(lane, widths[place]) for place, lane in enumerate(placed)]
