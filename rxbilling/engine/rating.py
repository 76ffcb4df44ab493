"""The one entry point: entries and terms in, charges out (R1 to R28)."""

from dataclasses import dataclass, replace

import numpy as np

from rxbilling.engine.columns import NONE, Bool, Charges, Entries, Int64, Kind, Portions, Problem
from rxbilling.engine.cost import costs
from rxbilling.engine.inherit import calendar_of, currency_of
from rxbilling.engine.money import amounts
from rxbilling.engine.rounding import billable_seconds
from rxbilling.engine.rules import match
from rxbilling.engine.segments import Segments, segments
from rxbilling.engine.terms import NO_FACTOR_BP, Account, Contract, Level, Rule, Terms


@dataclass(frozen=True, slots=True)
class _Priced:
    """Segments with the rule that prices each, NONE where there is none; ``billable`` tells what is charged for."""

    parts: Segments
    rule: Int64
    billable: Bool
    override: Int64

    @property
    def has_price(self) -> Bool:
        found: Bool = (self.rule != NONE) | (self.override != NONE)
        return found


def rate(entries: Entries, terms: Terms) -> Charges:
    """Price entries, in any order and any batches (R27); call it again to re-rate (R24).

    Args:
        entries: Columns whose numbers are legal: an end not before its start, rates up to 10**10 minor units an hour,
            at most 10**7 seconds an entry, in years that ``datetime`` knows.
        terms: Calendars, contracts and rules; every key in them exists.

    Returns:
        Charges in the order of the entries.

    Raises:
        NotImplementedError: For prices per request and for rounding over more than an entry.
        KeyError: For a calendar key that is not in the terms.
        zoneinfo.ZoneInfoNotFoundError: For an unknown zone.
        OverflowError: If an amount does not fit in 64 bits.
    """
    _refuse(terms)
    parts = segments(entries, terms)
    cost = costs(entries, terms, parts)
    priced = _price(entries, terms, parts)
    billable_s = np.zeros(len(priced.parts), dtype=np.int64)
    charged = np.flatnonzero(priced.billable)
    billable_s[charged] = billable_seconds(entries, terms, priced.parts.take(charged), priced.rule[charged])
    problem = _problems(entries, terms, priced)
    return _charges(
        entries, terms, priced.parts, _portions(terms, priced, billable_s, problem), problem=problem, cost=cost
    )


def _refuse(terms: Terms) -> None:
    owners: list[Terms | Account | Contract | Rule] = [terms, *terms.accounts.values(), *terms.contracts, *terms.rules]
    if any(owner.rounding and owner.rounding.scope != "entry" for owner in owners):
        raise NotImplementedError("rounding over more than an entry")
    if any(rule.price.per != "hour" for rule in terms.rules):
        raise NotImplementedError("prices per request")


def _price(entries: Entries, terms: Terms, parts: Segments) -> _Priced:
    """Find each segment's price; neighbours whose contract, cycle, tier and rule are the same become one."""
    billable = entries.billable[parts.entry]
    override = np.where(billable, entries.override[parts.entry], NONE)
    rule = np.where(billable & (override == NONE), match(entries, terms, parts), NONE)
    same = np.ones(max(len(parts) - 1, 0), dtype=np.bool_)
    for column in (parts.entry, parts.contract, parts.cycle, parts.tier, rule):
        same &= column[1:] == column[:-1]
    if not same.any():
        return _Priced(parts, rule, billable, override)
    keep = np.flatnonzero(np.append(True, ~same))
    last = np.append(keep[1:], len(parts)) - 1
    return _Priced(replace(parts.take(keep), end=parts.end[last]), rule[keep], billable[keep], override[keep])


def _problems(entries: Entries, terms: Terms, priced: _Priced) -> Int64:
    """What keeps an entry from having an amount: a part without a price (R8), or parts in two currencies (R6b)."""
    problem = np.full(len(entries), Problem.NONE, dtype=np.int64)
    parts = priced.parts
    currency = currency_of(terms, entries.names["account"]).of(parts.contract, entries.account[parts.entry])
    first = currency[_begins(parts)]
    problem[parts.entry[priced.billable & (currency != first[parts.entry])]] = Problem.TWO_CURRENCIES
    problem[parts.entry[priced.billable & ~priced.has_price]] = Problem.NO_PRICE
    return problem


def _portions(terms: Terms, priced: _Priced, billable_s: Int64, problem: Int64) -> Portions:
    """Rate and amount of each segment (R9, R19)."""
    parts, rule = priced.parts, priced.rule
    nothing = (0, 0, 0, 0)
    rates = np.array([*(item.price.rates for item in terms.rules), nothing], dtype=np.int64)
    factors = np.array([*(item.price.factors_bp for item in terms.rules), (NO_FACTOR_BP,) * 4], dtype=np.int64)
    levels = np.array([*(item.level for item in terms.rules), NONE], dtype=np.int8)
    overridden = priced.override != NONE
    hourly = np.where(overridden, priced.override, rates[rule, parts.tier])
    factor = factors[rule, parts.tier]
    return Portions(
        entry=parts.entry.astype(np.int32),
        start=parts.start,
        end=parts.end,
        tier=parts.tier.astype(np.int8),
        kind=np.where(priced.billable, Kind.PLAIN, Kind.FREE).astype(np.int8),
        worked_s=parts.worked_s,
        billable_s=billable_s,
        rule=rule.astype(np.int32),
        level=np.where(overridden, Level.OVERRIDE, levels[rule]).astype(np.int8),
        lot=np.full(len(parts), NONE, dtype=np.int32),
        rate=hourly,
        factor_bp=factor.astype(np.int32),
        amount=np.where(problem[parts.entry] == Problem.NONE, amounts(hourly, factor, billable_s), 0),
    )


def _charges(
    entries: Entries, terms: Terms, parts: Segments, portions: Portions, *, problem: Int64, cost: Int64
) -> Charges:
    """Sum the portions of each entry."""
    calendars = calendar_of(terms, entries.names["account"])
    currencies = currency_of(terms, entries.names["account"])
    begin = _begins(parts)
    first = np.append(begin, len(parts))
    contract = parts.contract[begin]
    return Charges(
        problem=problem.astype(np.int8),
        worked_s=entries.end - entries.start,
        billable_s=_sums(portions.billable_s, first),
        amount=_sums(portions.amount, first),
        cost=cost,
        contract=contract.astype(np.int32),
        day=parts.day[begin].astype(np.int32),
        calendar=parts.calendar[begin].astype(np.int32),
        currency=currencies.of(contract, entries.account).astype(np.int32),
        first=first,
        portions=portions,
        calendars=calendars.values,
        currencies=currencies.values,
    )


def _begins(parts: Segments) -> Int64:
    """Row of the first segment of each entry, of which every entry has at least one."""
    return np.flatnonzero(np.diff(parts.entry, prepend=-1))


def _sums(column: Int64, first: Int64) -> Int64:
    """Sum of each entry's portions."""
    return np.add.reduceat(column, first[:-1]) if len(first) > 1 else np.zeros(0, dtype=np.int64)
