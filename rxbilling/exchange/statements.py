"""What the statement of a rep's month says, whatever file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WorkLine:
    """An entry, on the clock of its customer; without a clock ``start`` and ``end`` are empty."""

    day: date
    start: str
    end: str
    account: str
    ticket: str
    service: str
    note: str
    worked_s: int
    billable: bool
    cost: int


@dataclass(frozen=True, slots=True)
class SumLine:
    """Worked seconds, those of them that are billable, and what they cost: of an account, or of all."""

    name: str
    worked_s: int
    billable_s: int
    cost: int


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """An expense; ``amount`` includes ``tax``, both in minor units of ``currency``."""

    day: date
    category: str
    account: str
    note: str
    amount: int
    tax: int
    currency: str
    reimbursed: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A rep's month; costs are in minor units of ``currency``."""

    organisation: str
    rep: str
    first_day: date
    last_day: date
    currency: str
    expected_s: int
    work: Sequence[WorkLine]
    accounts: Sequence[SumLine]
    total: SumLine
    expenses: Sequence[ExpenseLine]

    def expenses_total(self, *, to_reimburse: bool = False) -> dict[str, int]:
        """Return the sums of the expenses by currency: of all, or of what is still to be paid back."""
        sums: dict[str, int] = {}
        for line in self.expenses:
            if not (to_reimburse and line.reimbursed):
                sums[line.currency] = sums.get(line.currency, 0) + line.amount
        return sums
