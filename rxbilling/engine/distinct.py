"""Distinct combinations of columns, so that work is done once for each and not once for a row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from rxbilling.engine.columns import Int32, Int64

LARGEST_CODE = 2**62


def classes(names: Sequence[str], sets: Iterable[Iterable[str]]) -> Int64:
    """Class of each name, two names apart only where one of the sets tells them apart.

    Class 0 is in no set. The result has one item more than ``names``, so that NONE (-1) finds class 0.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for number, members_of_set in enumerate(sets):
        for name in members_of_set:
            members[name].append(number)
    found: dict[tuple[int, ...], int] = {(): 0}
    numbers = [found.setdefault(tuple(members.get(name, ())), len(found)) for name in names]
    return np.array([*numbers, 0], dtype=np.int64)


def begins(column: Int32 | Int64) -> Int64:
    """Rows at which a run of equal values begins."""
    new = np.ones(len(column), dtype=np.bool_)
    np.not_equal(column[1:], column[:-1], out=new[1:])
    return np.flatnonzero(new)


def distinct(*columns: Int64) -> tuple[Int64, Int64]:
    """Find the combinations that occur in columns of integers.

    Returns:
        The first row that has it for each combination, and the combination's number for each row.
    """
    code, size = _from_zero(columns[0])
    for column in columns[1:]:
        addition, width = _from_zero(column)
        if size * width > LARGEST_CODE:
            code = _number(code, size)[1]
            size = int(code.max()) + 1
        code = code * width + addition if width > 1 else code
        size *= width
    return _number(code, size)


def _from_zero(column: Int64) -> tuple[Int64, int]:
    """The column with 0 for its least value, and how many values it may have."""
    if not len(column):
        return column, 1
    low, high = int(column.min()), int(column.max())
    return (column - low if low else column), high - low + 1


def _number(code: Int64, size: int) -> tuple[Int64, Int64]:
    if not len(code) or size > 4 * len(code) + 1024:  # a table would be larger than sorting is slow
        return _sorted(code)
    table = np.full(size, -1, dtype=np.int64)
    table[code[::-1]] = np.arange(len(code) - 1, -1, -1)  # of several rows the last one written stays: the first
    used = np.flatnonzero(table >= 0)
    example = table[used]
    table[used] = np.arange(len(used))
    return example, table.take(code)


def _sorted(code: Int64) -> tuple[Int64, Int64]:
    order = np.argsort(code)
    ordered = code.take(order)
    first = begins(ordered)
    number = np.empty(len(code), dtype=np.int64)
    number[order] = np.repeat(np.arange(len(first)), np.diff(first, append=len(code)))
    return (np.minimum.reduceat(order, first) if len(code) else order), number
