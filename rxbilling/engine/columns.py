"""Columns in, columns out: entries and charges as numpy arrays, one row an entry or a portion."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from rxbilling.engine.terms import NO_FACTOR_BP, Unit

Int64 = npt.NDArray[np.int64]
Int32 = npt.NDArray[np.int32]
Int8 = npt.NDArray[np.int8]
Bool = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.signedinteger[Any]]

Column = npt.NDArray[Any]

NONE = -1
LONG = 4096  # shorter columns are copied in less time than they are looked at
FIELDS = ("account", "rep", "role", "service", "product", "priority", "ticket_type")


class Kind(IntEnum):
    """What a portion is (RATING, Words)."""

    PLAIN = 0
    INCLUDED = 1
    OVERAGE = 2
    REQUEST = 3
    FREE = 4


class Problem(IntEnum):
    """Why an entry has no amount: a part without a price (R8), or parts priced in two currencies (R6b)."""

    NONE = 0
    NO_PRICE = 1
    TWO_CURRENCIES = 2


@dataclass(frozen=True, slots=True)
class Entries:
    """Time entries as columns, in any order (R27).

    ``account`` … ``ticket_type`` hold indices into ``names[field]``, NONE where there is none (every entry has an
    account). ``start`` and ``end`` are UTC epoch seconds (R1). ``ticket`` is any number from 0 up that is equal for
    entries of one ticket, NONE without one. ``contract`` is the ticket's own contract as an index into
    ``Terms.contracts``. An entry without a clock (R6) has ``clock`` False, its date in ``day`` (ordinal), its length in
    ``end - start`` and its stated ``tier``. ``override`` is the entry's own rate per hour, or NONE.
    """

    id: Int64
    account: Int32
    rep: Int32
    role: Int32
    service: Int32
    product: Int32
    priority: Int32
    ticket_type: Int32
    ticket: Int64
    contract: Int32
    start: Int64
    end: Int64
    clock: Bool
    day: Int32
    tier: Int8
    billable: Bool
    override: Int64
    names: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.id)

    def even(self) -> "Entries":
        """Make columns that have one value throughout views of it, which take no time to read, if they are long."""
        if len(self) < LONG:
            return self
        columns = {item.name: _even(getattr(self, item.name)) for item in fields(self) if item.name != "names"}
        return Entries(**columns, names=self.names)

    def take(self, rows: Int64) -> "Entries":
        """Take some of the entries, in the order of ``rows``."""
        columns = {item.name: _taken(getattr(self, item.name), rows) for item in fields(self) if item.name != "names"}
        return Entries(**columns, names=self.names)

    def join(self, other: "Entries") -> "Entries":
        """Put other entries with the same names behind these."""
        columns = {
            item.name: np.concatenate((getattr(self, item.name), getattr(other, item.name)))
            for item in fields(self)
            if item.name != "names"
        }
        return Entries(**columns, names=self.names)


def _even(column: Column) -> Column:
    if len(column) and column[0] == column[-1] and (column == column[0]).all():
        return np.broadcast_to(column[:1], column.shape)
    return column


def _taken(column: Column, rows: Int64) -> Column:
    if column.strides == (0,):
        return np.broadcast_to(column[:1], rows.shape)
    return column.take(rows)


@dataclass(frozen=True, slots=True)
class Billed:
    """Portions that stand on live bills (R24): they count in groups and lots, and are not priced again.

    What is rated beside them is the difference that may be billed (R25). Who bills, marks or voids decides what is
    handed in here (R26): without it, all is as before.

    ``work`` has a row for each portion: its entry's fields, with the portion's own start and end. ``lot`` is the key of
    the lot it drew from ("" for none), ``drawn`` how much (as in ``Portions``). ``request`` tells which of them carry
    a price per request.
    """

    work: Entries
    billable_s: Int64
    kind: Int8
    lot: tuple[str, ...]
    drawn: Int64
    request: Bool

    def take(self, rows: Int64) -> "Billed":
        """Take some of the portions."""
        return Billed(
            self.work.take(rows),
            self.billable_s.take(rows),
            self.kind.take(rows),
            tuple(self.lot[row] for row in rows.tolist()),
            self.drawn.take(rows),
            self.request.take(rows),
        )


@dataclass(frozen=True, slots=True)
class Portions:
    """Priced parts of entries; the portions of one entry stand together, in time order.

    ``entry`` is the row of the entry. ``contract`` is an index into ``Terms.contracts`` and ``cycle`` the ordinal
    of its cycle's first day, NONE without one. ``rule`` is an index into ``Terms.rules``, ``level`` a ``Level``,
    NONE where no price was looked up or found. ``rate`` is minor units an hour (or a request), ``factor_bp`` what
    it is multiplied by. ``lot`` is an index into ``Charges.lots`` or NONE, ``drawn`` what was taken from it in
    1/10,000 of its unit. ``request`` tells which carry a price per request (R10). The columns of charges are as
    narrow as their values allow (``assembly``).
    """

    entry: Integers
    start: Integers
    end: Integers
    contract: Integers
    cycle: Integers
    tier: Integers
    kind: Integers
    worked_s: Integers
    billable_s: Integers
    rule: Integers
    level: Integers
    lot: Integers
    drawn: Integers
    rate: Integers
    factor_bp: Integers
    amount: Integers
    request: Bool

    def __len__(self) -> int:
        return len(self.entry)


def whole_units(drawn: int) -> int:
    """Return 1/10,000 of units as whole units, rounded up."""
    return -(-drawn // NO_FACTOR_BP)


class Lot(NamedTuple):
    """What a contract includes for some days (R14): ordinals, both included, ``last_day`` None without an end.

    ``contract`` is an index into ``Terms.contracts``; ``granted`` is in its unit, ``drawn`` in 1/10,000 of it.
    """

    key: str
    contract: int
    kind: Literal["base", "top_up", "carried"]
    unit: Unit
    granted: int
    first_day: int
    last_day: int | None
    drawn: int = 0

    @property
    def used(self) -> int:
        """Whole units drawn, rounded up."""
        return whole_units(self.drawn)

    @property
    def left(self) -> int:
        """Whole units left."""
        return self.granted - self.used


@dataclass(frozen=True, slots=True)
class Charges:
    """One row an entry, in the order of the entries given.

    The ``count[i]`` portions of row i begin at ``first[i]``.
    ``day`` is the local date of the start (R5a), ``calendar`` an index into ``calendars`` (keys), ``currency`` into
    ``currencies``, ``contract`` into ``Terms.contracts`` (the first segment's). Where ``problem`` is set, ``amount`` is
    0 and means nothing, for the entry and for its portions. ``lots`` are those of all contracts of the accounts named,
    in cycles that have begun.
    """

    problem: Integers
    worked_s: Integers
    billable_s: Integers
    amount: Integers
    cost: Integers
    contract: Integers
    day: Integers
    calendar: Integers
    currency: Integers
    first: Integers
    count: Integers
    portions: Portions
    lots: tuple[Lot, ...]
    calendars: tuple[str, ...]
    currencies: tuple[str, ...]
