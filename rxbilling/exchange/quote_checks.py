"""What the keys of a quote document say of one another, and what is not priced yet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

import holidays

from rxbilling.engine.calendar import DAY
from rxbilling.exchange.quote_document import (
    CalendarPart,
    ContractPart,
    Document,
    EntryPart,
    HolidaysPart,
    PlanPart,
    RoundingPart,
    RulePart,
)
from rxbilling.exchange.quote_path import path
from rxbilling.exchange.quote_values import MOST_SECONDS, TIERS, WEEKDAYS

Problems = Iterator[tuple[str, str]]
WEEK = 7 * DAY
NOT_YET = "not supported yet"


def problems(document: Document) -> list[str]:
    """List what is wrong, one line each, "path: message"."""
    checks: tuple[Callable[[Document], Problems], ...] = (
        _top,
        _calendars,
        _accounts,
        _plans,
        _contracts,
        _rules,
        _entries,
    )
    return [f"{where}: {message}" for check in checks for where, message in check(document)]


def _top(document: Document) -> Problems:
    yield from _key("default_calendar", document.default_calendar, document.calendars)
    yield from _scope("rounding", document.rounding)
    yield from _unique("cost_rates", ((item.rep, item.from_) for item in document.cost_rates), "rep and date")


def _calendars(document: Document) -> Problems:
    for name, calendar in document.calendars.items():
        where = path("calendars", name)
        if calendar.zone not in _zones():
            yield f"{where}.zone", "unknown time zone: give an IANA name such as Europe/Paris"
        yield from _overlaps(where, calendar)
        yield from _holidays(f"{where}.holidays", calendar.holidays)


def _overlaps(where: str, calendar: CalendarPart) -> Problems:
    """Hours that are open twice, in a week that ends where it begins."""
    spans = sorted(
        (WEEKDAYS.index(day) * DAY + opens, WEEKDAYS.index(day) * DAY + closes, f"{where}.hours.{day}[{number}]")
        for day, hours in calendar.hours.items()
        for number, (opens, closes) in enumerate(hours)
    )
    following = [*spans, *((opens + WEEK, closes + WEEK, place) for opens, closes, place in spans[:1])]
    for (_, closes, _), (opens, _, place) in pairwise(following):
        if opens < closes:
            yield place, "overlaps with hours before it"


def _holidays(where: str, part: HolidaysPart) -> Problems:
    countries = _countries()
    if part.country is None:
        if part.subdivision is not None:
            yield f"{where}.subdivision", "give its country too"
    elif part.country not in countries:
        yield (
            f"{where}.country",
            "no holidays known for it: give an ISO code such as FR, or leave it out and give dates",
        )
    elif part.subdivision is not None and part.subdivision not in countries[part.country]:
        yield f"{where}.subdivision", f"no such subdivision of {part.country}"


def _accounts(document: Document) -> Problems:
    for name, account in document.accounts.items():
        where = path("accounts", name)
        yield from _key(f"{where}.calendar", account.calendar, document.calendars)
        yield from _scope(f"{where}.rounding", account.rounding)


def _plans(document: Document) -> Problems:
    for name, plan in document.plans.items():
        yield from _not_yet(path("plans", name), plan)


def _not_yet(where: str, plan: PlanPart) -> Problems:
    if plan.type != "hour":
        yield f"{where}.type", NOT_YET
    keys = ("base_charge", "allowance", "only_operational_draws", "burn_bp", "overage_price", "carry_over")
    yield from ((f"{where}.{key}", NOT_YET) for key in keys if getattr(plan, key))


def _contracts(document: Document) -> Problems:
    yield from _unique("contracts", (contract.id for contract in document.contracts), "id", ".id")
    for number, contract in enumerate(document.contracts):
        yield from _contract(f"contracts[{number}]", contract, document)


def _contract(where: str, contract: ContractPart, document: Document) -> Problems:
    if document.accounts:
        yield from _key(f"{where}.account", contract.account, document.accounts)
    yield from _key(f"{where}.plan", contract.plan, document.plans)
    yield from _key(f"{where}.calendar", contract.calendar, document.calendars)
    yield from _scope(f"{where}.rounding", contract.rounding)
    if contract.end is not None and contract.end < contract.start:
        yield f"{where}.end", "is before the start"
    yield from ((f"{where}.{key}", NOT_YET) for key in ("discount_bp", "taxes", "top_ups") if getattr(contract, key))


def _rules(document: Document) -> Problems:
    yield from _unique("rules", (rule.id for rule in document.rules), "id", ".id")
    orders = ((rule.level, rule.of, rule.order) for rule in document.rules)
    yield from _unique("rules", orders, "order within its level", ".order")
    for number, rule in enumerate(document.rules):
        yield from _rule(f"rules[{number}]", rule, document)
        yield from _price(f"rules[{number}].price", rule)


def _rule(where: str, rule: RulePart, document: Document) -> Problems:
    owners: dict[str, Iterable[str]] = {
        "contract": [contract.id for contract in document.contracts],
        "plan": document.plans,
        "account": document.accounts or [rule.of or ""],
    }
    if rule.level == "general":
        if rule.of is not None:
            yield f"{where}.of", "leave it out: a general rule belongs to nobody"
    elif rule.of is None:
        yield f"{where}.of", f"give the {rule.level} that the rule belongs to"
    else:
        yield from _key(f"{where}.of", rule.of, owners[rule.level])
    if document.accounts:
        for number, account in enumerate(rule.where.get("account", [])):
            yield from _key(f"{where}.where.account[{number}]", account, document.accounts)
    if rule.from_ is not None and rule.to is not None and rule.to < rule.from_:
        yield f"{where}.to", "is before from"
    yield from _scope(f"{where}.rounding", rule.rounding)


def _price(where: str, rule: RulePart) -> Problems:
    price = rule.price
    if price.per != "hour":
        yield f"{where}.per", NOT_YET
    if (price.amount is None) == (price.amounts is None):
        yield where, "give either amount or amounts"
    if price.factors_bp and price.amount is None:
        yield f"{where}.factors_bp", "give the amount that they multiply"
    for tier in TIERS:
        if price.amounts is not None and tier not in price.amounts:
            yield f"{where}.amounts.{tier}", "missing"


def _entries(document: Document) -> Problems:
    yield from _unique("entries", (entry.id for entry in document.entries), "id", ".id")
    for number, entry in enumerate(document.entries):
        where = f"entries[{number}]"
        if document.accounts:
            yield from _key(f"{where}.account", entry.account, document.accounts)
        yield from _times(where, entry)


def _times(where: str, entry: EntryPart) -> Problems:
    with_clock = entry.start is not None or entry.end is not None
    if with_clock and any(value is not None for value in (entry.date, entry.seconds, entry.tier)):
        yield where, "give start and end, or date, seconds and tier, not both"
    elif with_clock:
        yield from _span(where, entry)
    else:
        yield from ((f"{where}.{key}", "missing") for key in ("date", "seconds") if getattr(entry, key) is None)


def _span(where: str, entry: EntryPart) -> Problems:
    if entry.start is None or entry.end is None:
        yield f"{where}.{'start' if entry.start is None else 'end'}", "missing"
    elif entry.end < entry.start:
        yield f"{where}.end", "is before the start"
    elif (entry.end - entry.start).total_seconds() > MOST_SECONDS:
        yield f"{where}.end", f"is more than {MOST_SECONDS} seconds after the start"


def _key(where: str, key: str | None, known: Iterable[str]) -> Problems:
    if key is not None and key not in known:
        yield where, "no such key in the document"


def _scope(where: str, rounding: RoundingPart | None) -> Problems:
    if rounding is not None and rounding.scope != "entry":
        yield f"{where}.scope", NOT_YET


def _unique(where: str, values: Iterable[Any], what: str, key: str = "") -> Problems:
    seen: set[object] = set()
    for number, value in enumerate(values):
        if value in seen:
            yield f"{where}[{number}]{key}", f"the same {what} stands above"
        seen.add(value)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _countries() -> Mapping[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=True)
