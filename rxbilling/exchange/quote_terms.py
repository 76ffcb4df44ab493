"""A checked quote document as the engine's terms."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import holidays

from rxbilling.engine.terms import (
    NO_FACTOR_BP,
    Account,
    Calendar,
    CarryOver,
    Contract,
    CostRate,
    Cycle,
    Level,
    Plan,
    Price,
    Quantity,
    Rounding,
    Rule,
    Tax,
    Terms,
    TopUp,
)
from rxbilling.exchange.quote_document import (
    CalendarPart,
    ContractPart,
    Document,
    EntryPart,
    PlanPart,
    PricePart,
    QuantityPart,
    RoundingPart,
    RulePart,
)
from rxbilling.exchange.quote_values import TIERS, WEEKDAYS, TierName

NO_CALENDAR = ""  # no key of a document is empty
Rates = tuple[int, int, int, int]


def terms_of(document: Document) -> Terms:
    """Everything but the entries; a document without a default calendar has one in UTC without hours."""
    years = _years(document.entries)
    calendars = {name: _calendar(part, years) for name, part in document.calendars.items()}
    plans = {name: _plan(name, part) for name, part in document.plans.items()}
    nowhere = Calendar("UTC", ((),) * 7)
    accounts = {
        name: Account(calendar=part.calendar, rounding=_rounding(part.rounding))
        for name, part in document.accounts.items()
    }
    return Terms(
        currency=document.currency,
        default_calendar=document.default_calendar or NO_CALENDAR,
        calendars=calendars | {NO_CALENDAR: nowhere},
        rounding=_rounding(document.rounding) or Rounding(),
        accounts=accounts,
        contracts=tuple(_contract(part, plans) for part in sorted(document.contracts, key=lambda part: part.id)),
        rules=tuple(_rule(part) for part in document.rules),
        tax_scope=document.tax_scope,
        cost_rates=tuple(CostRate(part.rep, part.from_, part.amount) for part in document.cost_rates),
    )


def _years(parts: Iterable[EntryPart]) -> set[int]:
    """Years in which entries may lie somewhere in the world."""
    instants = {instant for part in parts for instant in (part.start, part.end) if instant is not None}
    near = {(instant + timedelta(days=days)).year for instant in instants for days in (-2, 2)}
    return near | {date.fromordinal(part.date).year for part in parts if part.date is not None}


def _calendar(part: CalendarPart, years: set[int]) -> Calendar:
    days = set(part.holidays.dates)
    if part.holidays.country is not None:
        public = holidays.country_holidays(part.holidays.country, subdiv=part.holidays.subdivision, years=years)
        days |= {day.toordinal() for day in public}
    hours = tuple(tuple(part.hours.get(day, ())) for day in WEEKDAYS)
    return Calendar(part.zone, hours, frozenset(WEEKDAYS.index(day) for day in part.weekend), frozenset(days))


def _plan(name: str, part: PlanPart) -> Plan:
    overage, carry_over = part.overage_price, part.carry_over
    return Plan(
        key=name,
        cycle=Cycle(part.cycle, part.anchor),
        mode=part.mode,
        base_charge=part.base_charge or 0,
        prorate=part.prorate,
        allowance=None if part.allowance is None else _quantity(part.allowance),
        prorate_allowance=part.prorate_allowance,
        only_operational_draws=part.only_operational_draws,
        burn_bp=_by_tier(part.burn_bp, NO_FACTOR_BP),
        overage=None if overage is None else Price(overage.per, _by_tier({}, overage.amount)),
        carry_over=None if carry_over is None else CarryOver(carry_over.cap, carry_over.cycles),
    )


def _contract(part: ContractPart, plans: Mapping[str, Plan]) -> Contract:
    """A contract; a cover without names is none."""
    return Contract(
        key=part.id,
        account=part.account,
        plan=plans[part.plan],
        first_day=part.start,
        last_day=part.end,
        calendar=part.calendar,
        rounding=_rounding(part.rounding),
        services=frozenset(part.services) if part.services else None,
        products=frozenset(part.products) if part.products else None,
        top_ups=tuple(TopUp(item.id, _quantity(item), item.start, item.end) for item in part.top_ups),
        renews=part.renews,
        discount_bp=part.discount_bp,
        discount_amount=part.discount_amount,
        taxes=tuple(Tax(tax.name, tax.bp) for tax in part.taxes),
    )


def _quantity(part: QuantityPart) -> Quantity:
    return Quantity(part.unit, part.amount)


def _rule(part: RulePart) -> Rule:
    """A criterion without names is none."""
    return Rule(
        key=part.id,
        level=Level[part.level.upper()],
        order=part.order,
        price=_price(part.price),
        of=part.of,
        match=part.match,
        where={field: frozenset(names) for field, names in part.where.items() if names},
        first_day=part.from_,
        last_day=part.to,
        rounding=_rounding(part.rounding),
    )


def _price(part: PricePart) -> Price:
    return Price(
        part.per, _by_tier(part.amounts or {}, part.amount or 0), _by_tier(part.factors_bp or {}, NO_FACTOR_BP)
    )


def _by_tier(values: Mapping[TierName, int], default: int) -> Rates:
    operational, non_operational, weekend, holiday = (values.get(tier, default) for tier in TIERS)
    return operational, non_operational, weekend, holiday


def _rounding(part: RoundingPart | None) -> Rounding | None:
    if part is None or not part.model_fields_set:
        return None
    return Rounding(part.increment_s, part.minimum_s, part.mode, part.scope)
