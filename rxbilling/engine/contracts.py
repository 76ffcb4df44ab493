"""Which contract and bill cycle an instant falls under (R6a)."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, day_start
from rxbilling.engine.columns import NONE, Entries, Int64
from rxbilling.engine.cycles import cycle_starts
from rxbilling.engine.distinct import classes, distinct
from rxbilling.engine.inherit import calendar_for
from rxbilling.engine.terms import Contract, Terms
from rxbilling.engine.tracks import Tracks, Window

Choice = tuple[tuple[int, ...], bool]
Candidate = tuple[int, Contract, str]  # its place in the terms, and its zone


@dataclass(frozen=True, slots=True)
class Part:
    """From ``start`` on (epoch seconds) a contract runs: its cycle (first day), and how many top-ups began or ended."""

    start: int
    contract: int = NONE
    cycle: int = NONE
    phase: int = 0


@dataclass(frozen=True, slots=True)
class ContractTracks:
    """A track for each way to choose contracts, and the track of each entry.

    ``contract``, ``cycle`` and ``phase`` are those of the tracks' intervals (``Part``).
    """

    tracks: Tracks
    contract: Int64
    cycle: Int64
    phase: Int64
    track: Int64


def contract_tracks(entries: Entries, terms: Terms, window: Window) -> ContractTracks:
    """Lay out when each entry's contracts and their cycles run."""
    example, number = _situations(entries, terms)
    choosers: dict[Choice, int] = {}
    of_example = [choosers.setdefault(choice, len(choosers)) for choice in _choices(entries, terms, example)]
    laid_out = [_lay_out(_candidates(terms, places), clock, window) for places, clock in choosers]
    laid_out = laid_out or [_lay_out((), True, window)]
    tracks = Tracks.join(window, [track[0] for track in laid_out])
    _, contract, cycle, phase = np.concatenate(laid_out, axis=1)
    return ContractTracks(tracks, contract, cycle, phase, np.array(of_example, dtype=np.int64)[number])


def _situations(entries: Entries, terms: Terms) -> tuple[Int64, Int64]:
    """Entries that may have different contracts: by account, cover, the ticket's own contract, and clock."""
    service = classes(entries.names["service"], (contract.services or () for contract in terms.contracts))
    product = classes(entries.names["product"], (contract.products or () for contract in terms.contracts))
    return distinct(
        entries.account.astype(np.int64),
        service[entries.service],
        product[entries.product],
        entries.contract + np.int64(1),
        entries.clock.astype(np.int64),
    )


def _choices(entries: Entries, terms: Terms, rows: Int64) -> Iterator[Choice]:
    """The contracts that may apply to an entry, first choice first, and whether it has a clock."""
    of_account = defaultdict(list)
    for index in sorted(range(len(terms.contracts)), key=lambda index: _rank(terms.contracts[index])):
        of_account[terms.contracts[index].account].append(index)
    names = [(*entries.names[field], None) for field in ("account", "service", "product")]
    columns = [getattr(entries, field)[rows].tolist() for field in ("account", "service", "product")]
    own, clock = entries.contract[rows].tolist(), entries.clock[rows].tolist()
    for place in range(len(rows)):
        account, service, product = (keys[column[place]] for keys, column in zip(names, columns, strict=True))
        first = [own[place]] if own[place] in of_account.get(account, ()) else []
        others = [i for i in of_account.get(account, ()) if _covers(terms.contracts[i], service, product)]
        yield tuple(dict.fromkeys(first + others)), clock[place]


def _rank(contract: Contract) -> tuple[bool, int, int]:
    """The narrowest cover first, then the earliest start; sorting keeps the order given where these are equal."""
    everything = contract.services is None and contract.products is None
    return everything, len(contract.services or ()) + len(contract.products or ()), contract.first_day


def _covers(contract: Contract, service: str | None, product: str | None) -> bool:
    if contract.services is None and contract.products is None:
        return True
    return service in (contract.services or ()) or product in (contract.products or ())


def _candidates(terms: Terms, places: Sequence[int]) -> tuple[Candidate, ...]:
    contracts = [terms.contracts[place] for place in places]
    return tuple((place, item, calendar_for(terms, item).zone) for place, item in zip(places, contracts, strict=True))


@lru_cache(maxsize=1024)
def _lay_out(candidates: tuple[Candidate, ...], clock: bool, window: Window) -> Int64:
    """Parts of the window, a column each, with the contract that runs there; rows as in ``Part``."""
    runs = [_run(contract, place, zone, clock, window) for place, contract, zone in candidates]
    starts = {window.origin, *(part.start for run in runs for part in run if part.start < window.horizon)}
    return np.array([astuple(_running(runs, start)) for start in sorted(starts)], dtype=np.int64).T


def _running(runs: Sequence[Sequence[Part]], instant: int) -> Part:
    """What the first run that is on says at an instant."""
    for run in runs:
        place = bisect(run, instant, key=lambda part: part.start)
        if place and run[place - 1].contract != NONE:
            part = run[place - 1]
            return Part(instant, part.contract, part.cycle, part.phase)
    return Part(instant)


def _run(contract: Contract, index: int, zone: str, clock: bool, window: Window) -> tuple[Part, ...]:
    """The starts of a contract's cycles, its top-ups' days, its end; days before the window stand at its origin."""
    before, after = window.origin // DAY + EPOCH_DAY - 2, window.horizon // DAY + EPOCH_DAY + 2

    def moment(day: int) -> int:
        if day <= before:
            return window.origin
        return max(window.origin, day_start(zone, day) if clock else (day - EPOCH_DAY) * DAY)

    last = after if contract.last_day is None else min(contract.last_day, after)
    begins = [contract.first_day, *cycle_starts(contract, last)]
    edges = sorted({day for item in contract.top_ups for day in (item.first_day, item.last_day + 1)})
    days = sorted(day for day in {*begins, *edges} if contract.first_day <= day <= last)
    parts = [Part(moment(day), index, begins[bisect(begins, day) - 1], bisect(edges, day)) for day in days]
    return (*parts, Part(moment(last + 1))) if last < after else tuple(parts)
