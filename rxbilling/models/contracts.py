"""What is agreed with customers: support plans, contracts, top-ups, lots and bill rules."""

from typing import Any

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of
from rxbilling.models.expenses import FILE_TYPES
from rxbilling.models.organisation import RoundingColumns, rounding_checks

PLAN_TYPES = ("hour", "request", "fixed", "retainer")
BILLING_MODES = ("prepaid", "postpaid")
CYCLES = ("week", "month", "quarter", "half-year", "year", "contract")
ANCHORS = ("start", "calendar")
UNITS = ("second", "request", "money")
AFTER_ALLOWANCE = ("allow", "warn", "block")
CONTRACT_STATES = ("draft", "active", "terminated")
LOT_KINDS = ("base", "top_up", "carry_over")
RULE_LEVELS = ("contract", "plan", "account", "general")
PRICE_UNITS = ("hour", "request")
POSITIVE_DAYS = "last_day IS NULL OR last_day >= first_day"


class SupportPlan(Row, table=True):
    """A support plan: how a cycle is charged and what it includes (R14 to R18, R21).

    An ``allowance_amount`` of 0 is no allowance, ``overage_rates`` None no price of overage, ``carry_over_cycles`` 0
    no carry-over, ``carry_over_cap`` None no cap. A plan in use is changed by another that ``replaces_id`` it for
    contracts from ``from_day`` on; contracts keep theirs until they are moved. One that is not ``active`` is not chosen
    any more.
    """

    __tablename__ = "support_plan"
    __table_args__ = (
        UniqueConstraint("name"),
        one_of("type", PLAN_TYPES),
        one_of("mode", BILLING_MODES),
        one_of("cycle", CYCLES),
        one_of("anchor", ANCHORS),
        one_of("allowance_unit", UNITS),
        one_of("overage_per", PRICE_UNITS),
        one_of("after_allowance", AFTER_ALLOWANCE),
        check("allowance", "allowance_amount >= 0"),
        check("base_charge", "base_charge >= 0"),
        check("grace", "grace_bp >= 0"),
    )
    name: str
    description: str = ""
    type: str = "hour"
    mode: str = "postpaid"
    cycle: str = "month"
    anchor: str = "start"
    currency: str
    base_charge: int = big(default=0)
    prorate: bool = False
    allowance_unit: str = "second"
    allowance_amount: int = big(default=0)
    prorate_allowance: bool = False
    only_operational_draws: bool = False
    burn_bp: list[int] = Field(default=[10_000] * 4, sa_type=JSON)
    overage_per: str = "hour"
    overage_rates: list[int] | None = Field(default=None, sa_type=JSON)
    after_allowance: str = "allow"
    grace_bp: int = 0
    carry_over_cap: int | None = big(default=None)
    carry_over_cycles: int = 0
    is_default: bool = False
    replaces_id: int | None = Field(default=None, foreign_key="support_plan.id")
    from_day: int | None = None
    active: bool = True


class TopUpOffer(Row, table=True):
    """A top-up that can be bought for a plan."""

    __tablename__ = "top_up_offer"
    __table_args__ = (one_of("unit", UNITS), check("amount", "amount > 0"), check("price", "price >= 0"))
    plan_id: int = Field(foreign_key="support_plan.id", index=True)
    name: str
    unit: str
    amount: int = big()
    price: int = big()


class Contract(Row, RoundingColumns, table=True):
    """A contract of an account. Days are local days of its calendar, both included (R6a).

    ``overrides`` are columns of its plan that are agreed otherwise; ``notice_days`` and ``notice_percents`` None are
    those of the organisation. A terminated contract ends with ``last_day``. One that goes on under other terms in the
    middle of its term has ``term_first_day``, since when that runs: it is renewed for as long.
    """

    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("renewal_of_id"),
        one_of("state", CONTRACT_STATES),
        check("days", POSITIVE_DAYS),
        check("discount", "discount_bp BETWEEN 0 AND 10000"),
        *rounding_checks(),
    )
    number: str
    name: str
    account_id: int = Field(foreign_key="account.id", index=True)
    plan_id: int = Field(foreign_key="support_plan.id", index=True)
    first_day: int
    last_day: int | None = None
    term_first_day: int | None = None
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")
    currency: str | None = None
    purchase_order: str = ""
    discount_bp: int = 0
    discount_amount: int = big(default=0)
    taxes: list[dict[str, str | int]] = Field(default=[], sa_type=JSON)
    bill_email: str = ""
    payment_days: int = 30
    auto_renew: bool = False
    state: str = "active"
    renewal_of_id: int | None = Field(default=None, foreign_key="contract.id")
    note: str = ""
    overrides: dict[str, Any] = Field(default={}, sa_type=JSON)
    end_reason: str = ""
    notice_days: list[int] | None = Field(default=None, sa_type=JSON)
    notice_percents: list[int] | None = Field(default=None, sa_type=JSON)
    notice_emails: list[str] = Field(default=[], sa_type=JSON)


class ContractPerson(Row, table=True):
    """A user who looks after a contract, and is told of it."""

    __tablename__ = "contract_person"
    __table_args__ = (UniqueConstraint("contract_id", "user_id"),)
    contract_id: int = Field(foreign_key="contract.id", ondelete="CASCADE", index=True)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE")


class ContractFile(Row, table=True):
    """A file that belongs to a contract; ``media_type`` is what its content was found to be."""

    __tablename__ = "contract_file"
    __table_args__ = (one_of("media_type", FILE_TYPES), check("size", "size > 0"))
    contract_id: int = Field(foreign_key="contract.id", ondelete="CASCADE", index=True)
    filename: str
    media_type: str
    size: int
    added_at: int = big()
    content: bytes = Field(sa_type=LargeBinary)


class ContractCover(Row, table=True):
    """A service or product that a contract covers; a contract without any covers all work of its account."""

    __tablename__ = "contract_cover"
    __table_args__ = (
        UniqueConstraint("contract_id", "service_id", "product"),
        check("one", "(service_id IS NULL) <> (product IS NULL)"),
    )
    contract_id: int = Field(foreign_key="contract.id", ondelete="CASCADE", index=True)
    service_id: int | None = Field(default=None, foreign_key="service.id")
    product: str | None = None


class TopUp(Row, table=True):
    """An amount bought beside the base allowance of a contract (R14); ``name`` is that of the offer, if it was one."""

    __tablename__ = "top_up"
    __table_args__ = (one_of("unit", UNITS), check("amount", "amount > 0"), check("days", "last_day >= first_day"))
    contract_id: int = Field(foreign_key="contract.id", index=True)
    unit: str
    amount: int = big()
    price: int = big(default=0)
    first_day: int
    last_day: int
    name: str = ""


class Lot(Row, table=True):
    """What a cycle, a top-up or a carry-over grants, and how much of it is drawn (R14), as the engine says.

    ``key`` is the engine's name of it. ``drawn`` is in whole units, rounded up; it exceeds ``granted`` where a plan
    gives less than what is billed already. ``last_day`` None has no end.
    """

    __table_args__ = (
        UniqueConstraint("key"),
        one_of("kind", LOT_KINDS),
        one_of("unit", UNITS),
        check("drawn", "drawn >= 0"),
        check("days", POSITIVE_DAYS),
    )
    key: str
    contract_id: int = Field(foreign_key="contract.id", index=True)
    kind: str
    top_up_id: int | None = Field(default=None, foreign_key="top_up.id")
    unit: str
    granted: int = big()
    drawn: int = big(default=0)
    first_day: int
    last_day: int | None = None


class BillRule(Row, RoundingColumns, table=True):
    """A price and what it applies to (R7, R9).

    ``level_of_id`` is the contract, plan or account of a rule of that level; ``criteria`` maps a field to the
    numbers (or words) that it accepts; ``rates`` and ``factors_bp`` have one item a tier.
    """

    __tablename__ = "bill_rule"
    __table_args__ = (
        UniqueConstraint("level", "level_of_id", "position"),
        one_of("level", RULE_LEVELS),
        one_of("match", ("all", "any")),
        one_of("per", PRICE_UNITS),
        check("of", "(level = 'general') = (level_of_id = 0)"),
        check("days", "first_day IS NULL OR last_day IS NULL OR last_day >= first_day"),
        *rounding_checks(),
    )
    name: str
    level: str = "general"
    level_of_id: int = 0
    position: int
    match: str = "all"
    criteria: dict[str, list[int | str]] = Field(default={}, sa_type=JSON)
    first_day: int | None = None
    last_day: int | None = None
    currency: str
    per: str = "hour"
    rates: list[int] = Field(sa_type=JSON)
    factors_bp: list[int] = Field(default=[10_000] * 4, sa_type=JSON)
    active: bool = True
