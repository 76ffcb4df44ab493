"""Which work is looked at: one value for lists, totals, charts and exports, and its form in an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self
from urllib.parse import urlencode

from rxbilling.engine.terms import Tier
from rxbilling.models import expense_rows, work_columns

TIERS = tuple(tier.name.lower() for tier in Tier)
PROBLEMS = ("no_price", "overlap", "long", "closed", "outside", "zero")
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Every part that is set must hold, of its values any one; days are local days (R5a), both included.

    Of services, contracts and tickets 0 stands for none; ``tiers`` are those that some of the work falls into,
    ``problems`` what is wrong with it; ``text`` is looked for in notes.
    """

    STATUSES: ClassVar[tuple[str, ...]] = work_columns.STATUSES
    first_day: date | None = None
    last_day: date | None = None
    accounts: tuple[int, ...] = ()
    reps: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    contracts: tuple[int, ...] = ()
    tickets: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    tiers: tuple[int, ...] = ()
    problems: tuple[str, ...] = ()
    text: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the filter of an address; what is not understood is passed over."""
        return cls(
            first_day=_day(query.get("from")),
            last_day=_day(query.get("to")),
            accounts=_numbers(query.get("account")),
            reps=_numbers(query.get("rep")),
            services=_numbers(query.get("service")),
            contracts=_numbers(query.get("contract")),
            tickets=_numbers(query.get("ticket")),
            statuses=tuple(cls.STATUSES[place] for place in _words(query.get("status"), cls.STATUSES)),
            tiers=_words(query.get("tier"), TIERS),
            problems=tuple(PROBLEMS[place] for place in _words(query.get("problem"), PROBLEMS)),
            text=_text(query.get("text")),
        )

    def to_query(self) -> str:
        """Return the filter as the query of an address, without the question mark; empty for everything."""
        parts = {
            "from": self.first_day.isoformat() if self.first_day else "",
            "to": self.last_day.isoformat() if self.last_day else "",
            "account": _joined(self.accounts),
            "rep": _joined(self.reps),
            "service": _joined(self.services),
            "contract": _joined(self.contracts),
            "ticket": _joined(self.tickets),
            "status": _joined(self.statuses),
            "tier": _joined(TIERS[tier] for tier in self.tiers),
            "problem": _joined(self.problems),
            "text": self.text,
        }
        return urlencode({name: value for name, value in parts.items() if value}, safe=",")


class ExpenseFilter(WorkFilter):
    """Which expenses are looked at: they have other statuses."""

    __slots__ = ()
    STATUSES: ClassVar[tuple[str, ...]] = tuple(expense_rows.STATUSES)


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",")]


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in _parts(text) if part.isascii() and part.isdigit() and len(part) < 10}))


def _words(text: str | None, known: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places of words among those that are known."""
    return tuple(sorted({known.index(part) for part in _parts(text) if part in known}))


def _text(text: str | None) -> str:
    """Return a text to look for as a database takes it."""
    return "".join(sign for sign in text or "" if sign.isprintable())[:LONGEST_TEXT].strip()
