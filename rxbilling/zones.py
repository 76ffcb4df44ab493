"""The time zones that there are: the machine's files are looked through once."""

from functools import cache
from zoneinfo import available_timezones


@cache
def known() -> frozenset[str]:
    """Return the names of all time zones."""
    return frozenset(available_timezones())
