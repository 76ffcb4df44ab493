"""Quantity and price of a line of an invoice such that QuickBooks, multiplying them, comes to the same amount."""

from rxbilling.engine import quantities
from rxbilling.exchange.bill_paper import PaperLine

MOST_DECIMALS = 5


def quantity(line: PaperLine) -> tuple[str, int]:
    """Return a decimal number and a price in minor units, 0 or more; an amount of its own is 1 (or -1) of itself."""
    if line.price is None or line.amount < 0 or not line.quantity:
        return piece(line.amount)
    if line.unit != "hour":
        return line.quantity, line.price
    hours = quantities.hours(line.seconds, line.price, line.amount, "decimal")
    _, _, decimals = hours.partition(".")
    return piece(line.amount) if len(decimals) > MOST_DECIMALS else (hours, line.price)


def piece(amount: int) -> tuple[str, int]:
    """Return an amount as one of itself, or minus one."""
    return ("-1", -amount) if amount < 0 else ("1", amount)
