"""Entries in work order (R15), a few accounts at a time: what is looked at together lies together in memory."""

from collections.abc import Iterator

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, day_start
from rxbilling.engine.columns import Entries, Int32, Int64

ROWS = 65_536


def batches(entries: Entries) -> Iterator[Int64]:
    """Rows of some accounts each, by account, start and id; an account is never divided (R27)."""
    start = np.where(entries.clock, entries.start, (entries.day.astype(np.int64) - EPOCH_DAY) * DAY)
    order = _order(entries.account, start, entries.id)
    account = entries.account[order]
    ends = np.flatnonzero(np.append(account[1:] != account[:-1], True)) + 1
    begin = 0
    while begin < len(order):
        reached = int(ends[min(int(np.searchsorted(ends, begin + ROWS)), len(ends) - 1)])
        yield order[begin:reached]
        begin = reached


def ranks(entries: Entries, zones: list[str]) -> Int64:
    """Place of each entry in work order, for entries in the order of ``batches``.

    An entry without a clock stands at the first instant of its date in its zone.
    """
    start, stated = entries.start.copy(), np.flatnonzero(~entries.clock)
    start[stated] = [day_start(zones[row], day) for row, day in zip(stated, entries.day[stated].tolist(), strict=True)]
    rank = np.empty(len(entries), dtype=np.int64)
    rank[_order(entries.account, start, entries.id)] = np.arange(len(entries))
    return rank


def _order(account: Int32, start: Int64, number: Int64) -> Int64:
    if not len(start):
        return np.zeros(0, dtype=np.int64)
    first = int(start.min())
    key = account.astype(np.int64) * (int(start.max()) - first + 1) + (start - first)
    order, key = _sorted(key)
    tied = key[1:] == key[:-1]
    if tied.any():
        rows = np.flatnonzero(np.append(tied, False) | np.append(False, tied))
        some = order[rows]
        order[rows] = some[np.lexsort((number[some], key[rows]))]
    return order


def _sorted(key: Int64) -> tuple[Int64, Int64]:
    """Sort keys of 0 or more; also the row of each. Where both fit in 64 bits, numbers are sorted instead of rows."""
    if (key[1:] >= key[:-1]).all():
        return np.arange(len(key)), key
    bits = len(key).bit_length()
    if int(key.max()).bit_length() + bits > 63:
        order = np.argsort(key)
        return order, key[order]
    both = (key << bits) | np.arange(len(key))
    both.sort()
    return both & ((1 << bits) - 1), both >> bits
