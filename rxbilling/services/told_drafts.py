"""When people are told, as it is typed: lead times in days, and percentages of what is included."""

from collections.abc import Sequence

from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid

LONGEST_LEAD, HIGHEST_PERCENT, MOST = 1_000, 1_000, 10
NO_DAYS = Message(
    N_("Lead times are 1 to {most} days, at most {count} of them."), {"most": LONGEST_LEAD, "count": MOST}
)
NO_PERCENTS = Message(
    N_("Percentages are from 1 to {most}, at most {count} of them."), {"most": HIGHEST_PERCENT, "count": MOST}
)


def leads(days: Sequence[int]) -> list[int]:
    """Return lead times, the longest first.

    Raises:
        Invalid: one of them cannot be taken.
    """
    if len(days) > MOST or not all(0 < day <= LONGEST_LEAD for day in days):
        raise Invalid("days", NO_DAYS)
    return sorted(set(days), reverse=True)


def shares(percents: Sequence[int]) -> list[int]:
    """Return percentages, the lowest first.

    Raises:
        Invalid: one of them cannot be taken.
    """
    if len(percents) > MOST or not all(0 < percent <= HIGHEST_PERCENT for percent in percents):
        raise Invalid("percents", NO_PERCENTS)
    return sorted(set(percents))


def listed(values: Sequence[int]) -> str:
    """Return them as they are typed, and written down."""
    return ", ".join(map(str, values))
