"""What a person says of a bill rule, checked against what is stored (R7, R9, R11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.engine.terms import Price, Rounding
from rxbilling.engine.tier_rates import rates_of
from rxbilling.exchange.amounts import TOO_LARGE
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.exchange.quote_values import MOST_BASIS_POINTS, MOST_MINOR_UNITS, MOST_SECONDS
from rxbilling.locales import N_, Message
from rxbilling.models import Account, BillRule, Rep, Service, rule_rows
from rxbilling.services.access import Invalid
from rxbilling.services.entry_drafts import known
from rxbilling.services.expense_drafts import NO_CURRENCY, currencies
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.pricing_terms import rounding_of

Criteria = Mapping[str, tuple[int | str, ...]]
ROWS: dict[str, type[SQLModel]] = {"account": Account, "service": Service, "rep": Rep}
FIELDS = (*ROWS, *rule_rows.WORDS)
LEVELS = ("general", *rule_rows.OWNERS)
LONGEST_NAME, LONGEST_WORD, MOST_VALUES = 80, 100, 200
NO_NAME = Message(N_("Give it a name of 1 to {count} characters."), {"count": LONGEST_NAME})
NO_OWNER = Message(N_("Choose whose rule it is."))
NO_WORD = Message(N_("Choose at most {count} values, of at most {length} characters."),
                  {"count": MOST_VALUES, "length": LONGEST_WORD})  # fmt: skip
NO_FACTOR = Message(N_("A factor is 0 to 100."))
NO_ROUNDING = Message(N_("A rounding step or minimum is 0 seconds to 115 days."))
ENDS_BEFORE = Message(N_("The last day is not before the first."))


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A bill rule as somebody wants it.

    ``level_of_id`` is the contract, plan or account that it belongs to, 0 for a general one. It is tried right after
    the rule ``after`` of its level, first of all for 0. Days are both included.
    """

    name: str
    currency: str
    price: Price
    level: str = "general"
    level_of_id: int = 0
    after: int = 0
    match: str = "all"
    criteria: Criteria = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None
    rounding: Rounding | None = None


def draft_of(rule: BillRule, after: int) -> RuleDraft:
    """Return a stored rule as a draft; ``after`` is the rule before it."""
    return RuleDraft(
        name=rule.name,
        currency=rule.currency,
        price=Price("request" if rule.per == "request" else "hour", rates_of(rule.rates), rates_of(rule.factors_bp)),
        level=rule.level,
        level_of_id=rule.level_of_id,
        after=after,
        match=rule.match,
        criteria={name: tuple(values) for name, values in rule.criteria.items() if values},
        first_day=None if rule.first_day is None else date.fromordinal(rule.first_day),
        last_day=None if rule.last_day is None else date.fromordinal(rule.last_day),
        rounding=rounding_of(rule),
    )


def check(db: Database, draft: RuleDraft) -> None:
    """Refuse what cannot be stored.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    if not 0 < len(plain(draft.name).strip()) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    check_owner(db, draft.level, draft.level_of_id)
    _check_criteria(db, draft.criteria)
    _check_price(draft)
    _check_days(draft)
    rounding = draft.rounding or Rounding()
    if not (0 <= rounding.increment_s <= MOST_SECONDS and 0 <= rounding.minimum_s <= MOST_SECONDS):
        raise Invalid("rounding", NO_ROUNDING)


def check_owner(db: Database, level: str, of: int) -> None:
    """Refuse a level that there is not, and a contract, plan or account that there is not.

    Raises:
        Invalid: there is none.
    """
    is_general = level == "general" and of == 0
    if not is_general and not (may_be_number(of) and rule_rows.owner_name(db, level, of)):
        raise Invalid("level", NO_OWNER)


def _check_criteria(db: Database, criteria: Criteria) -> None:
    for name, values in criteria.items():
        if name not in FIELDS or len(values) > MOST_VALUES:
            raise Invalid("criteria", NO_WORD)
        for value in values:
            if name in ROWS:
                known(db, ROWS[name], name, value if isinstance(value, int) else 0)
            elif not 0 < len(str(value)) <= LONGEST_WORD or plain(str(value)) != value:
                raise Invalid(name, NO_WORD)


def _check_price(draft: RuleDraft) -> None:
    if draft.currency not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": draft.currency[:10]}))
    if not all(0 <= rate <= MOST_MINOR_UNITS for rate in draft.price.rates):
        raise Invalid("rate", TOO_LARGE)
    for tier, factor in enumerate(draft.price.factors_bp):
        if not 0 <= factor <= MOST_BASIS_POINTS:
            raise Invalid(f"factor_{tier}", NO_FACTOR)


def _check_days(draft: RuleDraft) -> None:
    for name, day in (("first_day", draft.first_day), ("last_day", draft.last_day)):
        if day is not None and not FIRST_DAY <= day.toordinal() <= LAST_DAY:
            raise Invalid(name, NOT_OUR_TIME)
    if draft.first_day and draft.last_day and draft.last_day < draft.first_day:
        raise Invalid("last_day", ENDS_BEFORE)
