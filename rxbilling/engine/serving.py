"""What work asks of lots, and who is served by which: whole runs of rows, and rows in part where a lot ends (R16)."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from rxbilling.engine.columns import Bool, Int64, Lot
from rxbilling.engine.draws import Draws
from rxbilling.engine.money import LARGEST, product

Run = tuple[int, int, int | None]


@dataclass(frozen=True, slots=True)
class Demand:
    """What work asks of the lots of its contracts, in the order of drawing.

    ``chain`` and ``cycle`` (its first day) say where it belongs and stand in order; ``units`` are seconds, requests or
    minor units of value, ``burn_bp`` the factor they are drawn with, ``day`` the local date. What does not ask goes
    with other work's request.
    """

    chain: Int64
    cycle: Int64
    units: Int64
    burn_bp: Int64
    day: Int64
    asks: Bool

    def __len__(self) -> int:
        return len(self.chain)

    @property
    def asked(self) -> Int64:
        """1/10,000 units asked for; as Python integers where 64 bits might not hold their sum."""
        asked = np.where(self.asks, product(self.units, self.burn_bp), 0)
        return asked if int(asked.max(initial=0)) * len(self) < LARGEST else asked.astype(object)


@dataclass(slots=True)
class Drawing:
    """What is given by which lots.

    ``asked`` is what each row asks for, ``before`` what all rows before each ask for, and all rows. A run is (first
    row, row behind the last, None), or one row of which only some units are left.
    """

    demand: Demand
    asked: Int64
    before: list[int]
    lots: list[Lot] = field(default_factory=list)
    whole: list[tuple[int, int, int]] = field(default_factory=list)
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)

    def serve(self, run: Run, left: int, still: list[Run]) -> int:
        """Give what a lot has left to a run; put what stays open into ``still``, and return what was taken."""
        first, behind, units = run
        if left and units is None:
            asked = self.before[behind] - self.before[first]
            if asked < left:
                self.whole.append((first, behind, len(self.lots)))
                return asked
            return self._run(first, behind, left, still)
        if left and units is not None:
            return self._part(first, units, left, still)
        still.append(run)
        return 0

    def _run(self, first: int, behind: int, left: int, still: list[Run]) -> int:
        """Serve the rows of a run that asks for all that is left, or more; return what they took."""
        before = self.before
        served = bisect_left(before, before[first] + left, first, behind)
        short = before[served] - before[first] > left
        if served - short > first:
            self.whole.append((first, served - short, len(self.lots)))
        taken = before[served - short] - before[first]
        if short:
            taken += self._part(served - 1, int(self.demand.units[served - 1]), left - taken, still)
        if served < behind:
            still.append((served, behind, None))
        return taken

    def _part(self, row: int, units: int, left: int, still: list[Run]) -> int:
        """Give a row what there is; the unit in which the lot ends belongs to it."""
        burn = int(self.demand.burn_bp[row])
        given = min(units, -(-left // burn))
        taken = min(units * burn, left)
        self.parts.append((row, len(self.lots), given, taken))
        if given < units:
            still.append((row, row + 1, units - given))
        return taken

    def draws(self) -> Draws:
        """Return all that was given."""
        first, behind, lot = _columns(self.whole, 3)
        length = behind - first
        rows = np.arange(int(length.sum())) + np.repeat(first - np.cumsum(length) + length, length)
        whole = Draws(rows, np.repeat(lot, length), self.demand.units[rows], self.asked[rows].astype(np.int64))
        whole = whole.take(np.flatnonzero(self.demand.asks[rows]))
        return whole.join(Draws(*_columns(self.parts, 4)))


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> Int64:
    return np.array([*chain.from_iterable(rows)], dtype=np.int64).reshape(-1, width).T
