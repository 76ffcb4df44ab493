"""The read model: entries and charges as columns in memory, always equal to the tables.

A change raises one number (``revision``); whoever reads asks for that number and takes over only the entries that
changed since. Lists, totals, charts and exports all ask here, so they cannot disagree.
"""

from _thread import LockType
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Engine

from rxbilling.models import work_columns as sql
from rxbilling.models.database import engine, reading
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter

Column = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]
NAMED = {"account": "account", "rep": "rep", "service": "service", "ticket": "ticket"}
ORDERINGS_KEPT = 16


@dataclass(frozen=True)
class Work:
    """All entries at one revision, by number. ``table`` has the columns of ``work_columns.COLUMNS``."""

    revision: int
    table: npt.NDArray[np.int64]
    currencies: tuple[str, ...]
    epoch: int = 0
    cache: OrderedDict[object, npt.NDArray[np.int64]] = field(default_factory=OrderedDict)
    lock: LockType = field(default_factory=Lock)

    def __getitem__(self, column: str) -> Column:
        values: Column = self.table[sql.COLUMNS.index(column)]
        return values

    def __len__(self) -> int:
        return int(self.table.shape[1])


EMPTY = Work(-1, np.empty((len(sql.COLUMNS), 0), np.int64), ())


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
    currencies = tuple(sql.currencies(connection))
    since = work.revision if (epoch, currencies) == (work.epoch, work.currencies) else -1
    base = work if since >= 0 else EMPTY
    changed = sql.changed_since(connection, since, currencies).T
    return Work(revision, _merged(base.table, changed), currencies, epoch)


def _merged(table: npt.NDArray[np.int64], changed: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Replace and add rows by number, and drop those that are gone."""
    kept = table[:, ~np.isin(table[0], changed[0])]
    present = changed[:, changed[sql.COLUMNS.index("gone")] == 0]
    together = np.concatenate([kept, present], axis=1)
    return np.ascontiguousarray(together[:, np.argsort(together[0], kind="stable")])


@cache
def ledger(source: Engine) -> Ledger:
    """Return the ledger of a database."""
    return Ledger(source)


def current(source: Engine | None = None) -> Work:
    """Return the work of this process's database as it is now."""
    return ledger(source or engine()).current()


def select(work: Work, actor: Actor, chosen: WorkFilter) -> Rows:
    """Return the rows that an actor sees of a filter, by number of the entry."""
    mask = np.ones(len(work), np.bool_)
    if chosen.first_day:
        mask &= work["day"] >= chosen.first_day.toordinal()
    if chosen.last_day:
        mask &= work["day"] <= chosen.last_day.toordinal()
    if chosen.accounts:
        mask &= np.isin(work["account"], chosen.accounts)
    if chosen.reps:
        mask &= np.isin(work["rep"], chosen.reps)
    if chosen.ticket:
        mask &= work["ticket"] == chosen.ticket
    if chosen.status:
        mask &= work["status"] == sql.STATUSES.index(chosen.status)
    if actor.rep_only is not None:
        mask &= work["rep"] == actor.rep_only
    return np.flatnonzero(mask)


def ordered(work: Work, actor: Actor, chosen: WorkFilter, sort: str, descending: bool) -> Column:
    """Return the numbers of the entries that an actor sees of a filter, in an order; ties by number."""
    key = (chosen, sort, descending, actor.rep_only)
    with work.lock:
        if (known := work.cache.get(key)) is not None:
            work.cache.move_to_end(key)
            return known
    rows = select(work, actor, chosen)
    values = _sort_values(work, sort)[rows]
    made = work["id"][rows[np.argsort(-values if descending else values, kind="stable")]]
    with work.lock:
        work.cache[key] = made
        if len(work.cache) > ORDERINGS_KEPT:
            work.cache.popitem(last=False)
    return made


def _sort_values(work: Work, sort: str) -> Column:
    if sort in NAMED:
        return _ranks(work, sort)
    if sort == "tiers":
        # What was worked outside operational hours: the dearer work first.
        return work["worked_s"] - work["operational_s"]
    if sort == "note":
        return _note_ranks(work)
    return work[sort] if sort in sql.COLUMNS else work["start"]


def _ranks(work: Work, name: str) -> Column:
    """Return, for each entry, the place of its account (rep, …) in the order of names."""
    with reading() as db:
        names = sql.names(db.connection(), NAMED[name], "number" if name == "ticket" else "name")
    # Both sizes: rows may have gone or come between the two readings.
    places = np.zeros(max(max(names, default=0), int(work[name].max(initial=0))) + 1, np.int64)
    for place, (number, _) in enumerate(sorted(names.items(), key=lambda item: item[1].casefold()), start=1):
        places[number] = place
    return places[work[name]]


def _note_ranks(work: Work) -> Column:
    with reading() as db:
        numbers = sql.note_ranks(db.connection())
    places = np.zeros(int(max(numbers.max(initial=0), work["id"].max(initial=0))) + 1, np.int64)
    places[numbers] = np.arange(len(numbers))
    return places[work["id"]]
