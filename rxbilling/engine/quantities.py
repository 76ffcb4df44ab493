"""What is printed beside an amount: hours, requests or pieces such that quantity times price is the amount.

Amounts are rounded portion by portion, so that the hours of several, times their price, may be some cents away from
their sum. What is printed then has as many decimals as it takes to be right.
"""

from typing import Literal

from rxbilling.engine.columns import Kind
from rxbilling.engine.money import BASIS_POINTS, SECONDS_PER_HOUR

HoursStyle = Literal["clock", "decimal"]
FEWEST_DECIMALS = 2
THOUSAND = 1000


def hours(seconds: int, price: int, amount: int, style: HoursStyle = "clock") -> str:
    """Return hours as they are printed: ``1:30`` where that is exact (and wanted), else ``1.5``.

    Args:
        seconds: What was charged for, 0 or more.
        price: Minor units an hour, 0 or more.
        amount: What is charged, 0 or more; 0 where the price is 0.
        style: Whether hours and minutes are wanted, or decimal hours.
    """
    if style == "clock" and seconds % 60 == 0 and rounded(seconds * price, SECONDS_PER_HOUR) == amount:
        return f"{seconds // SECONDS_PER_HOUR}:{seconds // 60 % 60:02}"
    decimals = FEWEST_DECIMALS
    while (found := _of(seconds, price, amount, 10**decimals)) is None:
        decimals += 1
    return decimal(found, decimals)


def _of(seconds: int, price: int, amount: int, scale: int) -> int | None:
    """Return the hours in parts of ``scale`` that make the amount: those worked, else those that were paid."""
    worked = rounded(seconds * scale, SECONDS_PER_HOUR)
    if price == 0 or rounded(worked * price, scale) == amount:
        return worked
    paid = rounded(amount * scale, price)
    return paid if rounded(paid * price, scale) == amount else None


def price_of(kind: int, request: bool, rate: int, factor_bp: int, amount: int) -> int:
    """Return the price of a portion as it is printed, minor units an hour or a request.

    What is included, or free, costs 0. A request costs what it came to: a retainer may have covered a part of it.
    """
    if kind in {Kind.INCLUDED, Kind.FREE}:
        return 0
    return amount if request else rounded(rate * factor_bp, BASIS_POINTS)


def pieces(quantity: int) -> str:
    """Return thousandths of a piece as they are printed: ``1``, ``2.5``."""
    return decimal(quantity, 3)


def extra_amount(quantity: int, price: int) -> int:
    """Return what thousandths of a piece cost, minor units: exact, rounded once (R2)."""
    return rounded(quantity * price, THOUSAND)


def decimal(number: int, decimals: int) -> str:
    """Return a number of parts as a decimal number without zeros at its end."""
    whole, part = divmod(number, 10**decimals)
    return f"{whole}.{part:0{decimals}}".rstrip("0").rstrip(".")


def rounded(numerator: int, denominator: int) -> int:
    """Divide numbers of any size, 0 or more, rounded once, half away from zero (R2)."""
    return (2 * numerator + denominator) // (2 * denominator)
