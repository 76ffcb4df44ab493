"""Which work is looked at: one value for lists, totals, charts and exports, and its form in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self
from urllib.parse import urlencode

from rxbilling.models import expense_rows, work_columns


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Every part that is set must hold; days are local days (R5a), both included."""

    STATUSES: ClassVar[tuple[str, ...]] = work_columns.STATUSES
    first_day: date | None = None
    last_day: date | None = None
    accounts: tuple[int, ...] = ()
    reps: tuple[int, ...] = ()
    ticket: int | None = None
    status: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read the filter of an address; what is not understood is passed over."""
        status = query.get("status", "")
        return cls(
            first_day=_day(query.get("from")),
            last_day=_day(query.get("to")),
            accounts=_numbers(query.get("account")),
            reps=_numbers(query.get("rep")),
            ticket=next(iter(_numbers(query.get("ticket"))), None),
            status=status if status in cls.STATUSES else "",
        )

    def to_query(self) -> str:
        """Return the filter as the query of an address, without the question mark; empty for everything."""
        parts = {
            "from": self.first_day.isoformat() if self.first_day else "",
            "to": self.last_day.isoformat() if self.last_day else "",
            "account": ",".join(map(str, self.accounts)),
            "rep": ",".join(map(str, self.reps)),
            "ticket": str(self.ticket or ""),
            "status": self.status,
        }
        return urlencode({name: value for name, value in parts.items() if value}, safe=",")


class ExpenseFilter(WorkFilter):
    """Which expenses are looked at: they have other statuses."""

    __slots__ = ()
    STATUSES: ClassVar[tuple[str, ...]] = tuple(expense_rows.STATUSES)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _numbers(text: str | None) -> tuple[int, ...]:
    parts = (part.strip() for part in (text or "").split(","))
    return tuple(sorted({int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 10}))
