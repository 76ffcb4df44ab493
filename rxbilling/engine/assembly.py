"""Batches of charges put together, in the order of the entries."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Charges, Entries, Int8, Int64, Lot, Portions
from rxbilling.engine.drawing import Drawn, nothing_drawn
from rxbilling.engine.portions import Rest
from rxbilling.engine.splits import Splits
from rxbilling.engine.workings import Workings

Column = Any
Columns = dict[str, list[Column]]
CHARGE_TYPES = {
    "problem": np.int8,
    "worked_s": np.int32,
    "billable_s": np.int32,
    "amount": np.int64,
    "cost": np.int64,
    "contract": np.int32,
    "day": np.int32,
    "calendar": np.int32,
    "currency": np.int32,
    "first": np.int32,
    "count": np.int32,
}
PORTION_TYPES = {
    "entry": np.int32,
    "start": np.int64,
    "end": np.int64,
    "contract": np.int32,
    "cycle": np.int32,
    "tier": np.int8,
    "kind": np.int8,
    "worked_s": np.int32,
    "billable_s": np.int32,
    "rule": np.int32,
    "level": np.int8,
    "lot": np.int32,
    "drawn": np.int64,
    "rate": np.int64,
    "factor_bp": np.int32,
    "amount": np.int64,
    "request": np.bool_,
}


@dataclass(frozen=True, slots=True)
class Rated:
    """A batch with its result: what was drawn, how segments were split, what their rest costs, and the portions.

    Lots are counted from 0 in each batch, and entries by their row in it.
    """

    work: Workings
    drawn: Drawn
    splits: Splits
    rest: Rest
    problem: Int8
    portions: Portions


def assembled(entries: Entries, batches: Iterator[Rated], book: Book) -> Charges:
    """Put the results of batches together, without those of billed work."""
    rows: list[Int64] = []
    charges: Columns = defaultdict(list)
    portions: Columns = defaultdict(list)
    lots: list[Lot] = []
    idle = np.ones(len(entries.names["account"]), dtype=np.bool_)
    size = 0
    for batch in batches:
        idle[batch.work.entries.account] = False
        own = _own(batch, len(lots))
        for name, column in _charges(batch, own, size, book).items():
            charges[name].append(column)
        for name, column in own.items():
            portions[name].append(column)
        rows.append(batch.work.row[batch.work.row != NONE])
        lots += batch.drawn.lots
        size += len(own["entry"])
    lots += nothing_drawn([entries.names["account"][code] for code in np.flatnonzero(idle).tolist()], book)
    place = np.empty(len(entries), dtype=np.int64)
    place[np.concatenate([place[:0], *rows])] = np.arange(len(entries))
    return Charges(
        **{name: joined.take(place) for name, joined in _joined(charges, CHARGE_TYPES)},
        portions=Portions(**dict(_joined(portions, PORTION_TYPES))),
        lots=tuple(lots),
        calendars=book.clocks.keys,
        currencies=book.currencies.values,
    )


def _own(batch: Rated, lots: int) -> Mapping[str, Column]:
    """The portions that are not billed; their entries are rows of what is rated, their lots counted from ``lots``."""
    parts = batch.portions
    row = batch.work.row.take(parts.entry)
    columns = {name: getattr(parts, name) for name in PORTION_TYPES}
    columns |= {"entry": row, "lot": np.where(parts.lot == NONE, NONE, parts.lot + lots)}
    if (batch.work.row == NONE).any():
        keep = np.flatnonzero(row != NONE)
        columns = {name: column.take(keep) for name, column in columns.items()}
    return {name: column.astype(PORTION_TYPES[name], copy=False) for name, column in columns.items()}


def _charges(batch: Rated, own: Mapping[str, Column], size: int, book: Book) -> Mapping[str, Column]:
    """Sum the portions of each entry of a batch; ``size`` portions stand before them."""
    work, parts = batch.work, batch.work.parts
    entries = np.flatnonzero(work.row != NONE)
    first = np.flatnonzero(np.diff(own["entry"], prepend=NONE))
    begins = parts.begins.take(entries)
    owner = parts.owner.take(begins)
    values = {
        "problem": batch.problem.take(entries),
        "worked_s": (work.entries.end - work.entries.start).take(entries),
        "billable_s": np.add.reduceat(own["billable_s"], first) if len(first) else first,
        "amount": np.add.reduceat(own["amount"], first) if len(first) else first,
        "cost": work.cost.take(entries),
        "contract": parts.contract.take(begins),
        "day": parts.day.take(begins),
        "calendar": book.clocks.of_owner.take(owner),
        "currency": book.currencies.of_owner.take(owner),
        "first": first + size,
        "count": np.diff(first, append=len(own["entry"])),
    }
    return {name: value.astype(CHARGE_TYPES[name], copy=False) for name, value in values.items()}


def _joined(columns: Columns, types: Mapping[str, type]) -> Iterator[tuple[str, Column]]:
    """Join the batches' columns one after the other; each is let go when it is joined."""
    for name, kind in types.items():
        yield name, np.concatenate([np.zeros(0, dtype=kind), *columns.pop(name, ())])
