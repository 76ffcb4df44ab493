"""Which bill rule sets the price (R7): matched once for each distinct combination of what the rules ask for."""

from dataclasses import dataclass

import numpy as np

from rxbilling.engine.columns import FIELDS, NONE, Bool, Entries, Int64
from rxbilling.engine.distinct import classes, distinct
from rxbilling.engine.inherit import currency_of
from rxbilling.engine.segments import Segments
from rxbilling.engine.terms import Contract, Level, Rule, Terms


@dataclass(frozen=True, slots=True)
class Situations:
    """One row for each combination: the fields' names as indices, contract, day and currency."""

    entries: Entries
    row: Int64
    contract: Int64
    day: Int64
    currency: tuple[str, ...]

    def is_in(self, field: str, accepted: frozenset[str]) -> Bool:
        """Tell where a field has one of the names accepted; where it has none it has not."""
        member = np.array([*(name in accepted for name in self.entries.names[field]), False])
        found: Bool = member[getattr(self.entries, field)[self.row]]
        return found


def match(entries: Entries, terms: Terms, parts: Segments) -> Int64:
    """Index into ``terms.rules`` of the first rule that matches each segment, or NONE."""
    if not terms.rules:
        return np.full(len(parts), NONE)
    currencies = currency_of(terms, entries.names["account"])
    currency = currencies.of(parts.contract, entries.account[parts.entry])
    example, number = distinct(
        _entry_situation(entries, terms)[parts.entry],
        _contract_classes(terms)[parts.contract],
        currency,
        parts.period,
    )
    keys = tuple(currencies.values[index] for index in currency[example])
    situations = Situations(entries, parts.entry[example], parts.contract[example], parts.day[example], keys)
    return _first(terms, situations)[number]


def _entry_situation(entries: Entries, terms: Terms) -> Int64:
    """Number of each entry's combination of fields, as far as the rules tell names apart."""
    columns = [np.zeros(len(entries), dtype=np.int64)]
    for field in FIELDS:
        sets = [rule.where[field] for rule in terms.rules if field in rule.where]
        if field == "account":
            sets += [frozenset({rule.of}) for rule in terms.rules if rule.level == Level.ACCOUNT and rule.of]
        if sets:
            columns.append(classes(entries.names[field], sets)[getattr(entries, field)])
    return distinct(*columns)[1]


def _contract_classes(terms: Terms) -> Int64:
    """Class of each contract: those of one class are alike for every rule."""
    asked = {(rule.level, rule.of) for rule in terms.rules}
    sets = [
        {contract.key for contract in terms.contracts if _belongs(contract, level, of)}
        for level, of in sorted(asked, key=str)
        if level in {Level.CONTRACT, Level.PLAN}
    ]
    return classes([contract.key for contract in terms.contracts], sets)


def _belongs(contract: Contract, level: Level, of: str | None) -> bool:
    return of == (contract.key if level == Level.CONTRACT else contract.plan)


def _first(terms: Terms, situations: Situations) -> Int64:
    """The first rule that matches, by level and then by order."""
    winner = np.full(len(situations.row), NONE)
    for index in sorted(range(len(terms.rules)), key=lambda i: (terms.rules[i].level, terms.rules[i].order)):
        rule = terms.rules[index]
        if rule.level != Level.OVERRIDE:
            winner[(winner == NONE) & _applies(rule, terms, situations)] = index
    return winner


def _applies(rule: Rule, terms: Terms, situations: Situations) -> Bool:
    currency = terms.currency if rule.currency is None else rule.currency
    same_currency = np.array([key == currency for key in situations.currency], dtype=np.bool_)
    applies = same_currency & _is_of(rule, terms, situations) & _fits(rule, situations)
    if rule.first_day is not None:
        applies &= situations.day >= rule.first_day
    if rule.last_day is not None:
        applies &= situations.day <= rule.last_day
    return applies


def _is_of(rule: Rule, terms: Terms, situations: Situations) -> Bool:
    """Whether the rule's contract, plan or account is that of the segment."""
    if rule.level == Level.GENERAL:
        return np.ones(len(situations.row), dtype=np.bool_)
    if rule.level == Level.ACCOUNT:
        return situations.is_in("account", frozenset({rule.of} if rule.of else ()))
    belongs = np.array([*(_belongs(contract, rule.level, rule.of) for contract in terms.contracts), False])
    found: Bool = belongs[situations.contract]
    return found


def _fits(rule: Rule, situations: Situations) -> Bool:
    """Whether all of the rule's criteria are met, or any of them."""
    met = [situations.is_in(field, accepted) for field, accepted in rule.where.items()]
    if not met:
        return np.ones(len(situations.row), dtype=np.bool_)
    fits: Bool = np.logical_and.reduce(met) if rule.match == "all" else np.logical_or.reduce(met)
    return fits
