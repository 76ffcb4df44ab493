"""Lengths of work as people write them, in seconds."""

import re
from decimal import ROUND_HALF_UP, Decimal

from rxbilling.locales import N_, Message

NUMBER = r"(\d+(?:[.,]\d+)?)"
CLOCK = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
HOURS = re.compile(NUMBER, re.ASCII)
HOURS_THEN_MINUTES = re.compile(r"(\d+)h([0-5]?\d)", re.ASCII)
UNITS = re.compile(
    rf"(?:pt)?(?:{NUMBER}h(?:ours?|rs?|eures?)?)?(?:{NUMBER}m(?:in(?:utes?|s)?|n)?)?(?:{NUMBER}s(?:ec(?:ond(?:e?s)?|s)?)?)?",
    re.ASCII,
)
SECONDS = (3600, 60, 1)
ABSURD = 10**9
BARE = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+", re.ASCII)
NO_HOURS = re.compile(r"[:.,]\d", re.ASCII)
A_DAY = 24 * 3600
TOO_MUCH = Message(N_("A day has 24 hours."))
HOURS_OR_MINUTES = N_("{number} could be hours or minutes. Write minutes like 90m, and hours like 1:30.")
NOT_A_DURATION = Message(N_("This is not a length of time. Write it like 1:30, 1.5, 90m or 1h30."))


def duration_seconds(text: str) -> int | None:
    """Read a length: ``1:30``, ``1:30:00``, ``1.5`` or ``1,5`` (hours), ``1.5h``, ``90m``, ``1h30``, ``PT1H30M``.

    A fraction of a second is rounded, a half up. Returns None for what is no length.
    """
    short = "".join(text.split()).lower()
    for pattern in (CLOCK, HOURS, HOURS_THEN_MINUTES, UNITS):
        match = pattern.fullmatch(short)
        if match and any(match.groups()):
            return _seconds(match.groups())
    return None


def not_a_duration(text: str, otherwise: Message) -> Message:
    """Return why a text is no length that a person types: a large bare number could be either hours or minutes."""
    short = text.strip()
    return Message(HOURS_OR_MINUTES, {"number": short}) if BARE.fullmatch(short) else otherwise


def typed_duration(text: str) -> int | None:
    """Read a length that a person types in a field: all that files may hold, and ``:30``, ``.5``.

    A bare number is hours. One above 24 is refused, not guessed: whoever types ``90`` means minutes, and writes
    ``90m``. Returns None for what is no length.
    """
    short = text.strip()
    seconds = duration_seconds("0" + short if NO_HOURS.match(short) else short)
    bare = BARE.fullmatch(short) is not None
    return None if seconds is None or (bare and seconds > A_DAY) else seconds


def _seconds(parts: tuple[str | None, ...]) -> int:
    total = sum(
        Decimal(part.replace(",", ".")) * unit for part, unit in zip(parts, SECONDS, strict=False) if part is not None
    )
    # Beyond what Decimal can round, and far beyond what an entry may be: too long in any case.
    return int(Decimal(min(total, ABSURD)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
