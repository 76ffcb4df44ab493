"""Segments fall apart where a lot ends (R16): parts that were drawn, and the rest."""

from dataclasses import dataclass

import numpy as np

from rxbilling.engine.columns import NONE, Int64
from rxbilling.engine.drawing import Drawn
from rxbilling.engine.money import product, whole
from rxbilling.engine.workings import Workings


@dataclass(frozen=True, slots=True)
class Splits:
    """Parts of segments, in time order: the segment of each, its draw (NONE for the rest), and its seconds.

    ``before_s`` is what was worked of the segment before the part; ``rest`` is what each segment has left to be
    charged, in units of ``Drawn.units``.
    """

    segment: Int64
    draw: Int64
    before_s: Int64
    worked_s: Int64
    billable_s: Int64
    rest: Int64


def split(work: Workings, drawn: Drawn) -> Splits:
    """Split segments; their time is shared in proportion to what was drawn, in whole seconds rounded down."""
    size, draws = len(work.parts), drawn.draws
    count, given = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(count, draws.row, 1)
    np.add.at(given, draws.row, draws.units)
    rest = drawn.units - given
    parts = count + ((rest > 0) | (count == 0))
    after = np.cumsum(parts)
    segment = np.repeat(np.arange(size), parts)
    draw, until = np.full(len(segment), NONE), drawn.units[segment]
    place = np.arange(len(draws.row)) - (np.cumsum(count) - count)[draws.row] + (after - parts)[draws.row]
    draw[place] = np.arange(len(place))
    until[place] = np.cumsum(draws.units) - (np.cumsum(given) - given)[draws.row]
    if len(segment) == size:
        return Splits(segment, draw, np.zeros(size, dtype=np.int64), work.parts.worked_s, work.billable_s, rest)
    last = np.zeros(len(segment), dtype=np.bool_)
    last[after - 1] = True
    billable_until = _share(work.billable_s[segment], until, drawn.units[segment])
    billable_until[last] = work.billable_s
    worked_until = _share(work.parts.worked_s[segment], until, drawn.units[segment])
    worked_until[last] = work.parts.worked_s
    before_s, billable_before = np.zeros_like(draw), np.zeros_like(draw)
    following = np.flatnonzero(~last[:-1]) + 1
    before_s[following] = worked_until[following - 1]
    billable_before[following] = billable_until[following - 1]
    return Splits(segment, draw, before_s, worked_until - before_s, billable_until - billable_before, rest)


def _share(seconds: Int64, part: Int64, of: Int64) -> Int64:
    """Seconds x part / of, rounded down."""
    return whole(product(seconds, part) // np.maximum(of, 1))
