"""Lead times, percentages and addresses as they are typed into one field each."""

import re
from collections.abc import Iterable

from rxbilling.services import told_drafts
from rxbilling.services.access import Invalid

BETWEEN = re.compile(r"[\s,;]+")
LONGEST_NUMBER = 6


def words_typed(text: str) -> tuple[str, ...]:
    """Return what stands between commas, semicolons, blanks and line breaks."""
    return tuple(word for word in BETWEEN.split(text) if word)


def days_typed(text: str) -> tuple[int, ...]:
    """Return lead times that were typed, such as ``60, 30, 7``.

    Raises:
        Invalid: one is no number.
    """
    return _numbers(words_typed(text), Invalid("days", told_drafts.NO_DAYS))


def percents_typed(text: str) -> tuple[int, ...]:
    """Return percentages that were typed, such as ``80 %, 100 %``.

    Raises:
        Invalid: one is no number.
    """
    return _numbers(words_typed(text.replace("%", " ")), Invalid("percents", told_drafts.NO_PERCENTS))


def _numbers(words: Iterable[str], wrong: Invalid) -> tuple[int, ...]:
    found = []
    for word in words:
        if not (word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER):
            raise wrong
        found.append(int(word))
    return tuple(found)
