"""What can be asked of work: other prices, another rule, plan or rounding; checked, and made of terms that stay."""

from dataclasses import dataclass, replace

from sqlmodel import Session as Database

from rxbilling.engine import what_if as engine
from rxbilling.engine.terms import Plan, Quantity, Rounding, Terms
from rxbilling.engine.tier_rates import Four, with_tier_rates
from rxbilling.exchange.quote_values import MOST_BASIS_POINTS, MOST_MINOR_UNITS
from rxbilling.locales import N_, Message
from rxbilling.models import BillRule, SupportPlan
from rxbilling.services.access import Invalid
from rxbilling.services.contract_checks import check_rounding
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pricing_plans import plan_of

NO_SHARE = Message(N_("Write by how much prices go up or down, from -100 to 900 percent."))
NO_RULE = Message(N_("Choose a bill rule."))
NO_PLAN = Message(N_("Choose a support plan."))
OTHER_CURRENCY = Message(N_("These plans are in different currencies. Choose one in the same."))
SAME_PLAN = Message(N_("This is the same plan. Choose another one for its place."))
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


def check(db: Database, change: Change) -> None:
    """Refuse what cannot be asked.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    match change:
        case PricesTimes(bp):
            _check(0 <= bp <= MOST_BASIS_POINTS, "percent", NO_SHARE)
        case RulePrice(number, rates):
            _check(may_be_number(number) and db.get(BillRule, number) is not None, "rule", NO_RULE)
            _check_amounts("rates", *rates)
        case PlanTerms(number):
            _plan(db, number, "plan")
            _check_amounts("base_charge", change.base_charge or 0)
            _check_amounts("allowance", change.allowance or 0)
            _check_amounts("overage_rates", *(change.overage_rates or ()))
        case OtherPlan(number, instead):
            before, row = _plan(db, number, "plan"), _plan(db, instead, "instead")
            _check(number != instead, "instead", SAME_PLAN)
            _check(before.currency == row.currency, "instead", OTHER_CURRENCY)
        case OtherRounding(rounding):
            check_rounding(rounding)


def revised(db: Database, terms: Terms, change: Change) -> Terms:
    """Return the terms as they would be.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    check(db, change)
    match change:
        case PricesTimes(bp):
            return engine.with_prices_times(terms, bp)
        case RulePrice(number, rates):
            return _with_rates(terms, str(number), rates)
        case PlanTerms(number):
            row = db.get_one(SupportPlan, number)
            return engine.with_plan(terms, str(number), lambda plan: _changed(plan, row, change))
        case OtherPlan(number, instead):
            other = plan_of(db.get_one(SupportPlan, instead))
            return engine.with_plan(terms, str(number), lambda _: other)
        case OtherRounding(rounding):
            return engine.with_rounding(terms, rounding)


def _with_rates(terms: Terms, key: str, rates: Four) -> Terms:
    rule = next((rule for rule in terms.rules if rule.key == key), None)
    if rule is None:
        raise Invalid("rule", NO_RULE)
    return engine.with_rule_price(terms, key, with_tier_rates(rule.price, rates))


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
