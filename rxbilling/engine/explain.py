"""Why a charge is what it is (R28): steps as data, from which a person can recompute every amount."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rxbilling.engine.columns import NONE, Charges, Entries, Int64, Kind
from rxbilling.engine.cost import cost_rates
from rxbilling.engine.rounding import round_seconds
from rxbilling.engine.segments import Segments, segments
from rxbilling.engine.steps import AmountStep, CalendarStep, CostStep, CutStep, PriceStep, RoundingStep, Source, Step
from rxbilling.engine.terms import Account, Contract, Level, Rounding, Rule, Terms, Tier


@dataclass(frozen=True, slots=True)
class _Case:
    """One charge: its entry alone, its segments with their cost rates, its portions' rows, and where each begins."""

    entry: Entries
    parts: Segments
    cost_rates: Int64
    rows: tuple[int, ...]
    begins: Int64


def steps(row: int, entries: Entries, charges: Charges, terms: Terms) -> tuple[Step, ...]:
    """Explain the charge of one entry.

    Args:
        row: The entry's row.
        entries: What was rated.
        charges: What ``rate`` answered for it.
        terms: What it was rated with.

    Returns:
        Steps in the order of the calculation; portions are numbered from 0 within the charge. Amounts of a charge
        that has a problem are left out.
    """
    entry = entries.take(np.array([row]))
    parts = segments(entry, terms)
    return _steps(row, entry, parts, cost_rates(entry, terms, parts), charges=charges, terms=terms)


def all_steps(entries: Entries, charges: Charges, terms: Terms) -> Iterator[tuple[Step, ...]]:
    """Explain every charge, in the order of the entries; the same as ``steps`` for each, and faster."""
    parts = segments(entries, terms)
    rates = cost_rates(entries, terms, parts)
    first = np.searchsorted(parts.entry, np.arange(len(entries) + 1))
    for row in range(len(entries)):
        own = np.arange(first[row], first[row + 1])
        yield _steps(row, entries.take(np.array([row])), parts.take(own), rates[own], charges=charges, terms=terms)


def _steps(
    row: int, entry: Entries, parts: Segments, rates: Int64, *, charges: Charges, terms: Terms
) -> tuple[Step, ...]:
    rows = tuple(range(int(charges.first[row]), int(charges.first[row + 1])))
    starts = charges.portions.start[rows[0] : rows[-1] + 1]
    case = _Case(entry, parts, rates, rows, np.searchsorted(parts.start, starts))
    amounts = () if charges.problem[row] else _amounts(case, charges)
    return (
        *_cuts(case, charges, terms),
        *_prices(case, charges, terms),
        *_roundings(case, charges, terms),
        *amounts,
        CostStep(tuple(case.cost_rates.tolist()), tuple(parts.worked_s.tolist()), int(charges.cost[row])),
    )


def _cuts(case: _Case, charges: Charges, terms: Terms) -> Iterator[CalendarStep | CutStep]:
    portions = charges.portions
    for number, row in enumerate(case.rows):
        begin = int(case.begins[number])
        contract, cycle = _contract(case, number, terms), int(case.parts.cycle[begin])
        key = charges.calendars[int(case.parts.calendar[begin])]
        source = _source((contract and contract.calendar, _account(case, contract, terms).calendar), None)
        zone = terms.calendars[key].zone
        contract_key = None if contract is None else contract.key
        yield CalendarStep(number, contract_key, None if cycle == NONE else cycle, key, zone, source)
        yield CutStep(
            number,
            int(portions.start[row]),
            int(portions.end[row]),
            int(portions.worked_s[row]),
            Tier(int(portions.tier[row])).name.lower(),
            not case.entry.clock[0],
        )


def _prices(case: _Case, charges: Charges, terms: Terms) -> Iterator[PriceStep]:
    portions = charges.portions
    for number, row in enumerate(case.rows):
        rule, level = _rule(charges, row, terms), int(portions.level[row])
        kind = Kind(int(portions.kind[row])).name.lower()
        level_name = None if level == NONE else Level(level).name.lower()
        rule_key, order = (None, None) if rule is None else (rule.key, rule.order)
        yield PriceStep(number, kind, level_name, rule_key, order)


def _roundings(case: _Case, charges: Charges, terms: Terms) -> Iterator[RoundingStep]:
    """One step for the portions that have contract, cycle and policy in common."""
    portions = charges.portions
    groups: dict[tuple[int, int, Rounding], list[int]] = {}
    sources: dict[tuple[int, int, Rounding], Source] = {}
    for number, row in enumerate(case.rows):
        if portions.kind[row] != Kind.FREE:
            policy, source = _policy(case, number, _rule(charges, row, terms), terms)
            begin = case.begins[number]
            key = (int(case.parts.contract[begin]), int(case.parts.cycle[begin]), policy)
            groups.setdefault(key, []).append(number)
            sources.setdefault(key, source)
    for key, numbers in groups.items():
        rows = [case.rows[number] for number in numbers]
        yield _rounding(tuple(numbers), sources[key], key[2], portions.worked_s[rows], portions.billable_s[rows])


def _rounding(
    numbers: tuple[int, ...], source: Source, policy: Rounding, worked_s: Int64, shares_s: Int64
) -> RoundingStep:
    return RoundingStep(
        portions=numbers,
        source=source,
        scope=policy.scope,
        worked_s=int(worked_s.sum()),
        minimum_s=policy.minimum_s,
        increment_s=policy.increment_s,
        mode=policy.mode,
        billable_s=int(round_seconds(worked_s.sum(keepdims=True), policy)[0]),
        shares_s=tuple(shares_s.tolist()),
    )


def _amounts(case: _Case, charges: Charges) -> Iterator[AmountStep]:
    portions = charges.portions
    for number, row in enumerate(case.rows):
        rate, factor_bp = int(portions.rate[row]), int(portions.factor_bp[row])
        yield AmountStep(number, rate, factor_bp, int(portions.billable_s[row]), int(portions.amount[row]))


def _policy(case: _Case, number: int, rule: Rule | None, terms: Terms) -> tuple[Rounding, Source]:
    contract = _contract(case, number, terms)
    account = _account(case, contract, terms).rounding
    own, of_contract = rule and rule.rounding, contract and contract.rounding
    return own or of_contract or account or terms.rounding, _source((of_contract, account), own)


def _source(nearest: tuple[object, object], own: object) -> Source:
    """Where a setting comes from: the rule's own, else the contract's or the account's, else the default."""
    if own is not None:
        return "rule"
    return "contract" if nearest[0] is not None else "account" if nearest[1] is not None else "default"


def _contract(case: _Case, number: int, terms: Terms) -> Contract | None:
    index = int(case.parts.contract[case.begins[number]])
    return None if index == NONE else terms.contracts[index]


def _account(case: _Case, contract: Contract | None, terms: Terms) -> Account:
    index = int(case.entry.account[0])
    own = "" if index == NONE else case.entry.names["account"][index]
    return terms.accounts.get(contract.account if contract else own, Account())


def _rule(charges: Charges, row: int, terms: Terms) -> Rule | None:
    index = int(charges.portions.rule[row])
    return None if index == NONE else terms.rules[index]
