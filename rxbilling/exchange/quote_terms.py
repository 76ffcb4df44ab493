"""A checked quote document as the engine's terms and entries."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np

from rxbilling.engine.columns import FIELDS, NONE, Entries, Int32
from rxbilling.engine.terms import (
    NO_FACTOR_BP,
    Account,
    Calendar,
    Contract,
    CostRate,
    Cycle,
    Level,
    Price,
    Rounding,
    Rule,
    Terms,
)
from rxbilling.exchange.quote_document import (
    CalendarPart,
    ContractPart,
    Document,
    EntryPart,
    PricePart,
    RoundingPart,
    RulePart,
)
from rxbilling.exchange.quote_values import TIERS, WEEKDAYS

NO_CALENDAR = ""  # no key of a document is empty
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def terms_of(document: Document) -> Terms:
    """Everything but the entries; a document without a default calendar has one in UTC without hours."""
    years = _years(document.entries)
    calendars = {name: _calendar(part, years) for name, part in document.calendars.items()}
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
        contracts=tuple(_contract(part, document) for part in sorted(document.contracts, key=lambda part: part.id)),
        rules=tuple(_rule(part) for part in document.rules),
        cost_rates=tuple(CostRate(part.rep, part.from_, part.amount) for part in document.cost_rates),
    )


def entries_of(document: Document) -> Entries:
    """The entries as columns, numbered by the order of their ids."""
    parts = document.entries
    rank = {key: number for number, key in enumerate(sorted(part.id for part in parts))}
    tickets = _names(part.ticket for part in parts)
    names = {field: _names(getattr(part, field) for part in parts) for field in FIELDS}
    codes = {field: _codes(names[field], (getattr(part, field) for part in parts)) for field in FIELDS}
    starts = [0 if part.start is None else _epoch(part.start) for part in parts]
    ends = [part.seconds or 0 if part.end is None else _epoch(part.end) for part in parts]
    return Entries(
        id=np.array([rank[part.id] for part in parts], dtype=np.int64),
        **codes,
        ticket=_codes(tickets, (part.ticket for part in parts)).astype(np.int64),
        contract=np.full(len(parts), NONE, dtype=np.int32),
        start=np.array(starts, dtype=np.int64),
        end=np.array(ends, dtype=np.int64),
        clock=np.array([part.start is not None for part in parts], dtype=np.bool_),
        day=np.array([part.date or 0 for part in parts], dtype=np.int32),
        tier=np.array([TIERS.index(part.tier or "operational") for part in parts], dtype=np.int8),
        billable=np.array([part.billable for part in parts], dtype=np.bool_),
        override=np.array([NONE if part.override is None else part.override for part in parts], dtype=np.int64),
        names=names,
    )


def _names(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _codes(names: tuple[str, ...], values: Iterable[str | None]) -> Int32:
    place = {name: index for index, name in enumerate(names)}
    return np.array([NONE if value is None else place[value] for value in values], dtype=np.int32)


def _epoch(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(seconds=1)


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


def _contract(part: ContractPart, document: Document) -> Contract:
    plan = document.plans[part.plan]
    return Contract(
        key=part.id,
        account=part.account,
        plan=part.plan,
        first_day=part.start,
        last_day=part.end,
        calendar=part.calendar,
        rounding=_rounding(part.rounding),
        services=frozenset(part.services) if part.services else None,
        cycle=Cycle(plan.cycle, plan.anchor),
    )


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
    amounts, factors = part.amounts or {}, part.factors_bp or {}
    fixed = part.amount or 0
    operational, non_operational, weekend, holiday = (amounts.get(tier, fixed) for tier in TIERS)
    first, second, third, fourth = (factors.get(tier, NO_FACTOR_BP) for tier in TIERS)
    return Price(part.per, (operational, non_operational, weekend, holiday), (first, second, third, fourth))


def _rounding(part: RoundingPart | None) -> Rounding | None:
    if part is None or not part.model_fields_set:
        return None
    return Rounding(part.increment_s, part.minimum_s, part.mode, part.scope)
