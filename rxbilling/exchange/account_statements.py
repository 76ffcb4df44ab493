"""What the statement of an account says, whatever file it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChargedLine:
    """An entry: seconds worked, and as they are charged: included in a contract, and billed for an amount.

    ``amount`` is in minor units of ``currency``, None for work without a price (R8); what is not ``billable`` is free.
    """

    day: date
    ticket: str
    subject: str
    service: str
    rep: str
    worked_s: int
    included_s: int
    billed_s: int
    amount: int | None
    currency: str
    billable: bool


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A cycle of a contract: what it includes in a unit (money in ``currency``), what is used and what is left."""

    contract: str
    name: str
    first: date
    last: date | None
    unit: str
    currency: str
    granted: int
    topped_up: int
    carried: int
    used: int
    lapsed: int
    left: int


@dataclass(frozen=True, slots=True)
class AccountStatement:
    """An account's work of some days, and how its contracts stand as of ``made_on``."""

    organisation: str
    account: str
    address: str
    tax_number: str
    first_day: date
    last_day: date
    made_on: date
    work: Sequence[ChargedLine]
    balances: Sequence[BalanceLine]

    def amounts(self) -> dict[str, int]:
        """Return the sums of the amounts by currency."""
        sums: dict[str, int] = {}
        for line in self.work:
            if line.amount is not None and line.billable:
                sums[line.currency] = sums.get(line.currency, 0) + line.amount
        return sums

    def total_s(self) -> tuple[int, int, int]:
        """Return the seconds worked, those that are included and those that are billed."""
        return (
            sum(line.worked_s for line in self.work),
            sum(line.included_s for line in self.work),
            sum(line.billed_s for line in self.work),
        )
