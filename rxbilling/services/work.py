"""The read model: entries and charges as columns in memory, always equal to the tables.

A change raises one number (``revision``); whoever reads asks for that number and takes over only the entries that
changed since. Lists, totals, charts and exports all ask here, so they cannot disagree.
"""

from _thread import LockType
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from rxbilling.models import work_columns as sql
from rxbilling.models.database import engine, reading

Column = npt.NDArray[np.int64]
KEPT = 32


@dataclass(frozen=True)
class Work:
    """All entries at one revision, by number, as the columns of ``work_columns.COLUMNS``; a column is never written to.

    ``currency`` is an index into ``currencies``; ``cache`` keeps what was made of the columns, under any key.
    """

    revision: int
    columns: Mapping[str, Column]
    currencies: tuple[str, ...] = ()
    epoch: int = 0
    cache: OrderedDict[object, Column] = field(default_factory=OrderedDict)
    lock: LockType = field(default_factory=Lock)

    def __getitem__(self, column: str) -> Column:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.columns["id"])

    def kept(self, key: object, make: Callable[[], Column]) -> Column:
        """Return what was made before of these columns under a key, or make and keep it."""
        with self.lock:
            if (known := self.cache.get(key)) is not None:
                self.cache.move_to_end(key)
                return known
        made = make()
        with self.lock:
            self.cache[key] = made
            if len(self.cache) > KEPT:
                self.cache.popitem(last=False)
        return made


EMPTY = Work(-1, {name: np.empty(0, np.int64) for name in sql.COLUMNS})


class Ledger:
    """Holds the newest ``Work`` of one database."""

    def __init__(self, source: Engine) -> None:
        self.source = source
        self.work = EMPTY
        self.lock = Lock()

    def current(self) -> Work:
        """Return the work as it is now, having read what changed."""
        with reading(self.source) as db:
            connection = db.connection()
            if sql.revision(connection) == (self.work.epoch, self.work.revision):
                return self.work
            with self.lock:
                self.work = _refreshed(self.work, connection)
        return self.work


def _refreshed(work: Work, connection: Connection) -> Work:
    epoch, revision = sql.revision(connection)
    if (epoch, revision) == (work.epoch, work.revision):
        return work
    base = work if epoch == work.epoch else EMPTY
    unknown = sql.currencies(connection, base.revision).difference(base.currencies)
    currencies = (*base.currencies, *sorted(unknown))
    changed = sql.changed_since(connection, base.revision, currencies)
    return Work(revision, merged(base.columns, changed.T), currencies, epoch)


def merged(columns: Mapping[str, Column], changed: npt.NDArray[np.int64]) -> dict[str, Column]:
    """Return columns with rows replaced, added and (where ``gone``) dropped, in order of number.

    Of a column that stays as it was nothing is copied: after an edit most of a million rows are only shared.
    """
    gone = changed[sql.COLUMNS.index("gone")] == 1
    dropped = _places(columns["id"], changed[0, gone])
    kept = {name: np.delete(column, dropped) if len(dropped) else column for name, column in columns.items()}
    present = changed[:, ~gone]
    rows = _places(kept["id"], present[0])
    known = np.isin(present[0], kept["id"][rows])
    added = np.searchsorted(kept["id"], present[0, ~known])
    return {
        name: _with(kept[name], rows, present[place, known], added, present[place, ~known])
        for place, name in enumerate(sql.COLUMNS)
    }


def _places(numbers: Column, wanted: Column) -> npt.NDArray[np.intp]:
    """Return where those numbers stand that are there; both are in order."""
    places = np.searchsorted(numbers, wanted)
    inside = places < len(numbers)
    places, wanted = places[inside], wanted[inside]
    found: npt.NDArray[np.intp] = places[numbers[places] == wanted]
    return found


def _with(
    column: Column, rows: npt.NDArray[np.intp], values: Column, added: npt.NDArray[np.intp], new: Column
) -> Column:
    if len(rows) and not np.array_equal(column[rows], values):
        column = column.copy()
        column[rows] = values
    return np.insert(column, added, new) if len(added) else column


@cache
def ledger(source: Engine) -> Ledger:
    """Return the ledger of a database."""
    return Ledger(source)


def current(source: Engine | None = None) -> Work:
    """Return the work of this process's database as it is now."""
    return ledger(source or engine()).current()
