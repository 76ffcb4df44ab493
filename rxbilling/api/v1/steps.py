"""The steps of an explanation, and portions: as in the answer to a quote."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from rxbilling.exchange.quote_values import TierName

Source = Annotated[
    Literal["rule", "contract", "account", "default"],
    Field(description="Whose choice it was; default: the organisation's."),
]
PORTION = "Which portion it is about, counted from 0."
Which = Annotated[int, Field(description=PORTION)]


class CalendarStep(BaseModel):
    """Which contract and calendar hold for a portion."""

    step: Literal["calendar"]
    portion: Which
    contract: str | None
    cycle: Annotated[str | None, Field(description="First day of the bill cycle.")]
    calendar: str | None
    zone: str
    source: Source


class CutStep(BaseModel):
    """When a portion was, and its tier."""

    step: Literal["cut"]
    portion: Which
    start: Annotated[str, Field(description="With its offset; where the tier was stated, a date.")]
    end: str | None
    worked_s: int
    tier: TierName
    stated: Annotated[bool, Field(description="Whether the tier was stated, as there is no clock.")]


class PriceStep(BaseModel):
    """Which rule set the price."""

    step: Literal["price"]
    portion: Which
    kind: str
    level: str | None
    rule: str | None
    order: int | None


class RoundingStep(BaseModel):
    """How worked time became billable time."""

    step: Literal["rounding"]
    portions: Annotated[list[list[int]], Field(description="The portions of each segment.")]
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
    worked_s: list[int]
    places: list[int]
    shares_s: list[int]


class LotStep(BaseModel):
    """What a portion drew from a lot; `drawn` is in 1/10,000 of its unit."""

    step: Literal["lot"]
    portion: Which
    lot: str
    kind: str
    unit: str
    asked: int
    units: int
    burn_bp: int
    drawn: int


class AmountStep(BaseModel):
    """Rate × factor × billable seconds / 3600, or × requests, rounded once, less what a lot of money covered."""

    step: Literal["amount"]
    portion: Which
    rate: int
    factor_bp: int
    billable_s: int
    requests: int | None
    covered: int
    amount: int


class CostStep(BaseModel):
    """The rep's rates × worked seconds / 3600, rounded once."""

    step: Literal["cost"]
    rates: list[int]
    worked_s: list[int]
    cost: int


Step = Annotated[
    CalendarStep | CutStep | PriceStep | RoundingStep | LotStep | AmountStep | CostStep, Field(discriminator="step")
]


class Portion(BaseModel):
    """A part of an entry with one price; keys name lots and rules."""

    start: Annotated[str | None, Field(description="With its offset; null without a clock.")]
    end: str | None
    tier: TierName
    kind: Literal["plain", "included", "overage", "request", "free"]
    worked_s: int
    billable_s: int
    lot: str | None
    rule: str | None
    level: Literal["override", "contract", "plan", "account", "general"] | None
    rate: Annotated[int | None, Field(description="Minor units an hour, or a request.")]
    amount: Annotated[int | None, Field(description="Minor units; null without a price.")]
