"""What contracts include (R14): the lots of their cycles and top-ups, and what a cycle carries over (R17)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rxbilling.engine.columns import Lot
from rxbilling.engine.cycles import Span, spans
from rxbilling.engine.inherit import calendar_for
from rxbilling.engine.terms import CarryOver, Contract, Terms, Unit

FOREVER = 10**7  # an ordinal after all dates
LONGEST = {"week": 7, "month": 31, "quarter": 92, "half-year": 184, "year": 366, "contract": 0}

LastDay = Callable[[str], int]
Turn = tuple[int, int, str]


class Grant(NamedTuple):
    """A lot before anything is drawn, and its place in the order of drawing.

    ``cycles`` are the places of the chain's cycles in which it may be drawn; ``leaves`` is what it becomes in the next
    cycle where enough of it is left (R17).
    """

    turn: Turn
    lot: Lot
    cycles: range
    leaves: "Grant | None" = None

    @classmethod
    def of(cls, lot: Lot, cycles: range, leaves: "Grant | None" = None) -> "Grant":
        """Put a lot in order: earliest expiry, earliest start, lowest id (R14)."""
        return cls((lot.last_day or FOREVER, lot.first_day, lot.key), lot, cycles, leaves)

    def carried(self, left: int) -> "Grant | None":
        """What becomes of so many units that are left of it in the next cycle, up to the cap (R17)."""
        if self.leaves is None or left <= 0:  # bills may have taken more than there is, where a plan was lowered
            return None
        if left >= self.leaves.lot.granted:
            return self.leaves
        return self.leaves._replace(lot=self.leaves.lot._replace(granted=left))


@dataclass(frozen=True, slots=True)
class Chain:
    """The cycles of a contract and of those that renew it, by their first days, and its contracts' places.

    ``grants`` are the base lot of each cycle that has begun, and the top-ups, in the order of drawing.
    """

    contracts: tuple[int, ...]
    days: tuple[int, ...]
    grants: tuple[Grant, ...]


class _Cycle(NamedTuple):
    """A cycle of a chain; those that have not begun are there to know when carried lots expire."""

    place: int
    contract: Contract
    span: Span
    begun: bool


def carried_key(key: str) -> str:
    """The key of what is carried over from the lot with a key."""
    return f"{key}/carried"


def unit_of(contract: Contract) -> Unit:
    """The one unit of the lots of a contract that includes something."""
    return contract.plan.allowance.unit if contract.plan.allowance else contract.top_ups[0].granted.unit


def includes(contract: Contract) -> bool:
    """Whether a contract has lots."""
    return contract.plan.allowance is not None or bool(contract.top_ups)


def chains(terms: Terms, indices: Sequence[int], last_day: LastDay) -> list[Chain]:
    """The chains of an account's contracts (given by their places), with cycles up to the last day of a zone."""
    including = {terms.contracts[index].key: index for index in indices if includes(terms.contracts[index])}
    renewed = {
        terms.contracts[index].renews: index
        for index in including.values()
        if (before := including.get(terms.contracts[index].renews or "")) is not None
        and terms.contracts[index].plan.allowance is not None
        and unit_of(terms.contracts[before]) == unit_of(terms.contracts[index])
    }
    heads = [index for index in including.values() if index not in renewed.values()]
    return [_chain(*_links(terms, head, renewed, last_day)) for head in heads]


def _links(
    terms: Terms, head: int, renewed: Mapping[str | None, int], last_day: LastDay
) -> tuple[tuple[int, ...], tuple[Contract, ...], tuple[int, ...]]:
    """Places of a chain's contracts, the contracts, and the last day in the zone of each."""
    places = [head]
    while (following := renewed.get(terms.contracts[places[-1]].key)) is not None:
        places.append(following)
    contracts = tuple(terms.contracts[place] for place in places)
    return tuple(places), contracts, tuple(last_day(calendar_for(terms, item).zone) for item in contracts)


@lru_cache(maxsize=1024)
def _chain(places: tuple[int, ...], contracts: tuple[Contract, ...], until: tuple[int, ...]) -> Chain:
    cycles: list[_Cycle] = []
    grants: list[Grant] = []
    unit = unit_of(contracts[0])
    for index, contract, day in zip(places, contracts, until, strict=True):
        renewed = contract is not contracts[-1] and contract.last_day  # then all cycles stand before the renewal's
        found = spans(contract, renewed or day + _ahead(contract))
        first = len(cycles)
        cycles += [
            _Cycle(index, contract, span, place == 0 or span.first_day <= day) for place, span in enumerate(found)
        ]
        grants += _bought(index, contract, unit, range(first, len(cycles)))
    grants += _base(cycles, unit)
    return Chain(places, tuple(cycle.span.first_day for cycle in cycles), tuple(sorted(grants)))


def _base(cycles: Sequence[_Cycle], unit: Unit) -> Iterator[Grant]:
    """The base lots of the cycles that have begun."""
    for place, cycle in enumerate(cycles):
        plan, span = cycle.contract.plan, cycle.span
        if plan.allowance is not None and cycle.begun:
            amount = span.part(plan.allowance.amount) if plan.prorate_allowance else plan.allowance.amount
            key = f"{cycle.contract.key}/{date.fromordinal(span.first_day)}"
            lot = Lot(key, cycle.place, "base", unit, amount, span.first_day, span.last_day)
            yield Grant.of(lot, range(place, place + 1), _leaves(lot, plan.carry_over, cycles, place + 1))


def _leaves(lot: Lot, rule: CarryOver | None, cycles: Sequence[_Cycle], place: int) -> Grant | None:
    """What a base lot becomes in the cycle at a place, if nothing is drawn and that cycle has begun."""
    if rule is None or place >= len(cycles) or not cycles[place].begun:
        return None
    amount = lot.granted if rule.cap is None else min(lot.granted, rule.cap)
    behind = min(place + rule.cycles, len(cycles))
    end, next_cycle = cycles[behind - 1].span.last_day, cycles[place]
    carried = Lot(carried_key(lot.key), next_cycle.place, "carried", lot.unit, amount, next_cycle.span.first_day, end)
    return Grant.of(carried, range(place, behind)) if amount else None


def _bought(index: int, contract: Contract, unit: Unit, cycles: range) -> Iterator[Grant]:
    """The top-ups of a contract, in force in its cycles."""
    for item in contract.top_ups:
        yield Grant.of(Lot(item.key, index, "top_up", unit, item.granted.amount, item.first_day, item.last_day), cycles)


def _ahead(contract: Contract) -> int:
    """Days in which as many cycles begin as a carried lot may last."""
    rule = contract.plan.carry_over
    return LONGEST[contract.plan.cycle.length] * (rule.cycles + 1) if rule else 0
