"""The terms of the engine, made of the tables; its keys are the tables' numbers as text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import holidays
from sqlmodel import Session as Database

from rxbilling.engine import terms as engine
from rxbilling.engine.tier_rates import rates_of
from rxbilling.models import BillRule, Calendar, Contract, ContractCover
from rxbilling.models.agreed_rows import Agreed, agreed
from rxbilling.models.organisation import RoundingColumns
from rxbilling.models.pricing_rows import Scope
from rxbilling.services.pricing_plans import agreed_plan, of_one_unit, plan_of, top_up_of

LEVELS = {level.name.lower(): level for level in engine.Level}


def load(db: Database, years: Iterable[int], scope: Scope = None) -> engine.Terms:
    """Read the terms of the work of some accounts (None: of all); public holidays are those of the years given."""
    rows = agreed(db, scope)
    own_days = defaultdict(set)
    for holiday in rows.own_holidays:
        own_days[holiday.calendar_id].add(holiday.day)
    span = tuple(sorted(years))
    calendars = {str(row.id): _calendar(row, own_days[row.id or 0], span) for row in rows.calendars}
    return engine.Terms(
        currency=rows.organisation.currency,
        default_calendar=str(rows.organisation.calendar_id),
        calendars=calendars,
        rounding=rounding_of(rows.organisation) or engine.Rounding(),
        accounts={
            str(row.id): engine.Account(_key(row.calendar_id), row.currency, rounding_of(row)) for row in rows.accounts
        },
        contracts=tuple(contracts_of(rows)),
        rules=tuple(map(_rule, rows.rules)),
        tax_scope=rows.organisation.tax_scope,  # type: ignore[arg-type]  # checked by the table
        cost_rates=tuple(engine.CostRate(str(row.rep_id), row.first_day, row.amount) for row in rows.cost_rates),
    )


@lru_cache(maxsize=1024)
def public_holidays(country: str, subdivision: str | None, years: tuple[int, ...]) -> frozenset[int]:
    """Return the public holidays of some years as ordinals."""
    days = holidays.country_holidays(country, subdiv=subdivision, years=years)
    return frozenset(day.toordinal() for day in days)


def years_between(first_day: int, last_day: int) -> range:
    """Return the years of a span of ordinals and a day more at either end, as zones reach over midnight."""
    return range(date.fromordinal(first_day - 1).year, date.fromordinal(last_day + 1).year + 1)


def _key(number: int | None) -> str | None:
    return None if number is None else str(number)


def _calendar(row: Calendar, own_days: set[int], years: tuple[int, ...]) -> engine.Calendar:
    country = row.holiday_country
    public = public_holidays(country, row.holiday_subdivision, years) if country else frozenset()
    return engine.Calendar(
        zone=row.zone,
        hours=tuple(tuple((opens, closes) for opens, closes in day) for day in row.hours),
        weekend=frozenset(row.weekend),
        holidays=public | own_days,
    )


def rounding_of(row: RoundingColumns) -> engine.Rounding | None:
    """Return a row's own policy; the words of mode and scope are those of the engine (CHECK constraints)."""
    if row.rounding_increment_s is None:
        return None
    return engine.Rounding(
        row.rounding_increment_s,
        row.rounding_minimum_s,
        row.rounding_mode,  # type: ignore[arg-type]  # checked by the table
        row.rounding_scope,  # type: ignore[arg-type]  # checked by the table
    )


def contracts_of(rows: Agreed) -> Iterable[engine.Contract]:
    """Return the contracts of some rows, in their order."""
    plans, shared = {plan.id: plan for plan in rows.plans}, {plan.id: plan_of(plan) for plan in rows.plans}
    covers, bought = defaultdict(list), defaultdict(list)
    for cover in rows.covers:
        covers[cover.contract_id].append(cover)
    for top_up in rows.top_ups:
        bought[top_up.contract_id].append(top_up_of(top_up))
    for row in rows.contracts:
        own = plan_of(agreed_plan(plans[row.plan_id], row)) if row.overrides else shared[row.plan_id]
        yield contract_of(row, own, covers[row.id or 0], bought[row.id or 0])


def contract_of(
    row: Contract, plan: engine.Plan, covers: Sequence[ContractCover] = (), bought: Sequence[engine.TopUp] = ()
) -> engine.Contract:
    """Return a contract with the plan that it has agreed to."""
    return engine.Contract(
        key=str(row.id),
        account=str(row.account_id),
        plan=plan,
        first_day=row.first_day,
        last_day=row.last_day,
        calendar=_key(row.calendar_id),
        currency=row.currency,
        rounding=rounding_of(row),
        services=frozenset(str(c.service_id) for c in covers if c.service_id is not None) if covers else None,
        products=frozenset(c.product for c in covers if c.product is not None) if covers else None,
        top_ups=of_one_unit(plan, bought),
        renews=_key(row.renewal_of_id),
        discount_bp=row.discount_bp,
        discount_amount=row.discount_amount,
        taxes=taxes_in(row.taxes),
    )


def _rule(row: BillRule) -> engine.Rule:
    return engine.Rule(
        key=str(row.id),
        level=LEVELS[row.level],
        order=row.position,
        price=engine.Price(
            row.per,  # type: ignore[arg-type]  # checked by the table
            rates_of(row.rates),
            rates_of(row.factors_bp),
        ),
        of=None if row.level == "general" else str(row.level_of_id),
        match=row.match,  # type: ignore[arg-type]  # checked by the table
        where={field: frozenset(map(str, accepted)) for field, accepted in row.criteria.items() if accepted},
        first_day=row.first_day,
        last_day=row.last_day,
        currency=row.currency,
        rounding=rounding_of(row),
    )


def taxes_in(stored: Iterable[Mapping[str, str | int]]) -> tuple[engine.Tax, ...]:
    """Return taxes as they are stored with contracts and with the organisation."""
    return tuple(engine.Tax(str(tax["name"]), int(tax["bp"])) for tax in stored)
