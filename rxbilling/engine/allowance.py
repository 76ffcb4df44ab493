"""Work draws what contracts include: lot by lot, each from the work that may draw it, in work order (R14 to R17).

The lot that goes first gives to all work of its days, as long as it lasts; what that leaves is for the next lot. For
each piece of work this is the same as asking the lots one after the other.
"""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

import numpy as np

from rxbilling.engine.columns import Bool, Int64, Lot
from rxbilling.engine.draws import Draws
from rxbilling.engine.lots import FOREVER, Chain, Grant, carried_key
from rxbilling.engine.money import LARGEST, product
from rxbilling.engine.terms import NO_FACTOR_BP, Terms

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

    ``before`` has what is asked by all rows before each, and by all. A run is (first row, row behind the last, None),
    or one row of which only some units are left.
    """

    demand: Demand
    before: list[int]
    lots: list[Lot] = field(default_factory=list)
    whole: list[tuple[int, int, int]] = field(default_factory=list)
    parts: list[tuple[int, int, int, int]] = field(default_factory=list)

    def serve(self, run: Run, left: int, still: list[Run]) -> int:
        """Give what a lot has left to a run; put what stays open into ``still``, and return what was taken."""
        first, behind, units = run
        if left and units is None:
            return self._run(first, behind, left, still)
        if left and units is not None:
            return self._part(first, units, left, still)
        still.append(run)
        return 0

    def _run(self, first: int, behind: int, left: int, still: list[Run]) -> int:
        """Serve the rows of a run at whose place something is left; return what they took."""
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
        first, behind, lot = np.array(self.whole, dtype=np.int64).reshape(-1, 3).T
        length = behind - first
        rows = np.arange(int(length.sum())) + np.repeat(first - np.cumsum(length) + length, length)
        taken = np.diff(np.array(self.before)).astype(np.int64)
        whole = Draws(rows, np.repeat(lot, length), self.demand.units[rows], taken[rows])
        whole = whole.take(np.flatnonzero(self.demand.asks[rows]))
        return whole.join(Draws(*np.array(self.parts, dtype=np.int64).reshape(-1, 4).T))


def draw(demand: Demand, chains: Sequence[Chain], terms: Terms, billed: Mapping[str, int]) -> Drawing:
    """Draw the lots of some chains.

    Args:
        demand: What work asks; ``chain`` is an index into ``chains``.
        chains: Whose lots there are.
        terms: What contracts and plans say.
        billed: What billed work took, in 1/10,000 units, by key of the lot.
    """
    before = [0, *np.cumsum(demand.asked).tolist()]
    drawing = Drawing(demand, before)
    bounds = np.searchsorted(demand.chain, np.arange(len(chains) + 1)).tolist()
    for number, chain in enumerate(chains):
        cycle = demand.cycle[bounds[number] : bounds[number + 1]].tolist()
        days = [span.first_day for _, span in chain.cycles]
        places = [bounds[number] + bisect_left(cycle, day) for day in days]
        _draw_chain(drawing, chain, terms, billed, places=[*places, bounds[number + 1]])
    return drawing


def _draw_chain(
    drawing: Drawing, chain: Chain, terms: Terms, billed: Mapping[str, int], *, places: Sequence[int]
) -> None:
    """Draw a chain's lots one after the other; ``places`` are the rows at which its cycles begin, and end."""
    runs: list[list[Run]] = [[(first, behind, None)] if first < behind else [] for first, behind in pairwise(places)]
    waiting = list(chain.grants)  # in order, so a heap
    while waiting:
        _, grant = heapq.heappop(waiting)
        used, gone = _billed(grant.key, billed) if billed else (0, 0)
        left = had = max(grant.amount * NO_FACTOR_BP - gone, 0)
        for place in grant.cycles:
            if runs[place]:
                runs[place], left = _serve(drawing, runs[place], grant, left)
        lot = Lot(
            grant.key,
            grant.contract,
            grant.kind,
            chain.unit,
            grant.amount,
            grant.first_day,
            grant.last_day,
            used + had - left,
        )
        drawing.lots.append(lot)
        following = chain.carried(grant, lot.left, terms) if grant.kind == "base" else None
        if following is not None:
            heapq.heappush(waiting, (following.turn, following))


def _billed(key: str, billed: Mapping[str, int]) -> tuple[int, int]:
    """What bills took of a lot, and of it and of what was carried over from it to later cycles."""
    used = billed.get(key, 0)
    return used, used + billed.get(carried_key(key), 0)


def _serve(drawing: Drawing, runs: list[Run], grant: Grant, left: int) -> tuple[list[Run], int]:
    """Give what a lot has left to a cycle's runs; return what stays open of them, and what stays left of it."""
    still: list[Run] = []
    bought = grant.kind == "top_up"
    for run, inside in _in_days(runs, grant, drawing.demand) if bought else zip(runs, repeat(True), strict=False):
        if inside:
            left -= drawing.serve(run, left, still)
        else:
            still.append(run)
    return still, left


def _in_days(runs: Iterable[Run], grant: Grant, demand: Demand) -> Iterator[tuple[Run, bool]]:
    """Divide runs where a top-up's days begin or end, and tell which are in them."""
    for first, behind, units in runs:
        day = demand.day[first:behind]
        inside = (day >= grant.first_day) & (day <= (grant.last_day or FOREVER))
        edges = [first, *(first + 1 + np.flatnonzero(inside[1:] != inside[:-1])).tolist(), behind]
        for begin, end in pairwise(edges):
            yield (begin, end, units), bool(inside[begin - first])
