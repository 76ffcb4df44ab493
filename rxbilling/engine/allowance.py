"""Work draws what contracts include: lot by lot, each from the work that may draw it, in work order (R14 to R17).

The lot that goes first gives to all work of its days, as long as it lasts; what that leaves is for the next lot. For
each piece of work this is the same as asking the lots one after the other.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np

from rxbilling.engine.columns import Bool, Int64, Lot
from rxbilling.engine.draws import Draws
from rxbilling.engine.lots import FOREVER, Chain, carried_key
from rxbilling.engine.money import LARGEST, product
from rxbilling.engine.terms import NO_FACTOR_BP

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


def draw(demand: Demand, chains: Sequence[Chain], billed: Mapping[str, int]) -> Drawing:
    """Draw the lots of some chains.

    Args:
        demand: What work asks; ``chain`` is an index into ``chains``.
        chains: Whose lots there are.
        billed: What billed work took, in 1/10,000 units, by key of the lot.
    """
    asked = demand.asked
    drawing = Drawing(demand, asked, [0, *np.cumsum(asked).tolist()])
    places, begin = _places(demand, chains), 0
    for own in chains:
        _draw_chain(drawing, own, billed, places=places[begin : begin + len(own.days) + 1])
        begin += len(own.days)
    return drawing


def _places(demand: Demand, chains: Sequence[Chain]) -> list[int]:
    """The rows at which the cycles of all chains begin, one after the other, and the end."""
    day = np.array([day for own in chains for day in own.days], dtype=np.int64)
    number = np.repeat(np.arange(len(chains)), [len(own.days) for own in chains])
    rows = np.searchsorted(demand.chain * FOREVER + demand.cycle, number * FOREVER + day)
    return [*rows.tolist(), len(demand)]


def _draw_chain(drawing: Drawing, own: Chain, billed: Mapping[str, int], *, places: Sequence[int]) -> None:
    """Draw a chain's lots one after the other; ``places`` are the rows at which its cycles begin, and end."""
    runs: list[list[Run]] = [[(first, behind, None)] if first < behind else [] for first, behind in pairwise(places)]
    waiting = list(own.grants)
    for number, grant in enumerate(waiting, 1):
        _, lot, cycles, leaves = grant
        used, gone = _billed(lot.key, billed) if billed else (0, 0)
        left = had = max(lot.granted * NO_FACTOR_BP - gone, 0)
        for place in cycles:
            if left and runs[place]:
                runs[place], left = _serve(drawing, runs[place], lot, left)
        if drawn := used + had - left:
            lot = Lot(*lot[:-1], drawn)
        drawing.lots.append(lot)
        if leaves and (following := grant.carried(lot.left)):
            insort(waiting, following, number)  # it is drawn later than what it comes from


def _billed(key: str, billed: Mapping[str, int]) -> tuple[int, int]:
    """What bills took of a lot, and of it and of what was carried over from it to later cycles."""
    used = billed.get(key, 0)
    return used, used + billed.get(carried_key(key), 0)


def _serve(drawing: Drawing, runs: Sequence[Run], lot: Lot, left: int) -> tuple[list[Run], int]:
    """Give what a lot has left to a cycle's runs; return what stays open of them, and what stays left of it."""
    still: list[Run] = []
    if lot.kind != "top_up":
        for run in runs:
            left -= drawing.serve(run, left, still)
        return still, left
    for run, inside in _in_days(runs, lot, drawing.demand):
        if inside:
            left -= drawing.serve(run, left, still)
        else:
            still.append(run)
    return still, left


def _in_days(runs: Iterable[Run], lot: Lot, demand: Demand) -> Iterator[tuple[Run, bool]]:
    """Divide runs where a top-up's days begin or end, and tell which are in them."""
    for first, behind, units in runs:
        day = demand.day[first:behind]
        inside = (day >= lot.first_day) & (day <= (lot.last_day or FOREVER))
        edges = [first, *(first + 1 + np.flatnonzero(inside[1:] != inside[:-1])).tolist(), behind]
        for begin, end in pairwise(edges):
            yield (begin, end, units), bool(inside[begin - first])
