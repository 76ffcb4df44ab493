"""Money in whole minor units: the one rounding, and sharing a whole so that the parts add up (R2, R13, R19)."""

import operator
from functools import reduce

import numpy as np

from rxbilling.engine.columns import Int64
from rxbilling.engine.distinct import begins

SECONDS_PER_HOUR = 3600
BASIS_POINTS = 10_000
LARGEST = 2**63 - 1


def divide(numerator: Int64, denominator: int) -> Int64:
    """Divide by a positive number, rounded once, half away from zero (R2)."""
    if len(numerator) and numerator.min() < 0:
        quotient = (2 * np.abs(numerator) + denominator) // (2 * denominator)
        return np.where(numerator < 0, -quotient, quotient)
    return (2 * numerator + denominator) // (2 * denominator)


def amounts(rate: Int64, factor_bp: Int64, seconds: Int64) -> Int64:
    """Rate x factor x seconds / 3600, exact, rounded once (R19).

    Args:
        rate: Minor units an hour.
        factor_bp: Basis points.
        seconds: Billable seconds, 0 or more.

    Raises:
        OverflowError: If an amount itself does not fit in 64 bits.
    """
    denominator = SECONDS_PER_HOUR * BASIS_POINTS
    return whole(divide(product(rate, factor_bp, seconds), denominator))


def product(*columns: Int64) -> Int64:
    """Multiply; where 64 bits might not hold the result, or twice it, in Python integers, which do not wrap."""
    if 4 * reduce(operator.mul, map(_largest, columns)) <= LARGEST:
        return reduce(operator.mul, columns)
    return reduce(operator.mul, (column.astype(object) for column in columns))


def whole(column: Int64) -> Int64:
    """Return what may be Python integers to 64 bits.

    Raises:
        OverflowError: If one does not fit.
    """
    return column.astype(np.int64, copy=False)


def share(total: Int64, weight: Int64, group: Int64, order: Int64 | None = None) -> Int64:
    """Share each group's total over its rows by weight, largest remainder first, ties to the earlier row (R13).

    Args:
        total: One item a group, 0 or more.
        weight: One item a row, 0 or more; a group whose weights are all 0 must have the total 0.
        group: Group of each row, from 0 up.
        order: Rank of each row where rows do not stand in order.
    """
    sums = np.zeros(len(total), dtype=np.int64)
    np.add.at(sums, group, weight)
    alone = sums.take(group) == weight  # a row that has all of its group's weight gets all
    part = np.where(alone, total.take(group), 0)
    shared = np.flatnonzero(~alone & (weight > 0))
    if len(shared):
        rank = shared if order is None else order[shared]
        groups = group[shared]
        part[shared] = _shares(total[groups], weight[shared], sums[groups], groups, rank)
    return part


def _shares(total: Int64, weight: Int64, sums: Int64, group: Int64, rank: Int64) -> Int64:
    """Shares of rows whose groups have a total and a sum of weights, given for each row."""
    exact, divisor = product(total, weight), np.maximum(sums, 1)
    part = whole(exact // divisor)
    remainder = whole(exact % divisor)
    order = np.lexsort((rank, -remainder, group))
    first = begins(group[order])
    missing = total[order[first]] - np.add.reduceat(part[order], first)
    size = np.diff(first, append=len(order))
    place = np.arange(len(order)) - np.repeat(first, size)
    part[order] += place < np.repeat(missing, size)
    return part


def _largest(column: Int64) -> int:
    return max(int(column.max(initial=0)), -int(column.min(initial=0)))
