"""What the engine is told about prices: frozen values, no behaviour.

Money is an integer count of minor units (R2), a factor is in basis points, a length in seconds, a date a
proleptic Gregorian ordinal (``date.toordinal``). Keys are the caller's own strings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

NO_FACTOR_BP = 10_000
Unit = Literal["second", "request", "money"]


class Tier(IntEnum):
    """Where a second belongs (R4); the value is the code in every column."""

    OPERATIONAL = 0
    NON_OPERATIONAL = 1
    WEEKEND = 2
    HOLIDAY = 3


class Level(IntEnum):
    """Where a price was found, nearest to the entry first (R7)."""

    OVERRIDE = 0
    CONTRACT = 1
    PLAN = 2
    ACCOUNT = 3
    GENERAL = 4


@dataclass(frozen=True, slots=True)
class Rounding:
    """Rounding policy (R11). ``increment_s`` 0 or 1 rounds nothing."""

    increment_s: int = 0
    minimum_s: int = 0
    mode: Literal["up", "nearest", "down"] = "up"
    scope: Literal["entry", "ticket-day", "ticket", "day", "cycle"] = "entry"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Zone, hours, weekend and holidays (R3).

    ``hours`` has seven items, Monday first; each is a tuple of (opening, closing) in seconds after local
    midnight, the closing above 86,400 where the interval crosses midnight.
    """

    zone: str
    hours: tuple[tuple[tuple[int, int], ...], ...]
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Price:
    """Shape of a price (R9): a rate and a factor for each of the four tiers, in the order of ``Tier``."""

    per: Literal["hour", "request"]
    rates: tuple[int, int, int, int]
    factors_bp: tuple[int, int, int, int] = (NO_FACTOR_BP,) * 4


@dataclass(frozen=True, slots=True)
class Rule:
    """A bill rule (R7). ``of`` is the key of its contract, plan or account; None for a general rule.

    ``where`` maps a field (account, service, rep, role, product, priority, ticket_type) to the keys it
    accepts; without criteria the rule matches everything. Dates are ordinals, both ends included. ``currency`` None is
    that of ``Terms``.
    """

    key: str
    level: Level
    order: int
    price: Price
    of: str | None = None
    match: Literal["all", "any"] = "all"
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first_day: int | None = None
    last_day: int | None = None
    currency: str | None = None
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account's own calendar, currency and rounding; None takes the default."""

    calendar: str | None = None
    currency: str | None = None
    rounding: Rounding | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """How long a contract's bill cycle is and where it begins (R21): at the contract's start, or with the calendar."""

    length: Literal["week", "month", "quarter", "half-year", "year", "contract"] = "contract"
    anchor: Literal["start", "calendar"] = "start"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Seconds, requests, or minor units of the contract's currency."""

    unit: Unit
    amount: int


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What an unused base lot leaves to the next cycles (R17): at most ``cap`` of its unit, for ``cycles`` cycles."""

    cap: int | None = None
    cycles: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A support plan: what a cycle costs and what it includes (R14 to R17, R21)."""

    key: str
    cycle: Cycle = Cycle()
    mode: Literal["prepaid", "postpaid"] = "postpaid"
    base_charge: int = 0
    prorate: bool = False
    allowance: Quantity | None = None
    prorate_allowance: bool = False
    only_operational_draws: bool = False
    burn_bp: tuple[int, int, int, int] = (NO_FACTOR_BP,) * 4
    overage: Price | None = None
    carry_over: CarryOver | None = None


@dataclass(frozen=True, slots=True)
class TopUp:
    """Allowance bought beside the plan's (R14). Days are local days of the contract's calendar, both included."""

    key: str
    granted: Quantity
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax and its rate in basis points (R22)."""

    name: str
    bp: int


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of an account (R6a). Days are local days of its calendar, both included.

    Between contracts of equal cover and start the earlier in ``Terms.contracts`` is taken: list them by id. ``renews``
    is the key of the contract whose unused allowance it inherits (R17). All its lots have one unit.
    """

    key: str
    account: str
    plan: Plan
    first_day: int
    last_day: int | None = None
    calendar: str | None = None
    currency: str | None = None
    rounding: Rounding | None = None
    services: frozenset[str] | None = None
    products: frozenset[str] | None = None
    top_ups: tuple[TopUp, ...] = ()
    renews: str | None = None
    discount_bp: int = 0
    discount_amount: int = 0
    taxes: tuple[Tax, ...] = ()


@dataclass(frozen=True, slots=True)
class CostRate:
    """What an hour of a rep costs from a day on (R20), minor units of the default currency."""

    rep: str
    first_day: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything that decides a price, beside the entries."""

    currency: str
    default_calendar: str
    calendars: Mapping[str, Calendar]
    rounding: Rounding = Rounding()
    accounts: Mapping[str, Account] = field(default_factory=dict)
    contracts: tuple[Contract, ...] = ()
    rules: tuple[Rule, ...] = ()
    tax_scope: Literal["bill", "line"] = "bill"
    cost_rates: tuple[CostRate, ...] = ()
