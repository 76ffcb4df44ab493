"""What if: two results for the same entries, what differs and why (R24)."""

from dataclasses import dataclass
from datetime import date
from enum import IntFlag
from typing import Any, Literal

import numpy as np

from rxbilling.engine.columns import NONE, Charges, Entries, Int64
from rxbilling.engine.distinct import distinct
from rxbilling.engine.terms import Terms

Column = Any
By = Literal["all", "account", "rep", "month", "entry"]


class Reason(IntFlag):
    """What differs in a charge. PARTS says that it falls into other parts, which are then not compared one by one."""

    PARTS = 1
    TIER = 2
    CONTRACT = 4
    RULE = 8
    RATE = 16
    ROUNDING = 32
    LOTS = 64
    AMOUNT = 128
    COST = 256
    CURRENCY = 512
    PROBLEM = 1024


@dataclass(frozen=True, slots=True)
class Result:
    """Charges and the terms that they were made with."""

    charges: Charges
    terms: Terms


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of some entries in one currency, in minor units; ``cost`` is in the default currency.

    ``key`` is an account, a rep ("" without one), a month (2026-03), an entry's id, or "" for all. Entries with a
    problem have no amount, and count as 0.
    """

    key: str
    currency: str
    entries: int
    changed: int
    before: int
    after: int
    cost_before: int
    cost_after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results for the same entries; ``reasons`` has what differs for each (``Reason``), 0 where nothing does."""

    entries: Entries
    before: Result
    after: Result
    reasons: Int64

    @property
    def changed(self) -> Int64:
        """Rows of the entries whose charges differ."""
        return np.flatnonzero(self.reasons)

    def totals(self, by: By = "all") -> list[Total]:
        """Sums of both results, in the order of their keys; an entry whose currency changed counts in both."""
        key, names = self._keys(by)
        currencies = sorted({*self.before.charges.currencies, *self.after.charges.currencies})
        old, new = (key * len(currencies) + _currency(result, currencies) for result in (self.before, self.after))
        moved = np.flatnonzero(old != new)
        both, rows = np.append(old, new[moved]), np.append(np.arange(len(old)), moved)
        size = len(names) * len(currencies)
        columns = [
            _sums(size, both, np.ones_like(both)),
            _sums(size, both, (self.reasons[rows] != 0).astype(np.int64)),
            *(_sums(size, old, _paid(self.before)), _sums(size, new, _paid(self.after))),
            *(_sums(size, old, self.before.charges.cost), _sums(size, new, self.after.charges.cost)),
        ]
        found = np.flatnonzero(columns[0]).tolist()
        values = [column[found].tolist() for column in columns]
        keys = [(names[code // len(currencies)], currencies[code % len(currencies)]) for code in found]
        return sorted(
            (Total(*words, *numbers) for words, numbers in zip(keys, zip(*values, strict=True), strict=True)),
            key=lambda total: (total.key, total.currency),
        )

    def _keys(self, by: By) -> tuple[Int64, list[str]]:
        """The group of each entry, and what the groups are called."""
        if by in {"account", "rep"}:
            names = self.entries.names[by]
            return getattr(self.entries, by).astype(np.int64) % (len(names) + 1), [*names, ""]
        if by == "month":
            example, number = distinct(self.before.charges.day.astype("int64"))
            days = self.before.charges.day[example].tolist()
            months = [str(date.fromordinal(day))[:7] for day in days]
            found = sorted(set(months))
            return np.array([found.index(month) for month in months], dtype=np.int64)[number], found
        if by == "entry":
            return np.arange(len(self.entries)), [str(number) for number in self.entries.id.tolist()]
        return np.zeros(len(self.entries), dtype=np.int64), [""]


def compare(entries: Entries, before: Result, after: Result) -> Comparison:
    """Compare what the same entries come to under two terms.

    Args:
        entries: What was rated both times.
        before: Charges of the entries and their terms.
        after: The same with other terms.
    """
    first, second = before.charges, after.charges
    reasons = np.zeros(len(entries), dtype=np.int64)
    reasons[first.amount != second.amount] |= Reason.AMOUNT
    reasons[first.cost != second.cost] |= Reason.COST
    reasons[first.problem != second.problem] |= Reason.PROBLEM
    reasons[first.billable_s != second.billable_s] |= Reason.ROUNDING
    currencies = sorted({*first.currencies, *second.currencies})
    reasons[_currency(before, currencies) != _currency(after, currencies)] |= Reason.CURRENCY
    reasons[first.count != second.count] |= Reason.PARTS
    _compare_parts(reasons, before, after)
    return Comparison(entries, before, after, reasons)


def _compare_parts(reasons: Int64, before: Result, after: Result) -> None:
    """Compare the portions of charges that have as many, one by one."""
    alike = np.flatnonzero(before.charges.count == after.charges.count)
    row = np.repeat(alike, before.charges.count[alike])
    one, other = (_portions_of(result.charges, alike) for result in (before, after))
    for reason, columns in _described(before, after).items():
        for old, new in columns:
            differs = row[old[one] != new[other]]
            reasons[differs] |= reason


def _portions_of(charges: Charges, rows: Int64) -> Int64:
    """The rows of the portions of some charges, charge by charge."""
    count = charges.count[rows].astype(np.int64)
    return np.arange(int(count.sum())) + np.repeat(charges.first[rows] - np.cumsum(count) + count, count)


def _described(before: Result, after: Result) -> dict[Reason, list[tuple[Column, Column]]]:
    """What is compared for each reason; rules, contracts and lots by their keys."""
    one, other = before.charges.portions, after.charges.portions
    return {
        Reason.PARTS: [(one.start, other.start), (one.end, other.end)],
        Reason.TIER: [(one.tier, other.tier)],
        Reason.CONTRACT: [_keyed(before, after, "contract"), (one.cycle, other.cycle)],
        Reason.RULE: [_keyed(before, after, "rule"), (one.level, other.level)],
        Reason.RATE: [(one.rate, other.rate), (one.factor_bp, other.factor_bp)],
        Reason.ROUNDING: [(one.billable_s, other.billable_s)],
        Reason.LOTS: [_keyed(before, after, "lot"), (one.kind, other.kind), (one.drawn, other.drawn)],
        Reason.AMOUNT: [(one.amount, other.amount)],
    }


def _keyed(before: Result, after: Result, column: Literal["contract", "rule", "lot"]) -> tuple[Column, Column]:
    """A column of indices as numbers that are equal where the keys are."""
    number: dict[str, int] = {}
    found = []
    for result in (before, after):
        keys = {
            "contract": [item.key for item in result.terms.contracts],
            "rule": [item.key for item in result.terms.rules],
            "lot": [item.key for item in result.charges.lots],
        }[column]
        codes = [number.setdefault(key, len(number)) for key in keys]
        found.append(np.array([*codes, NONE], dtype=np.int64)[getattr(result.charges.portions, column)])
    return found[0], found[1]


def _currency(result: Result, currencies: list[str]) -> Int64:
    place = [currencies.index(key) for key in result.charges.currencies]
    return np.array(place, dtype=np.int64)[result.charges.currency]


def _paid(result: Result) -> Column:
    return np.where(result.charges.problem == 0, result.charges.amount, 0)


def _sums(size: int, code: Int64, column: Column) -> Int64:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, code, column)
    return total
