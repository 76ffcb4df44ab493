"""Distinct combinations of columns, so that work is done once for each and not once for a row."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from rxbilling.engine.columns import Int64

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


def distinct(*columns: Int64) -> tuple[Int64, Int64]:
    """Find the combinations that occur in columns of codes from 0 up.

    Returns:
        A row that has it for each combination, and the combination's number for each row.
    """
    code, size = columns[0], _size(columns[0])
    for column in columns[1:]:
        if size * _size(column) > LARGEST_CODE:
            code = _number(code, size)[1]
            size = _size(code)
        code = code * _size(column) + column
        size *= _size(column)
    return _number(code, size)


def _size(column: Int64) -> int:
    return int(column.max(initial=0)) + 1


def _number(code: Int64, size: int) -> tuple[Int64, Int64]:
    if size > 4 * len(code) + 1024:  # a table would be larger than sorting is slow
        _, example, number = np.unique(code, return_index=True, return_inverse=True)
        return example.astype(np.int64), number.astype(np.int64)
    table = np.full(size, -1, dtype=np.int64)
    table[code] = np.arange(len(code))
    used = np.flatnonzero(table >= 0)
    example = table[used]
    table[used] = np.arange(len(used))
    return example, table[code]
