"""Times of day as people type them, in seconds after midnight."""

import re

from rxbilling.locales import N_, Message

DAY = 86_400
HALF = r"(?:\s*([ap])\.?(?:m\.?)?)?"
FORMS = tuple(
    re.compile(form + HALF, re.ASCII | re.IGNORECASE)
    for form in (
        r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?",
        r"(\d{1,2})(?:\s*h\s*(\d{2})?)?()",
        r"(\d{1,2})(\d{2})()",
    )
)
NOT_A_TIME = Message(N_("This is not a time of day. Write it like 9:30, 930, 9h30 or 5 pm."))


def typed_time(text: str) -> int | None:
    """Read a time of day: ``9:30``, ``9.30``, ``9h30``, ``930``, ``0930``, ``9``, ``17``, ``9am``, ``9:30 pm``.

    One or two digits are an hour; three or four are an hour and minutes. The day ends before 24:00. Returns None for
    what is no time of day.
    """
    for form in FORMS:
        if match := form.fullmatch(text.strip()):
            hour, minute, second, half = match.groups()
            return _seconds(hour_of(int(hour), half), int(minute or 0), int(second or 0))
    return None


def hour_of(hour: int, half: str | None) -> int | None:
    """Return the hour from 0 to 23 of one in a half of the day (``a`` or ``p``), or of one on the whole clock."""
    if half is None:
        return hour if hour < 24 else None
    return hour % 12 + 12 * (half.lower() == "p") if 1 <= hour <= 12 else None


def _seconds(hour: int | None, minute: int, second: int) -> int | None:
    return None if hour is None or minute > 59 or second > 59 else hour * 3600 + minute * 60 + second
