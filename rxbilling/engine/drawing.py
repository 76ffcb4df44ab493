"""What a batch of work asks of the lots of its contracts, and what it gets (R14 to R17)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rxbilling.engine.allowance import draw
from rxbilling.engine.book import UNITS, Book
from rxbilling.engine.columns import NONE, Billed, Bool, Int64, Kind, Lot
from rxbilling.engine.distinct import begins, distinct
from rxbilling.engine.draws import Draws
from rxbilling.engine.lots import Chain
from rxbilling.engine.money import SECONDS_PER_HOUR, amounts
from rxbilling.engine.requests import first_of
from rxbilling.engine.serving import Demand, Drawing
from rxbilling.engine.workings import Workings

SECOND, REQUEST, MONEY = range(len(UNITS))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What segments asked for and were given.

    ``unit`` is a place in ``UNITS`` for segments that may draw, which are overage where no lot covers them, and NONE
    for the others; ``units`` is what each asked for. Where money is drawn, ``valued`` tells which segments have a price
    from their rule, ``once`` which of them carry one per request, and ``worthless`` which may draw but have no value.
    ``draws`` names segments and places in ``lots``.
    """

    unit: Int64
    units: Int64
    valued: Bool
    once: Bool
    worthless: Bool
    draws: Draws
    lots: Sequence[Lot]


def drawn(work: Workings, book: Book, billed: Billed | None) -> Drawn:
    """Draw the lots of the batch's accounts."""
    passed = np.zeros(len(work.parts), dtype=np.bool_)
    found = _drawn(work, book, billed, passed)
    while (missed := _missed(found, work, book) & ~passed).any():
        passed |= missed
        found = _drawn(work, book, billed, passed)
    return found


def _drawn(work: Workings, book: Book, billed: Billed | None, passed: Bool) -> Drawn:
    """Draw, where what has ``passed`` does not carry its ticket's price per request."""
    names, account = work.entries.names["account"], work.entries.account
    codes = account[begins(account)].tolist()
    chains = [chain for code in codes for chain in book.chains(names[code])]
    unit = _units(work, book)
    leads = _leaders(work, unit, book, billed)
    valued = (book.unit[work.parts.contract] == MONEY) & (work.rule != NONE)
    once = _requests_of_value(work, valued & ~passed, book)
    units = _asked(work, unit, once, book)
    rows, chain = _in_order(work, chains, unit)
    contract, cycle, tier, day = (
        column.take(rows) for column in (work.parts.contract, work.parts.cycle, work.parts.tier, work.parts.day)
    )
    worth = once | passed | (valued & ~book.prices.per_request[work.rule])
    asks = np.where(unit == MONEY, worth & ~passed, leads | (unit == SECOND))[rows]
    demand = Demand(chain, cycle, units[rows], book.burn_bp[contract, tier], day, asks)
    found = draw(demand, chains, book.used)
    draws = _together(found, rows, work, unit == REQUEST, billed)
    units[(unit == REQUEST) & ~leads] = 0
    return Drawn(unit, units, valued, once, (unit == MONEY) & ~worth, draws, found.lots)


def _missed(found: Drawn, work: Workings, book: Book) -> Bool:
    """Work that carries a price per request, was given nothing, and costs the plan's overage price per hour instead.

    Then the ticket's next work is the first to carry that price; where no top-up has begun meanwhile, that is given
    nothing either.
    """
    hourly = book.has_overage & ~book.overage.per_request
    missed: Bool = found.once & (found.unit == MONEY) & hourly[work.parts.contract]
    missed[found.draws.row] = False
    if not missed.any():
        return missed
    _, stretch = distinct(work.request, work.parts.phase)
    later = np.isin(stretch, stretch[missed]) & (found.unit == MONEY)
    missed |= later & found.valued & book.prices.per_request[work.rule]
    return missed


def nothing_drawn(accounts: Sequence[str], book: Book) -> Sequence[Lot]:
    """The lots of accounts without work."""
    chains = [chain for account in accounts for chain in book.chains(account)]
    none = np.zeros(0, dtype=np.int64)
    return draw(Demand(none, none, none, none, none, none.astype(np.bool_)), chains, book.used).lots


def _units(work: Workings, book: Book) -> Int64:
    """The unit in which segments may draw: billable, without their own price, in a tier and on a day that draw."""
    parts = work.parts
    may = book.allows[parts.contract]
    for place, top_ups in book.bought:
        rows = np.flatnonzero(parts.contract == place)
        day = parts.day[rows]
        for item in top_ups:
            may[rows] |= (item.first_day <= day) & (day <= item.last_day)
    may &= work.charged & (work.override == NONE) & (work.billed_of_part == NONE)
    may &= book.burn_bp[parts.contract, parts.tier] != NONE
    return np.where(may, book.unit[parts.contract], NONE)


def _leaders(work: Workings, unit: Int64, book: Book, billed: Billed | None) -> Bool:
    """The segments that draw a request: the first of their ticket in a cycle, unless a bill has settled it."""
    if REQUEST not in book.unit:
        return np.zeros(len(unit), dtype=np.bool_)
    settled = np.zeros(0, dtype=np.int64)
    if billed is not None:
        decides = np.append((billed.drawn > 0) | (billed.kind == Kind.OVERAGE), False)[work.billed_of_part]
        settled = np.flatnonzero(decides & (book.unit[work.parts.contract] == REQUEST))
    return first_of(work.request, np.flatnonzero(unit == REQUEST), work.rank, settled)


def _requests_of_value(work: Workings, valued: Bool, book: Book) -> Bool:
    """Where money is drawn, what carries a price per request is known before: it is a part of the value."""
    rows = np.flatnonzero(valued & book.prices.per_request[work.rule] & (work.billed_of_part == NONE))
    return first_of(work.request, rows, work.rank, work.requested)


def _asked(work: Workings, unit: Int64, once: Bool, book: Book) -> Int64:
    """Seconds, a request, or the value in minor units (R19, R10)."""
    asked = np.where(unit == SECOND, work.billable_s, 1)
    rows = np.flatnonzero(unit == MONEY)
    if len(rows):
        rule, tier = work.rule[rows], work.parts.tier[rows]
        seconds = np.where(book.prices.per_request[rule], once[rows] * SECONDS_PER_HOUR, work.billable_s[rows])
        asked[rows] = amounts(book.prices.rates[rule, tier], book.prices.factors_bp[rule, tier], seconds)
    return asked


def _in_order(work: Workings, chains: Sequence[Chain], unit: Int64) -> tuple[Int64, Int64]:
    """The segments that may draw and their chains, in the order of drawing: by chain and cycle, then in work order."""
    rows = np.flatnonzero(unit != NONE)
    chain_of = np.full(int(work.parts.contract.max(initial=NONE)) + 2, NONE)
    for number, one in enumerate(chains):
        chain_of[[index for index in one.contracts if index < len(chain_of)]] = number
    chain, cycle, rank = chain_of[work.parts.contract[rows]], work.parts.cycle[rows], work.rank[rows]
    turn = chain * (cycle.max(initial=0) + 1) + cycle
    if (turn[1:] < turn[:-1]).any() or (rank[1:] < rank[:-1]).any():
        order = np.lexsort((rank, turn))
        rows, chain = rows[order], chain[order]
    return rows, chain


def _together(found: Drawing, rows: Int64, work: Workings, requests: Bool, billed: Billed | None) -> Draws:
    """What was drawn, by segment; segments of a request that was given go with it and draw nothing themselves."""
    draws = found.draws()
    draws = Draws(rows[draws.row], draws.lot, draws.units, draws.drawn)
    if not requests.any():
        return draws.by_row()
    lot = _lots_of_requests(draws, found.lots, work, requests, billed)
    follow = np.flatnonzero(requests & (lot[work.request] != NONE))
    follow = follow[~np.isin(follow, draws.row)]
    none = np.zeros(len(follow), dtype=np.int64)
    return draws.join(Draws(follow, lot[work.request[follow]], none, none)).by_row()


def _lots_of_requests(
    draws: Draws, lots: Sequence[Lot], work: Workings, requests: Bool, billed: Billed | None
) -> Int64:
    """The lot that gave each request, as a place in the lots; NONE if none did."""
    lot = np.full(int(work.request.max(initial=NONE)) + 1, NONE)
    given = np.flatnonzero((work.billed_of_part != NONE) & (work.request != NONE))
    if billed is not None and len(given):
        place = {item.key: index for index, item in enumerate(lots)}
        own = [place.get(billed.lot[row], NONE) for row in work.billed_of_part[given].tolist()]
        np.maximum.at(lot, work.request[given], np.array(own, dtype=np.int64))
    drew = requests[draws.row]
    lot[work.request[draws.row[drew]]] = draws.lot[drew]
    return lot
