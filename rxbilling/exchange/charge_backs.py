"""What an internal bill says: what an account is charged back for some days, at cost or at price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Basis = Literal["cost", "price"]


@dataclass(frozen=True, slots=True)
class WorkSum:
    """What a rep did as a service: seconds worked, and what they come to in minor units of ``currency``."""

    rep: str
    service: str
    worked_s: int
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class SpentLine:
    """An expense; ``amount`` in minor units of ``currency``, tax included."""

    day: date
    category: str
    rep: str
    note: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class ChargeBack:
    """The work and the expenses of an account; ``open_s`` are seconds of work that has no price yet (R8)."""

    organisation: str
    account: str
    first_day: date
    last_day: date
    basis: Basis
    work: Sequence[WorkSum]
    expenses: Sequence[SpentLine]
    open_s: int

    @property
    def worked_s(self) -> int:
        """All seconds worked."""
        return sum(line.worked_s for line in self.work)

    def totals(self) -> dict[str, int]:
        """Return what it all comes to, by currency."""
        return sums([*self.work, *self.expenses])


def sums(lines: Iterable[WorkSum | SpentLine]) -> dict[str, int]:
    """Return sums of amounts by currency."""
    found: dict[str, int] = {}
    for line in lines:
        found[line.currency] = found.get(line.currency, 0) + line.amount
    return found
