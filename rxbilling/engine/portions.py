"""Parts of segments with their prices and amounts (R9, R10, R19)."""

from dataclasses import dataclass

import numpy as np

from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Bool, Int8, Int64, Kind, Portions
from rxbilling.engine.drawing import MONEY, Drawn
from rxbilling.engine.money import SECONDS_PER_HOUR, amounts
from rxbilling.engine.requests import first_of
from rxbilling.engine.splits import Splits
from rxbilling.engine.terms import NO_FACTOR_BP, Level
from rxbilling.engine.workings import Workings


@dataclass(frozen=True, slots=True)
class Price:
    """Rule, level, rate and factor of each segment or part."""

    rule: Int64
    level: Int64
    rate: Int64
    factor_bp: Int64


@dataclass(frozen=True, slots=True)
class Rest:
    """What each segment costs where no lot covers it; ``found`` is False where there is no price (R8).

    ``planned`` tells where it is the plan's overage price, ``once`` whose request is charged here (R10). ``shown`` is
    the price of each part: none where time or a request is included, what it was valued at where money is.
    """

    price: Price
    shown: Price
    planned: Bool
    per_request: Bool
    once: Bool
    found: Bool


def price_of_rest(work: Workings, drawn: Drawn, splits: Splits, book: Book) -> Rest:
    """Find the price of each segment: its entry's own, the plan's overage price, or that of its rule (R7, R16)."""
    parts, listed = work.parts, _listed(work, book)
    price = Price(listed.rule.copy(), listed.level.copy(), listed.rate.copy(), listed.factor_bp.copy())
    planned = (drawn.unit != NONE) & book.has_overage[parts.contract] & ~drawn.worthless
    per_request = book.prices.per_request[work.rule]
    rows = np.flatnonzero(planned)
    if len(rows):
        contract, tier = parts.contract[rows], parts.tier[rows]
        price.rule[rows], price.level[rows] = NONE, Level.PLAN
        price.rate[rows], price.factor_bp[rows] = (
            book.overage.rates[contract, tier],
            book.overage.factors_bp[contract, tier],
        )
        per_request[rows] = book.overage.per_request[contract]
    once = _once(work, drawn, splits, per_request, planned)
    shown = _shown(drawn, splits, price, listed)
    return Rest(price, shown, planned, per_request, once, price.level != NONE)


def _listed(work: Workings, book: Book) -> Price:
    """The price that the entry or its rule says (R7)."""
    own, rule, tier = work.override != NONE, work.rule, work.parts.tier
    levels = np.array([*(rule.level for rule in book.terms.rules), NONE], dtype=np.int64)
    return Price(
        rule.copy(),
        np.where(own, Level.OVERRIDE, levels[rule]),
        np.where(own, work.override, book.prices.rates[rule, tier]),
        np.where(own, NO_FACTOR_BP, book.prices.factors_bp[rule, tier]),
    )


def portions(work: Workings, drawn: Drawn, splits: Splits, rest: Rest, problem: Int8) -> Portions:
    """Lay out the parts; ``problem`` is that of each entry, and amounts are 0 where there is one."""
    segment, draw = splits.segment, splits.draw
    included = draw != NONE
    entry = work.parts.entry[segment]
    start = work.parts.start[segment] + splits.before_s
    return Portions(
        entry=entry,
        start=start,
        end=start + splits.worked_s,
        contract=work.parts.contract[segment],
        cycle=work.parts.cycle[segment],
        tier=work.parts.tier[segment],
        kind=_kinds(work, drawn, splits, rest),
        worked_s=splits.worked_s,
        billable_s=splits.billable_s,
        rule=rest.shown.rule,
        level=rest.shown.level,
        lot=np.where(included, _taken(drawn.draws.lot, draw), NONE),
        drawn=_taken(drawn.draws.drawn, draw),
        rate=rest.shown.rate,
        factor_bp=rest.shown.factor_bp,
        request=np.where(included, drawn.once[segment] & (drawn.unit[segment] == MONEY), rest.once[segment]),
        amount=np.where(included | (problem[entry] != 0), 0, _amounts(work, drawn, splits, rest)),
    )


def _shown(drawn: Drawn, splits: Splits, price: Price, listed: Price) -> Price:
    segment, rows = splits.segment, np.flatnonzero(splits.draw != NONE)
    shown = Price(price.rule[segment], price.level[segment], price.rate[segment], price.factor_bp[segment])
    valued = drawn.unit[segment[rows]] == MONEY
    for column, known, nothing in (
        (shown.rule, listed.rule, NONE),
        (shown.level, listed.level, NONE),
        (shown.rate, listed.rate, 0),
        (shown.factor_bp, listed.factor_bp, NO_FACTOR_BP),
    ):
        column[rows] = np.where(valued, known[segment[rows]], nothing)
    return shown


def _once(work: Workings, drawn: Drawn, splits: Splits, per_request: Bool, planned: Bool) -> Bool:
    """Which segments carry a price per request: the first of each request, among those that have something to pay."""
    if not per_request.any():
        return per_request
    pays = np.ones(len(per_request), dtype=np.bool_)
    pays[splits.segment] = splits.draw == NONE  # the last part of a segment is its rest, if it has one
    valued = drawn.valued & ~planned
    asks = per_request & pays & ~valued & (work.billed_of_part == NONE)
    once = first_of(work.request, np.flatnonzero(asks), work.rank, work.requested)
    return np.where(valued, drawn.once, once)


def _kinds(work: Workings, drawn: Drawn, splits: Splits, rest: Rest) -> Int64:
    again = rest.per_request & ~rest.once
    kind = np.where(rest.per_request, Kind.REQUEST, Kind.PLAIN)
    kind = np.where(drawn.unit != NONE, Kind.OVERAGE, kind)
    kind = np.where(again | ~work.charged, Kind.FREE, kind)
    return np.where(splits.draw != NONE, Kind.INCLUDED, kind[splits.segment])


def _amounts(work: Workings, drawn: Drawn, splits: Splits, rest: Rest) -> Int64:
    """Amounts of the rests (R19); what is left of a value is charged as it is."""
    segment = splits.segment
    seconds = np.where(rest.per_request[segment], rest.once[segment] * SECONDS_PER_HOUR, splits.billable_s)
    charged = (splits.draw == NONE) & work.charged[segment]
    amount = amounts(rest.price.rate[segment], rest.price.factor_bp[segment], np.where(charged, seconds, 0))
    valued = (drawn.unit == MONEY) & ~rest.planned
    return np.where(valued[segment], splits.rest[segment], amount) if valued.any() else amount


def _taken(column: Int64, draw: Int64) -> Int64:
    """A column of draws by part, 0 where nothing was drawn."""
    found: Int64 = np.append(column, 0)[draw]
    return found
