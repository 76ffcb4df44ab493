"""What can be asked of work: other prices, another rule, plan or rounding; checked, and made of terms that stay."""

from dataclasses import dataclass, replace

from sqlmodel import Session as Database

from rxbilling.engine import what_if as engine
from rxbilling.engine.terms import Plan, Quantity, Rounding, Terms
from rxbilling.engine.tier_rates import Four, with_tier_rates
from rxbilling.exchange.quote_values import MOST_BASIS_POINTS, MOST_MINOR_UNITS, MOST_SECONDS
from rxbilling.locales import N_, Message
from rxbilling.models import BillRule, SupportPlan
from rxbilling.services.access import Invalid
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pricing_plans import plan_of

NO_SHARE = Message(N_("Write by how much prices go up or down, from -100 to 900 percent."))
NO_RULE = Message(N_("Choose a bill rule."))
NO_PLAN = Message(N_("Choose a support plan."))
OTHER_CURRENCY = Message(N_("These plans are in different currencies. Choose one in the same."))
NO_AMOUNT = Message(N_("An amount is not negative, and not larger than what can be charged."))


@dataclass(frozen=True, slots=True)
class PricesTimes:
    """All prices of rules and beyond allowances are multiplied, in basis points."""

    bp: int


@dataclass(frozen=True, slots=True)
class RulePrice:
    """A rule has other prices, one for each tier with its factor (``engine.tier_rates``)."""

    rule_id: int
    rates: Four


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """A plan has another base charge, allowance or price beyond it; None as it is."""

    plan_id: int
    base_charge: int | None = None
    allowance: int | None = None
    overage_rates: Four | None = None


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """The contracts of a plan have another one in its place."""

    plan_id: int
    instead_id: int


@dataclass(frozen=True, slots=True)
class OtherRounding:
    """All work is rounded like this where its rule does not say otherwise."""

    rounding: Rounding


Change = PricesTimes | RulePrice | PlanTerms | OtherPlan | OtherRounding


def revised(db: Database, terms: Terms, change: Change) -> Terms:
    """Return the terms as they would be.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    match change:
        case PricesTimes(bp):
            _check(0 <= bp <= MOST_BASIS_POINTS, "percent", NO_SHARE)
            return engine.with_prices_times(terms, bp)
        case RulePrice(number, rates):
            return _with_rates(db, terms, number, rates)
        case PlanTerms(number):
            return _with_terms(db, terms, number, change)
        case OtherPlan(number, instead):
            return _with_other(db, terms, number, instead)
        case OtherRounding(rounding):
            is_known = 0 <= rounding.increment_s <= MOST_SECONDS and 0 <= rounding.minimum_s <= MOST_SECONDS
            _check(is_known, "rounding_increment", NO_AMOUNT)
            return engine.with_rounding(terms, rounding)


def _with_rates(db: Database, terms: Terms, number: int, rates: Four) -> Terms:
    _check(may_be_number(number) and db.get(BillRule, number) is not None, "rule", NO_RULE)
    _check_amounts("rates", *rates)
    rule = next((rule for rule in terms.rules if rule.key == str(number)), None)
    _check(rule is not None, "rule", NO_RULE)
    return engine.with_rule_price(terms, str(number), with_tier_rates(rule.price, rates)) if rule else terms


def _with_terms(db: Database, terms: Terms, number: int, change: PlanTerms) -> Terms:
    row = _plan(db, number, "plan")
    _check_amounts("base_charge", change.base_charge or 0)
    _check_amounts("allowance", change.allowance or 0)
    _check_amounts("overage_rates", *(change.overage_rates or ()))
    return engine.with_plan(terms, str(number), lambda plan: _changed(plan, row, change))


def _changed(plan: Plan, row: SupportPlan, change: PlanTerms) -> Plan:
    """Return a plan with what is asked for in the place of its own."""
    own = plan_of(row)
    if change.base_charge is not None:
        plan = replace(plan, base_charge=change.base_charge)
    if change.allowance is not None:
        unit = own.allowance.unit if own.allowance else "second"
        plan = replace(plan, allowance=Quantity(unit, change.allowance) if change.allowance else None)
    if change.overage_rates is not None and plan.overage is not None:
        plan = replace(plan, overage=replace(plan.overage, rates=change.overage_rates))
    return plan


def _with_other(db: Database, terms: Terms, number: int, instead: int) -> Terms:
    before, row = _plan(db, number, "plan"), _plan(db, instead, "instead")
    _check(before.currency == row.currency, "instead", OTHER_CURRENCY)
    other = plan_of(row)
    return engine.with_plan(terms, str(number), lambda _: other)


def _plan(db: Database, number: int, field: str) -> SupportPlan:
    row = db.get(SupportPlan, number) if may_be_number(number) else None
    if row is None:
        raise Invalid(field, NO_PLAN)
    return row


def _check_amounts(field: str, *amounts: int) -> None:
    _check(all(0 <= amount <= MOST_MINOR_UNITS for amount in amounts), field, NO_AMOUNT)


def _check(is_good: bool, field: str, message: Message) -> None:
    if not is_good:
        raise Invalid(field, message)
