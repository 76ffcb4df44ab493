"""Work draws what contracts include: lot by lot, each from the work that may draw it, in work order (R14 to R17).

Nothing is refused: what no lot has anything left for is priced all the same, since blocking concerns new tickets only
(R18).

The lot that goes first gives to all work of its days, as long as it lasts; what that leaves is for the next lot. For
each piece of work this is the same as asking the lots one after the other.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from rxbilling.engine.columns import Lot
from rxbilling.engine.lots import FOREVER, Chain, carried_key
from rxbilling.engine.serving import Demand, Drawing, Run
from rxbilling.engine.terms import NO_FACTOR_BP


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
    for chain in chains:
        _draw_chain(drawing, chain, billed, places=places[begin : begin + len(chain.days) + 1])
        begin += len(chain.days)
    return drawing


def _places(demand: Demand, chains: Sequence[Chain]) -> list[int]:
    """The rows at which the cycles of all chains begin, one after the other, and the end."""
    day = np.array([day for own in chains for day in own.days], dtype=np.int64)
    number = np.repeat(np.arange(len(chains)), [len(own.days) for own in chains])
    rows = np.searchsorted(demand.chain * FOREVER + demand.cycle, number * FOREVER + day)
    return [*rows.tolist(), len(demand)]


def _draw_chain(drawing: Drawing, chain: Chain, billed: Mapping[str, int], *, places: Sequence[int]) -> None:
    """Draw a chain's lots one after the other; ``places`` are the rows at which its cycles begin, and end."""
    runs: list[list[Run]] = [[(first, behind, None)] if first < behind else [] for first, behind in pairwise(places)]
    waiting = list(chain.grants)
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
