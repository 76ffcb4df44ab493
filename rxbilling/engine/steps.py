"""The steps of an explanation (R28), each a value of integers, strings and tuples of them."""

from dataclasses import dataclass
from typing import Literal

Source = Literal["rule", "contract", "account", "default"]


@dataclass(frozen=True, slots=True)
class CalendarStep:
    """The contract of a portion (key, and its cycle's first day as an ordinal) and the calendar chosen (R3, R6a)."""

    portion: int
    contract: str | None
    cycle: int | None
    calendar: str
    zone: str
    source: Source
    step: Literal["calendar"] = "calendar"


@dataclass(frozen=True, slots=True)
class CutStep:
    """A portion's instants (epoch seconds) and tier; ``stated`` if the tier was given with the entry (R5, R6)."""

    portion: int
    start: int
    end: int
    worked_s: int
    tier: str
    stated: bool
    step: Literal["cut"] = "cut"


@dataclass(frozen=True, slots=True)
class PriceStep:
    """The level and rule that set the price (R7); both None if the work is free or if no rule matched (R8)."""

    portion: int
    kind: str
    level: str | None
    rule: str | None
    order: int | None
    step: Literal["price"] = "price"


@dataclass(frozen=True, slots=True)
class RoundingStep:
    """Portions rounded together, and each one's share of the result (R11 to R13)."""

    portions: tuple[int, ...]
    source: Source
    scope: str
    worked_s: int
    minimum_s: int
    increment_s: int
    mode: str
    billable_s: int
    shares_s: tuple[int, ...]
    step: Literal["rounding"] = "rounding"


@dataclass(frozen=True, slots=True)
class AmountStep:
    """Rate x factor x billable seconds / 3600, rounded half away from zero (R19)."""

    portion: int
    rate: int
    factor_bp: int
    billable_s: int
    amount: int
    step: Literal["amount"] = "amount"


@dataclass(frozen=True, slots=True)
class CostStep:
    """Cost: the sum of rate x worked seconds / 3600, rounded once (R20)."""

    rates: tuple[int, ...]
    worked_s: tuple[int, ...]
    cost: int
    step: Literal["cost"] = "cost"


Step = CalendarStep | CutStep | PriceStep | RoundingStep | AmountStep | CostStep
