"""Which bill rule sets the price (R7), for all segments at once.

Each name that a field can have is matched with each rule once: bit ``i`` of the name's word tells whether the ``i``-th
rule accepts it, rules being in the order in which they are tried. What a segment's names have in common are the rules
that match it, and the lowest bit is the first of them.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rxbilling.engine.columns import NONE, Entries, Int64
from rxbilling.engine.inherit import Inherited
from rxbilling.engine.segments import Segments, rate_dates
from rxbilling.engine.terms import Level, Rule, Terms

Words = npt.NDArray[np.uint64]
WORD = 64
ALL = 2**WORD - 1


@dataclass(frozen=True, slots=True)
class Matcher:
    """What each name of a field, each owner and each period says of up to 64 rules.

    ``every`` are the criteria of rules that ask for all, ``either`` those of rules that ask for any, which ``simple``
    rules do not need. The tables of fields end with the word of those that have no name.
    """

    rules: tuple[int, ...]
    every: dict[str, Words]
    either: dict[str, Words]
    simple: np.uint64
    owners: Words
    periods: Words

    def first(self, entries: Entries, parts: Segments) -> Int64:
        """Index into ``Terms.rules`` of the first of these rules that matches each segment, or NONE."""
        met = self.owners[parts.owner] & self.periods[parts.period]
        met &= self._of_entries(entries)[parts.entry]
        lowest = np.bitwise_count((met & -met) - np.uint64(1))
        return np.array([*self.rules, *[NONE] * (WORD + 1 - len(self.rules))], dtype=np.int64)[lowest]

    def _of_entries(self, entries: Entries) -> Words:
        met = np.full(len(entries), self.simple)
        for field, table in self.either.items():
            met |= table[getattr(entries, field)]
        for field, table in self.every.items():
            met &= table[getattr(entries, field)]
        return met


def matchers(entries: Entries, terms: Terms, currencies: Inherited[str]) -> list[Matcher]:
    """Matchers of the rules that may apply, those tried first in front."""
    order = _tried(terms.rules, _owned(entries, terms))
    words = [tuple(order[begin : begin + WORD]) for begin in range(0, len(order), WORD)]
    return [_matcher(indices, entries, terms, currencies) for indices in words]


def match(tables: Sequence[Matcher], entries: Entries, parts: Segments) -> Int64:
    """Index into ``Terms.rules`` of the first rule that matches each segment, or NONE."""
    found = np.full(len(parts), NONE, dtype=np.int64)
    for number, matcher in enumerate(tables):
        if number == 0:
            found = matcher.first(entries, parts)
        elif len(rest := np.flatnonzero(found == NONE)):
            found[rest] = matcher.first(entries, parts.take(rest))
    return found


def _owned(entries: Entries, terms: Terms) -> AbstractSet[tuple[Level, str]]:
    """Whose rules may apply: the contracts, plans and accounts at hand."""
    levels = (
        (Level.CONTRACT, (contract.key for contract in terms.contracts)),
        (Level.PLAN, (contract.plan.key for contract in terms.contracts)),
        (Level.ACCOUNT, entries.names["account"]),
    )
    return {(level, key) for level, keys in levels for key in keys}


def _tried(rules: Sequence[Rule], owned: Container[tuple[Level, str | None]]) -> list[int]:
    """Places of rules in the order in which they are tried (R7): by level, then by their number."""
    some = [i for i, rule in enumerate(rules) if rule.level == Level.GENERAL or (rule.level, rule.of) in owned]
    return sorted(some, key=lambda index: (rules[index].level, rules[index].order))


def _matcher(indices: tuple[int, ...], entries: Entries, terms: Terms, currencies: Inherited[str]) -> Matcher:
    rules = [terms.rules[index] for index in indices]
    every, either = _asked(rules, every=True), _asked(rules, every=False)
    return Matcher(
        indices,
        {field: _table(entries.names[field], met, others_too=True) for field, met in every.items()},
        {field: _table(entries.names[field], met, others_too=False) for field, met in either.items()},
        np.uint64(_bits(rule.match == "all" or not rule.where for rule in rules)),
        _owners(rules, currencies, terms),
        _periods(rules, terms),
    )


def _bits(facts: Iterable[bool]) -> int:
    return sum(1 << place for place, fact in enumerate(facts) if fact)


def _asked(rules: Sequence[Rule], *, every: bool) -> dict[str, dict[int, frozenset[str]]]:
    """What rules ask of each field: the names accepted by each rule (place), of those that ask for all, or for any."""
    found: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for place, rule in enumerate(rules):
        for field, names in rule.where.items() if (rule.match == "all") == every else ():
            found[field][place] = names
        if every and rule.level == Level.ACCOUNT:
            own = frozenset({rule.of or ""})
            found["account"][place] = found["account"].get(place, own) & own
    return found


def _table(names: Sequence[str], met: Mapping[int, frozenset[str]], *, others_too: bool) -> Words:
    """Rules met by each name; with those that do not ask, if they are to be met too."""
    place = {name: index for index, name in enumerate(names)}
    base = ALL & ~sum(1 << rule for rule in met) if others_too else 0
    words = [base] * (len(names) + 1)
    for rule, some in met.items():
        for name in some:
            if name in place:
                words[place[name]] |= 1 << rule
    return np.array(words, dtype=np.uint64)


def _owners(rules: Sequence[Rule], currencies: Inherited[str], terms: Terms) -> Words:
    """Rules of each contract's and account's level and currency."""
    fitting = [_bits((rule.currency or terms.currency) == key for rule in rules) for key in currencies.values]
    of_all = _bits(rule.level >= Level.ACCOUNT for rule in rules)
    own: dict[tuple[Level, str | None], int] = defaultdict(int)
    for place, rule in enumerate(rules):
        if rule.level < Level.ACCOUNT:
            own[rule.level, rule.of] |= 1 << place
    levels = [
        of_all | own.get((Level.CONTRACT, item.key), 0) | own.get((Level.PLAN, item.plan.key), 0)
        for item in terms.contracts
    ]
    index = currencies.of_owner.tolist()
    levels += [of_all] * (len(index) - len(levels))
    return np.array([level & fitting[index[owner]] for owner, level in enumerate(levels)], dtype=np.uint64)


def _periods(rules: Sequence[Rule], terms: Terms) -> Words:
    """Rules in force in each period between rate dates."""
    dated = [(1 << place, rule) for place, rule in enumerate(rules) if rule.first_day or rule.last_day]
    always = 2 ** len(rules) - 1 - sum(bit for bit, _ in dated)
    begins = [None, *rate_dates(terms)]
    words = [always + sum(bit for bit, rule in dated if _in_force(rule, day)) for day in begins]
    return np.array(words, dtype=np.uint64)


def _in_force(rule: Rule, day: int | None) -> bool:
    """Whether a rule counts in the period that begins on a day; None is before all dates."""
    if day is None:
        return rule.first_day is None
    return (rule.first_day or day) <= day <= (rule.last_day or day)
