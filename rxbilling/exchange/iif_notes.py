"""Notes of time activities: one line of at most 1,000 characters, what was changed counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.exchange.iif_names import CHANGED
from rxbilling.exchange.iif_text import safe
from rxbilling.exchange.instants import by_distinct
from rxbilling.exchange.quickbooks import Problem
from rxbilling.locales import N_, Message

LONGEST = 1000
CUT = Message(N_("QuickBooks allows notes of 1,000 characters: longer ones were cut."))


@dataclass(frozen=True, slots=True)
class Notes:
    """The note of each entry; a problem stands for all notes that it concerns and shows the first."""

    written: list[str]
    problems: tuple[Problem, ...]


def notes(tickets: Sequence[str], texts: Sequence[str]) -> Notes:
    """Join each entry's ticket and note, safe for QuickBooks."""
    joined = [": ".join(filter(None, pair)) for pair in zip(tickets, texts, strict=True)]
    mended = by_distinct(joined, safe)
    changed = [(was, now[:LONGEST]) for was, now in zip(joined, mended, strict=True) if was != now]
    long = [(was, now[:LONGEST]) for was, now in zip(joined, mended, strict=True) if len(now) > LONGEST]
    written = [text[:LONGEST].rstrip() for text in mended]
    return Notes(written, (*_problem(changed, CHANGED), *_problem(long, CUT)))


def _problem(pairs: list[tuple[str, str]], reason: Message) -> list[Problem]:
    return [Problem("NOTE", was, reason, now, len(pairs)) for was, now in pairs[:1]]
