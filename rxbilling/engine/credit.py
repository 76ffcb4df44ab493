"""What a credit note takes back of a bill's taxes: credited in parts or at once, it comes to the same."""

from rxbilling.engine.quantities import rounded


def tax_credited(tax: int, net: int, credited: int, taken: int) -> int:
    """Return the tax that goes with a credit.

    Args:
        tax: What the tax came to on the bill, minor units.
        net: The bill's sum before tax; where it is 0 there is no tax.
        credited: What is credited of it in all with this credit, before tax.
        taken: The tax that earlier credits took back, those that are void left out.
    """
    return max(rounded(tax * credited, net) - taken, 0) if net else 0
