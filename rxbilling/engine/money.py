"""Money in whole minor units: the one rounding, and sharing a whole so that the parts add up (R2, R13, R19)."""

import numpy as np

from rxbilling.engine.columns import Int64

SECONDS_PER_HOUR = 3600
BASIS_POINTS = 10_000
LARGEST = 2**63 - 1


def divide(numerator: Int64, denominator: int) -> Int64:
    """Divide by a positive number, rounded once, half away from zero (R2)."""
    quotient = (2 * np.abs(numerator) + denominator) // (2 * denominator)
    rounded: Int64 = np.sign(numerator) * quotient
    return rounded


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
    largest = _largest(rate) * _largest(factor_bp) * _largest(seconds)
    if 2 * largest + denominator <= LARGEST:
        return divide(rate * factor_bp * seconds, denominator)
    exact = rate.astype(object) * factor_bp.astype(object) * seconds.astype(object)  # Python integers do not wrap
    return divide(exact, denominator).astype(np.int64)


def share(total: Int64, weight: Int64, group: Int64) -> Int64:
    """Share each group's total over its rows by weight, largest remainder first, ties to the earlier row (R13).

    Args:
        total: One item a group, 0 or more.
        weight: One item a row, 0 or more; a group whose weights are all 0 must have the total 0.
        group: Group of each row, from 0 up.
    """
    whole = np.zeros(len(total), dtype=np.int64)
    np.add.at(whole, group, weight)
    exact = total[group] * weight
    divisor = np.maximum(whole, 1)[group]
    part = exact // divisor
    missing = total.copy()
    np.subtract.at(missing, group, part)
    rows = np.flatnonzero(missing[group])
    rows = rows[np.lexsort((rows, -(exact % divisor)[rows], group[rows]))]
    place = np.arange(len(rows)) - np.searchsorted(group[rows], group[rows])
    part[rows] += place < missing[group[rows]]
    return part


def _largest(column: Int64) -> int:
    return max(int(column.max(initial=0)), -int(column.min(initial=0)))
