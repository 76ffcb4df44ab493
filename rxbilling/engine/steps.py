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
    """How long a group of segments is for the bill (R11 to R13).

    The group's worked seconds, rounded, less what is billed already, are ``billable_s``. Each of the entry's segments
    gets them in proportion to its ``worked_s`` of the group's ``open_s`` (worked and not billed yet), in whole seconds
    rounded down; the ``spare_s`` that this leaves go, one each, to the largest remainders, so to those whose ``places``
    (from 0, by remainder, then work order) are below it. ``shares_s`` is what comes of it; ``portions`` has the
    portions of each segment.
    """

    portions: tuple[tuple[int, ...], ...]
    source: Source
    scope: str
    group_s: int
    minimum_s: int
    increment_s: int
    mode: str
    rounded_s: int
    billed_s: int
    billable_s: int
    open_s: int
    spare_s: int
    worked_s: tuple[int, ...]
    places: tuple[int, ...]
    shares_s: tuple[int, ...]
    step: Literal["rounding"] = "rounding"


@dataclass(frozen=True, slots=True)
class LotStep:
    """What a portion drew (R14 to R16): of the units that its segment asked for, the lot gave some.

    ``drawn`` is what the lot lost for it, in 1/10,000 of its unit: units x burn factor, or all that the lot had left.
    Work that goes with a request counted before has 0 units.
    """

    portion: int
    lot: str
    kind: str
    unit: str
    asked: int
    units: int
    burn_bp: int
    drawn: int
    step: Literal["lot"] = "lot"


@dataclass(frozen=True, slots=True)
class AmountStep:
    """Rate x factor x billable seconds / 3600, or x requests, rounded half away from zero (R10, R19), less ``covered``.

    ``requests`` is None for a price per hour, and 0 where other work of the ticket carries it. ``covered`` is what lots
    of money paid of the same segment, whose whole seconds are then counted.
    """

    portion: int
    rate: int
    factor_bp: int
    billable_s: int
    requests: int | None
    covered: int
    amount: int
    step: Literal["amount"] = "amount"


@dataclass(frozen=True, slots=True)
class CostStep:
    """Cost: the sum of rate x worked seconds / 3600, rounded once (R20)."""

    rates: tuple[int, ...]
    worked_s: tuple[int, ...]
    cost: int
    step: Literal["cost"] = "cost"


Step = CalendarStep | CutStep | PriceStep | RoundingStep | LotStep | AmountStep | CostStep
