"""The shape of a quote document: what each key may hold, beside what keys say of one another."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rxbilling.exchange.quote_values import (
    MOST_ENTRIES,
    BasisPoints,
    Criterion,
    Day,
    Hours,
    Instant,
    Key,
    Money,
    NearDay,
    Quantum,
    Rank,
    Seconds,
    TierName,
    Weekday,
)


class Part(BaseModel):
    """A part of the document: unknown keys are problems, and so is a number written as text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RoundingPart(Part):
    """Rounding policy (R11). An object without keys says nothing, as null does."""

    increment_s: Seconds = 0
    minimum_s: Seconds = 0
    mode: Literal["up", "nearest", "down"] = "up"
    scope: Literal["entry", "ticket-day", "ticket", "day", "cycle"] = "entry"


class HolidaysPart(Part):
    """Public holidays of a country, and own dates (R3)."""

    country: Key | None = None
    subdivision: Key | None = None
    dates: list[Day] = []


class CalendarPart(Part):
    """A calendar (R3)."""

    zone: Key
    hours: dict[Weekday, list[Hours]] = {}
    weekend: list[Weekday] = ["sat", "sun"]
    holidays: HolidaysPart = HolidaysPart()


class AccountPart(Part):
    """An account's own settings."""

    calendar: Key | None = None
    rounding: RoundingPart | None = None


class QuantityPart(Part):
    """An amount in a unit of its own."""

    unit: Literal["second", "request", "money"]
    amount: Quantum


class OveragePart(Part):
    """Price of work beyond the allowance."""

    per: Literal["hour", "request"] = "hour"
    amount: Money


class CarryOverPart(Part):
    """How much of an unused allowance moves on, and for how many cycles (R17)."""

    cap: Quantum | None = None
    cycles: Annotated[int, Field(ge=1, le=1000)] = 1


class PlanPart(Part):
    """A support plan. Its type says what it must have, and has no effect on prices."""

    type: Literal["hour", "request", "fixed", "retainer"] = "hour"
    mode: Literal["prepaid", "postpaid"] = "postpaid"
    cycle: Literal["week", "month", "quarter", "half-year", "year", "contract"] = "contract"
    anchor: Literal["start", "calendar"] = "start"
    base_charge: Money | None = None
    prorate: bool = False
    allowance: QuantityPart | None = None
    prorate_allowance: bool = False
    only_operational_draws: bool = False
    burn_bp: dict[TierName, BasisPoints] = {}
    overage_price: OveragePart | None = None
    carry_over: CarryOverPart | None = None


class TaxPart(Part):
    """A tax with its rate."""

    name: Key
    bp: BasisPoints


class TopUpPart(QuantityPart):
    """Allowance bought for a while."""

    id: Key
    start: Day
    end: Day


class ContractPart(Part):
    """A contract (R6a). ``renews`` is the id of the contract whose unused allowance it inherits."""

    id: Key
    account: Key
    plan: Key
    start: NearDay
    end: Day | None = None
    calendar: Key | None = None
    rounding: RoundingPart | None = None
    services: list[Key] | None = None
    products: list[Key] | None = None
    renews: Key | None = None
    discount_bp: Annotated[int, Field(ge=0, le=10_000)] = 0
    discount_amount: Money = 0
    taxes: list[TaxPart] = []
    top_ups: list[TopUpPart] = []


class PricePart(Part):
    """A price (R9): an amount, an amount and factors, or an amount for each tier."""

    per: Literal["hour", "request"] = "hour"
    amount: Money | None = None
    amounts: dict[TierName, Money] | None = None
    factors_bp: dict[TierName, BasisPoints] | None = None


class RulePart(Part):
    """A bill rule (R7)."""

    id: Key
    level: Literal["contract", "plan", "account", "general"]
    of: Key | None = None
    order: Rank
    match: Literal["all", "any"] = "all"
    where: dict[Criterion, list[Key]] = {}
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    price: PricePart
    rounding: RoundingPart | None = None


class CostRatePart(Part):
    """What an hour of a rep costs from a date on (R20)."""

    rep: Key
    from_: Day | None = Field(default=None, alias="from")
    amount: Money


class EntryPart(Part):
    """A time entry: with start and end, or with date, seconds and tier (R6)."""

    id: Key
    account: Key
    rep: Key | None = None
    role: Key | None = None
    service: Key | None = None
    ticket: Key | None = None
    product: Key | None = None
    priority: Key | None = None
    ticket_type: Key | None = None
    start: Instant | None = None
    end: Instant | None = None
    date: NearDay | None = None
    seconds: Seconds | None = None
    tier: TierName | None = None
    billable: bool = True
    override: Money | None = None


class Document(Part):
    """A quote document."""

    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    default_calendar: Key | None = None
    calendars: dict[Key, CalendarPart] = {}
    rounding: RoundingPart | None = None
    tax_scope: Literal["bill", "line"] = "bill"
    accounts: dict[Key, AccountPart] = {}
    plans: dict[Key, PlanPart] = {}
    contracts: list[ContractPart] = []
    rules: list[RulePart] = []
    cost_rates: list[CostRatePart] = []
    entries: Annotated[list[EntryPart], Field(max_length=MOST_ENTRIES)] = []
