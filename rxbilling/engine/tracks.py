"""Intervals cut at sorted edges (R5): many tracks of edges in one array, found by binary search."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rxbilling.engine.columns import Int64


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time that is looked at, [origin, horizon), in epoch seconds."""

    origin: int
    horizon: int

    @classmethod
    def over(cls, start: Int64, end: Int64) -> "Window":
        """The years (UTC) in which every instant of the intervals lies, both ends included.

        Whole years, so that what is laid out once is found again for the next entries.
        """
        if not len(start):
            return cls(0, 1)
        years = np.array([start.min(), end.max() + 1]).astype("M8[s]").astype("M8[Y]") + np.array([0, 1])
        origin, horizon = years.astype("M8[s]").astype(np.int64).tolist()
        return cls(origin, horizon)

    @property
    def width(self) -> int:
        """Length in seconds."""
        return self.horizon - self.origin


@dataclass(frozen=True, slots=True)
class Tracks:
    """Tracks of consecutive intervals, each track beginning at the window's origin and filling it."""

    window: Window
    start: Int64
    end: Int64
    key: Int64

    @classmethod
    def join(cls, window: Window, starts: Sequence[Int64]) -> "Tracks":
        """Join tracks, each given by the sorted starts of its intervals, the first of them the origin."""
        start = np.concatenate(starts)
        lengths = [len(track) for track in starts]
        end = np.append(start[1:], window.horizon)
        end[np.cumsum(lengths) - 1] = window.horizon
        return cls(window, start, end, start + np.repeat(np.arange(len(starts)), lengths) * window.width)

    def cut(self, track: Int64, start: Int64, end: Int64) -> "Cuts":
        """Cut intervals at the edges of their tracks; one without length stays one piece of no length."""
        shift = track * self.window.width
        first = np.searchsorted(self.key, start + shift, "right") - 1
        across = np.flatnonzero(end > self.end[first])
        if not len(across):
            return Cuts(np.arange(len(start)), first, start, end)
        count = np.ones(len(start), dtype=np.int64)
        count[across] = np.searchsorted(self.key, end[across] + shift[across], "left") - first[across]
        row = np.repeat(np.arange(len(start)), count)
        interval = np.arange(len(row)) + np.repeat(first - np.cumsum(count) + count, count)
        return Cuts(
            row, interval, np.maximum(start[row], self.start[interval]), np.minimum(end[row], self.end[interval])
        )


@dataclass(frozen=True, slots=True)
class Cuts:
    """Pieces: the row they come from, the interval of the tracks they lie in, and their ends."""

    row: Int64
    interval: Int64
    start: Int64
    end: Int64
