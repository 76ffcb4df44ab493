"""What contracts include (R14): the lots of their cycles and top-ups, and what a cycle carries over (R17)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from rxbilling.engine.cycles import Span, spans
from rxbilling.engine.inherit import calendar_for
from rxbilling.engine.terms import Contract, Terms, Unit

FOREVER = 10**7  # an ordinal after all dates
LONGEST = {"week": 7, "month": 31, "quarter": 92, "half-year": 184, "year": 366, "contract": 0}

LastDay = Callable[[str], int]
Turn = tuple[int, int, str]


class Grant(NamedTuple):
    """A lot before anything is drawn; ``cycles`` are the places of the chain's cycles in which it may be drawn."""

    key: str
    contract: int
    kind: Literal["base", "top_up", "carried"]
    amount: int
    first_day: int
    last_day: int | None
    cycles: range

    @property
    def turn(self) -> Turn:
        """Its place in the order of drawing: earliest expiry, earliest start, lowest id (R14)."""
        return self.last_day or FOREVER, self.first_day, self.key


@dataclass(frozen=True, slots=True)
class Chain:
    """The cycles of a contract and of those that renew it: place in ``Terms.contracts``, and span.

    ``listed`` tells which cycles have begun: the others are there to know when carried lots expire. ``grants`` are the
    base lot of each cycle that has begun, and the top-ups, in the order of drawing.
    """

    unit: Unit
    cycles: tuple[tuple[int, Span], ...]
    listed: tuple[bool, ...]
    grants: tuple[tuple[Turn, Grant], ...]

    @property
    def contracts(self) -> tuple[int, ...]:
        """Places of its contracts."""
        return tuple(dict.fromkeys(index for index, _ in self.cycles))

    def carried(self, grant: Grant, left: int, terms: Terms) -> Grant | None:
        """What a base lot with so many units left becomes in the next cycle (R17)."""
        rule, place = terms.contracts[grant.contract].plan.carry_over, grant.cycles.start + 1
        if rule is None or place >= len(self.cycles) or not self.listed[place]:
            return None
        amount = left if rule.cap is None else min(left, rule.cap)
        last = min(place + rule.cycles, len(self.cycles))
        index, span = self.cycles[place]
        end = self.cycles[last - 1][1].last_day
        if amount <= 0:  # bills may have taken more than there is, where a plan was lowered
            return None
        return Grant(carried_key(grant.key), index, "carried", amount, span.first_day, end, range(place, last))


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
    cycles: list[tuple[int, Span]] = []
    listed: list[bool] = []
    grants: list[Grant] = []
    for index, contract, day in zip(places, contracts, until, strict=True):
        renewed = contract is not contracts[-1] and contract.last_day  # then all cycles stand before the renewal's
        found = spans(contract, renewed or day + _ahead(contract))
        begun = [place == 0 or span.first_day <= day for place, span in enumerate(found)]
        first = len(cycles)
        cycles += [(index, span) for span in found]
        listed += begun
        grants += _base(index, contract, found[: sum(begun)], first)
        grants += _bought(index, contract, range(first, len(cycles)))
    ordered = sorted((grant.turn, grant) for grant in grants)
    return Chain(unit_of(contracts[0]), tuple(cycles), tuple(listed), tuple(ordered))


def _base(index: int, contract: Contract, begun: Sequence[Span], first: int) -> Iterator[Grant]:
    """The base lots of the cycles that have begun, which stand in the chain from ``first`` on."""
    allowance, prorate = contract.plan.allowance, contract.plan.prorate_allowance
    if allowance is None:
        return
    for place, span in enumerate(begun, first):
        amount = span.part(allowance.amount) if prorate else allowance.amount
        key = f"{contract.key}/{date.fromordinal(span.first_day)}"
        yield Grant(key, index, "base", amount, span.first_day, span.last_day, range(place, place + 1))


def _bought(index: int, contract: Contract, cycles: range) -> Iterator[Grant]:
    """The top-ups of a contract, in force in its cycles."""
    for item in contract.top_ups:
        yield Grant(item.key, index, "top_up", item.granted.amount, item.first_day, item.last_day, cycles)


def _ahead(contract: Contract) -> int:
    """Days in which as many cycles begin as a carried lot may last."""
    rule = contract.plan.carry_over
    return LONGEST[contract.plan.cycle.length] * (rule.cycles + 1) if rule else 0
