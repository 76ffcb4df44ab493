"""What the keys of a quote document say of one another."""

from collections.abc import Callable, Container
from typing import Literal

from rxbilling.exchange.quote_calendar_checks import calendar_problems
from rxbilling.exchange.quote_contract_checks import contract_problems, plan_problems
from rxbilling.exchange.quote_document import Document, EntryPart, RulePart
from rxbilling.exchange.quote_limits import limit_problems
from rxbilling.exchange.quote_path import path
from rxbilling.exchange.quote_problems import Problems, before, repeated, unknown
from rxbilling.exchange.quote_values import MOST_SECONDS, TIERS

Owners = dict[Literal["contract", "plan", "account"], Container[str | None]]


def problems(document: Document) -> list[str]:
    """List what is wrong, one line each, "path: message"."""
    checks: tuple[Callable[[Document], Problems], ...] = (
        _top,
        calendar_problems,
        _accounts,
        plan_problems,
        contract_problems,
        _rules,
        _entries,
    )
    found = [f"{where}: {message}" for check in checks for where, message in check(document)]
    return found or [f"{where}: {message}" for where, message in limit_problems(document)]


def _top(document: Document) -> Problems:
    yield from unknown("default_calendar", document.default_calendar, document.calendars)
    rates = ((f"cost_rates[{number}]", (item.rep, item.from_)) for number, item in enumerate(document.cost_rates))
    yield from repeated(rates, "rep and date")


def _accounts(document: Document) -> Problems:
    for name, account in document.accounts.items():
        yield from unknown(f"{path('accounts', name)}.calendar", account.calendar, document.calendars)


def _rules(document: Document) -> Problems:
    rules = [(f"rules[{number}]", rule) for number, rule in enumerate(document.rules)]
    yield from repeated(((f"{where}.id", rule.id) for where, rule in rules), "id")
    orders = ((f"{where}.order", (rule.level, rule.of, rule.order)) for where, rule in rules)
    yield from repeated(orders, "order within its level")
    owners: Owners = {
        "contract": {contract.id for contract in document.contracts},
        "plan": document.plans,
        "account": document.accounts or {rule.of for rule in document.rules},
    }
    for where, rule in rules:
        yield from _owner(f"{where}.of", rule, owners)
        yield from _rule(where, rule, document)
        yield from _price(f"{where}.price", rule)


def _owner(where: str, rule: RulePart, owners: Owners) -> Problems:
    if rule.level == "general":
        if rule.of is not None:
            yield where, "leave it out: a general rule belongs to nobody"
    elif rule.of is None:
        yield where, f"give the {rule.level} that the rule belongs to"
    else:
        yield from unknown(where, rule.of, owners[rule.level])


def _rule(where: str, rule: RulePart, document: Document) -> Problems:
    if document.accounts:
        for number, account in enumerate(rule.where.get("account", [])):
            yield from unknown(f"{where}.where.account[{number}]", account, document.accounts)
    yield from before(f"{where}.to", rule.to, rule.from_, "from")


def _price(where: str, rule: RulePart) -> Problems:
    price = rule.price
    if (price.amount is None) == (price.amounts is None):
        yield where, "give either amount or amounts"
    if price.factors_bp and price.amount is None:
        yield f"{where}.factors_bp", "give the amount that they multiply"
    for tier in TIERS:
        if price.amounts is not None and tier not in price.amounts:
            yield f"{where}.amounts.{tier}", "missing"


def _entries(document: Document) -> Problems:
    entries = [(f"entries[{number}]", entry) for number, entry in enumerate(document.entries)]
    yield from repeated(((f"{where}.id", entry.id) for where, entry in entries), "id")
    for where, entry in entries:
        if document.accounts:
            yield from unknown(f"{where}.account", entry.account, document.accounts)
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
