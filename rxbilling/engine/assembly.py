"""Batches of charges put together, in the order of the entries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Charges, Entries, Int8, Int64, Lot, Portions
from rxbilling.engine.distinct import begins
from rxbilling.engine.drawing import Drawn, nothing_drawn
from rxbilling.engine.portions import Rest
from rxbilling.engine.splits import Splits
from rxbilling.engine.workings import Workings

Column = Any
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
    charges = _Growing(CHARGE_TYPES, len(entries))
    portions = _Growing(PORTION_TYPES, len(entries) * 5 // 4)
    lots: list[Lot] = []
    idle = np.ones(len(entries.names["account"]), dtype=np.bool_)
    for batch in batches:
        idle[batch.work.entries.account] = False
        own = _own(batch, len(lots), book)
        some = np.flatnonzero(batch.work.row != NONE)
        rows.append(batch.work.row.take(some))
        charges.add(_charges(batch, some, own, portions.size, book), len(some))
        portions.add(own.items(), len(own["entry"]))
        lots += batch.drawn.lots
    if idle.any():
        lots += nothing_drawn([entries.names["account"][code] for code in np.flatnonzero(idle).tolist()], book)
    place = np.empty(len(entries), dtype=np.int64)
    place[np.concatenate([place[:0], *rows])] = np.arange(len(entries))
    return Charges(
        **{name: column.take(place) for name, column in charges.all()},
        portions=Portions(**dict(portions.all())),
        lots=book.nearby.lots(lots),
        calendars=book.clocks.keys,
        currencies=book.currencies.values,
    )


@dataclass(slots=True)
class _Growing:
    """Columns written batch by batch, with room for more: a few large arrays cost far less than many small ones."""

    types: Mapping[str, type]
    room: int
    columns: dict[str, Column] = field(default_factory=dict)
    size: int = 0

    def add(self, batch: Iterable[tuple[str, Column]], rows: int) -> None:
        """Write a batch of rows behind the others."""
        size = self.size + rows
        for name, column in batch:
            self._with_room(name, size)[self.size : size] = column
        self.size = size

    def _with_room(self, name: str, size: int) -> Column:
        held = self.columns.get(name)
        if held is None:
            held = np.empty(max(self.room, size), dtype=self.types[name])
        elif size > len(held):
            held = np.append(held, np.empty(size, dtype=held.dtype))
        self.columns[name] = held
        return held

    def all(self) -> Iterator[tuple[str, Column]]:
        """Give what was written, and let go of each column."""
        for name, kind in self.types.items():
            yield name, self.columns.pop(name, np.empty(0, dtype=kind))[: self.size]


def _own(batch: Rated, lots: int, book: Book) -> Mapping[str, Column]:
    """The portions that are not billed; their entries are rows of what is rated, their lots counted from ``lots``."""
    parts = batch.portions
    row = batch.work.row.take(parts.entry)
    columns = {name: getattr(parts, name) for name in PORTION_TYPES}
    contract = book.nearby.places.take(parts.contract)
    columns |= {"entry": row, "contract": contract, "lot": np.where(parts.lot == NONE, NONE, parts.lot + lots)}
    if (batch.work.row == NONE).any():
        keep = np.flatnonzero(row != NONE)
        columns = {name: column.take(keep) for name, column in columns.items()}
    return columns


def _charges(
    batch: Rated, entries: Int64, own: Mapping[str, Column], size: int, book: Book
) -> Iterator[tuple[str, Column]]:
    """Sum the portions of some entries of a batch; ``size`` portions stand before them."""
    work, parts = batch.work, batch.work.parts
    first = begins(own["entry"])
    row = parts.begins.take(entries)
    owner = parts.owner.take(row)
    yield "problem", batch.problem.take(entries)
    yield "worked_s", (work.entries.end - work.entries.start).take(entries)
    yield "billable_s", np.add.reduceat(own["billable_s"], first) if len(first) else first
    yield "amount", np.add.reduceat(own["amount"], first) if len(first) else first
    yield "cost", work.cost.take(entries)
    yield "contract", book.nearby.places.take(parts.contract.take(row))
    yield "day", parts.day.take(row)
    yield "calendar", book.clocks.of_owner.take(owner)
    yield "currency", book.currencies.of_owner.take(owner)
    yield "first", first + size
    yield "count", np.diff(first, append=len(own["entry"]))
