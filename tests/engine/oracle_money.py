"""The one rounding, and largest remainders (R2, R13, R22)."""

from collections.abc import Sequence
from fractions import Fraction


def half_away(value: Fraction) -> int:
    """Nearest whole number, a half going up. No value is below 0."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of a total in proportion to weights, largest remainder, ties to the earlier one."""
    if not sum(weights):
        return [0] * len(weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    whole = [value.numerator // value.denominator for value in exact]
    largest = sorted(range(len(weights)), key=lambda place: (whole[place] - exact[place], place))
    for place in largest[: total - sum(whole)]:
        whole[place] += 1
    return whole
