"""What a credit note takes back of a bill's taxes: credited in parts or at once, it comes to the same."""

from rxbilling.engine.quantities import rounded


def tax_credited(tax: int, net: int, before: int, amount: int) -> int:
    """Return the tax that goes with a credit.

    Args:
        tax: What the tax came to on the bill, minor units.
        net: The bill's sum before tax; where it is 0 there is no tax.
        before: What was credited of it before, before tax.
        amount: What is credited of it now, before tax.
    """
    return _part(tax, net, before + amount) - _part(tax, net, before)


def _part(tax: int, net: int, credited: int) -> int:
    return rounded(tax * credited, net) if net else 0
