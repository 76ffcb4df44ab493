"""How much of what a contract includes is used, and whether its plan warns of new tickets or blocks them (R18)."""

from collections.abc import Iterable

from rxbilling.engine.terms import NO_FACTOR_BP


def is_used_up(granted: int, used: int, waiting: int, grace_bp: int, takes: int = 0) -> bool:
    """Say whether nothing is left for a new ticket.

    Args:
        granted: What the lots that can be drawn grant, in their unit.
        used: What is drawn of them, and what was worked beyond them.
        waiting: Requests of tickets that are open and have not been drawn yet; 0 where hours or money are included.
        grace_bp: By how much more may be used, in 1/10,000 of what is granted.
        takes: What the new ticket is sure to take: a request, where these are included; else anything left will do.
    """
    beyond = (used + waiting + takes) * NO_FACTOR_BP - granted * (NO_FACTOR_BP + grace_bp)
    return beyond > 0 if takes else beyond >= 0


def grace_of(granted: int, grace_bp: int) -> int:
    """Return how much more than what is granted may be used, in whole units of it."""
    return granted * grace_bp // NO_FACTOR_BP


def percent_of(granted: int, used: int) -> int:
    """Return which share of what is granted is used, in whole percents, rounded down."""
    return used * 100 // granted


def highest_reached(granted: int, used: int, percents: Iterable[int]) -> int | None:
    """Return the highest of some shares of what is granted that is used; None where none is."""
    return max((percent for percent in percents if granted and used * 100 >= granted * percent), default=None)
