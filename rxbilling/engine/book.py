"""What one rating looks up again and again: tables made once of the terms and of the names that occur."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rxbilling.engine.columns import NONE, Billed, Bool, Entries, Int64
from rxbilling.engine.cost import cost_table
from rxbilling.engine.inherit import Inherited, currency_of
from rxbilling.engine.last_day import LastDay
from rxbilling.engine.lots import Chain, chains, includes, unit_of
from rxbilling.engine.nearby import Nearby
from rxbilling.engine.rounding import Policies
from rxbilling.engine.rules import Matcher, matchers
from rxbilling.engine.segments import Clocks
from rxbilling.engine.terms import Contract, Price, Terms, TopUp

UNITS = ("second", "request", "money")


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Rates and factors by tier, and whether they are per request; the last row is for NONE."""

    rates: Int64
    factors_bp: Int64
    per_request: Bool

    @classmethod
    def of(cls, prices: Sequence[Price | None]) -> "PriceTable":
        """Collect prices; where there is none, the rate is 0."""
        found = [price or Price("hour", (0, 0, 0, 0)) for price in (*prices, None)]
        return cls(
            np.array([price.rates for price in found], dtype=np.int64),
            np.array([price.factors_bp for price in found], dtype=np.int64),
            np.array([price.per == "request" for price in found], dtype=np.bool_),
        )


@dataclass(frozen=True)
class Book:
    """Tables for rating some entries, of the contracts that are ``nearby``.

    For each contract, and NONE behind them: ``unit`` of its lots as a place in ``UNITS`` (NONE without lots),
    ``burn_bp`` by tier (NONE: such work may not draw), ``allows`` whether its plan has an allowance, ``overage`` the
    plan's overage price and ``has_overage`` whether it has one. ``used`` is what billed work took, by key of the lot.
    """

    nearby: Nearby
    clocks: Clocks
    matchers: Sequence[Matcher]
    policies: Policies
    currencies: Inherited[str]
    costs: Int64
    prices: PriceTable
    overage: PriceTable
    has_overage: Bool
    unit: Int64
    burn_bp: Int64
    allows: Bool
    used: Mapping[str, int]
    work_until: LastDay
    until: int
    last_days: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Entries, terms: Terms, billed: Billed | None, until: int | None) -> "Book":
        """Make the tables for entries, those of billed work among them."""
        names, nearby = entries.names, Nearby.of(entries.names["account"], terms)
        terms = nearby.terms
        currencies = currency_of(terms, names["account"])
        plans = [contract.plan for contract in terms.contracts]
        return cls(
            nearby,
            Clocks.over(entries, terms),
            matchers(entries, terms, currencies),
            Policies.of(terms, names["account"]),
            currencies,
            cost_table(names["rep"], terms),
            PriceTable.of([rule.price for rule in terms.rules]),
            PriceTable.of([plan.overage for plan in plans]),
            np.array([*(plan.overage is not None for plan in plans), False], dtype=np.bool_),
            np.array([*map(_unit, terms.contracts), NONE], dtype=np.int64),
            np.array([*(_burn(plan.burn_bp, plan.only_operational_draws) for plan in plans), (NONE,) * 4]),
            np.array([*(plan.allowance is not None for plan in plans), False], dtype=np.bool_),
            _used(billed),
            LastDay.of(entries),
            until or 0,
        )

    @property
    def terms(self) -> Terms:
        """The terms, with the contracts nearby."""
        return self.nearby.terms

    @cached_property
    def counts(self) -> Bool:
        """Whether tickets count as requests under each contract."""
        found: Bool = (self.unit == UNITS.index("request")) | self.overage.per_request
        return found

    @cached_property
    def bought(self) -> Sequence[tuple[int, Sequence[TopUp]]]:
        """Contracts (by place) that include something on the days of their top-ups only."""
        contracts = enumerate(self.terms.contracts)
        return [(place, item.top_ups) for place, item in contracts if item.top_ups and item.plan.allowance is None]

    def last_day(self, zone: str) -> int:
        """The last day of the work in a zone (ordinal), or the day asked for if that is later."""
        if zone not in self.last_days:
            self.last_days[zone] = max(self.until, self.work_until(zone))
        return self.last_days[zone]

    @cached_property
    def contracts_of(self) -> Mapping[str, Sequence[int]]:
        """Places of the contracts of each account."""
        found = defaultdict(list)
        for index, contract in enumerate(self.terms.contracts):
            found[contract.account].append(index)
        return found

    def chains(self, account: str) -> list[Chain]:
        """The chains of an account's contracts."""
        return chains(self.terms, self.contracts_of.get(account, ()), self.last_day)


def _burn(burn_bp: tuple[int, int, int, int], only_operational: bool) -> tuple[int, ...]:
    return (burn_bp[0], NONE, NONE, NONE) if only_operational else burn_bp


def _unit(contract: Contract) -> int:
    return UNITS.index(unit_of(contract)) if includes(contract) else NONE


def _used(billed: Billed | None) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    if billed is not None:
        for key, drawn in zip(billed.lot, billed.drawn.tolist(), strict=True):
            found[key] += drawn
    return found
