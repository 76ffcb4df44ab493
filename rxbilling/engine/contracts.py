"""Which contract and bill cycle an instant falls under (R6a)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rxbilling.engine.calendar import DAY, EPOCH_DAY, day_start
from rxbilling.engine.columns import NONE, Entries, Int64
from rxbilling.engine.cycles import cycle_starts
from rxbilling.engine.distinct import classes, distinct
from rxbilling.engine.inherit import calendar_for
from rxbilling.engine.terms import Contract, Terms
from rxbilling.engine.tracks import Tracks, Window

Choice = tuple[tuple[int, ...], bool]


@dataclass(frozen=True, slots=True)
class ContractTracks:
    """A track for each way to choose contracts, and the track of each entry.

    ``contract`` and ``cycle`` (its first day) are those of the tracks' intervals, NONE where no contract runs.
    """

    tracks: Tracks
    contract: Int64
    cycle: Int64
    track: Int64


def contract_tracks(entries: Entries, terms: Terms, window: Window) -> ContractTracks:
    """Lay out when each entry's contracts and their cycles run."""
    example, number = _situations(entries, terms)
    choosers: dict[Choice, int] = {}
    of_example = [choosers.setdefault(choice, len(choosers)) for choice in _choices(entries, terms, example)]
    laid_out = [_lay_out(terms, choice, window) for choice in choosers] or [[(window.origin, NONE, NONE)]]
    columns = [np.array(track, dtype=np.int64).T for track in laid_out]
    tracks = Tracks.join(window, [starts for starts, _, _ in columns])
    contract, cycle = (np.concatenate(column) for column in list(zip(*columns, strict=True))[1:])
    return ContractTracks(tracks, contract, cycle, np.array(of_example, dtype=np.int64)[number])


def _situations(entries: Entries, terms: Terms) -> tuple[Int64, Int64]:
    """Entries that may have different contracts: by account, cover, the ticket's own contract, and clock."""
    owner = classes(entries.names["account"], ({contract.account} for contract in terms.contracts))
    service = classes(entries.names["service"], (contract.services or () for contract in terms.contracts))
    product = classes(entries.names["product"], (contract.products or () for contract in terms.contracts))
    return distinct(
        owner[entries.account],
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
    for row in rows:
        account, service, product = (
            keys[column[row]]
            for keys, column in zip(names, (entries.account, entries.service, entries.product), strict=True)
        )
        own = [int(entries.contract[row])] if entries.contract[row] != NONE else []
        others = [i for i in of_account.get(account, ()) if _covers(terms.contracts[i], service, product)]
        yield tuple(dict.fromkeys(own + others)), bool(entries.clock[row])


def _rank(contract: Contract) -> tuple[bool, int, int]:
    """The narrowest cover first, then the earliest start; sorting keeps the order given where these are equal."""
    everything = contract.services is None and contract.products is None
    return everything, len(contract.services or ()) + len(contract.products or ()), contract.first_day


def _covers(contract: Contract, service: str | None, product: str | None) -> bool:
    if contract.services is None and contract.products is None:
        return True
    return service in (contract.services or ()) or product in (contract.products or ())


def _lay_out(terms: Terms, choice: Choice, window: Window) -> list[tuple[int, int, int]]:
    """Starts of intervals in the window, with the contract that runs there and its cycle."""
    runs = [_run(terms, index, choice[1], window) for index in choice[0]]
    starts = {window.origin} | {start for run in runs for start, _, _ in run if window.origin < start < window.horizon}
    return [(start, *_running(runs, start)) for start in sorted(starts)]


def _running(runs: Sequence[Sequence[tuple[int, int, int]]], instant: int) -> tuple[int, int]:
    """Contract and cycle of the first run that is on at an instant."""
    for run in runs:
        at = [part for part in run if part[0] <= instant][-1:]
        if at and at[0][1] != NONE:
            return at[0][1], at[0][2]
    return NONE, NONE


def _run(terms: Terms, index: int, clock: bool, window: Window) -> list[tuple[int, int, int]]:
    """The starts of a contract's cycles and its end, with contract and cycle from there on."""
    terms_of = terms.contracts[index]
    zone = calendar_for(terms, terms_of).zone
    before, after = window.origin // DAY + EPOCH_DAY - 2, window.horizon // DAY + EPOCH_DAY + 2

    def moment(day: int) -> int:
        if day <= before:
            return window.origin
        return day_start(zone, day) if clock else (day - EPOCH_DAY) * DAY

    parts = [(day, index, day) for day in (terms_of.first_day, *cycle_starts(terms_of, after)) if day <= after]
    if terms_of.last_day is not None and terms_of.last_day < after:
        parts.append((terms_of.last_day + 1, NONE, NONE))
    return [(moment(day), contract, cycle) for day, contract, cycle in parts]
