"""Columns in, columns out: entries and charges as numpy arrays, one row an entry or a portion."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Int64 = npt.NDArray[np.int64]
Int32 = npt.NDArray[np.int32]
Int8 = npt.NDArray[np.int8]
Bool = npt.NDArray[np.bool_]

NONE = -1
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

    ``account`` … ``ticket_type`` hold indices into ``names[field]``, NONE where there is none. ``ticket`` is any
    number that is equal for entries of one ticket. ``contract`` is the ticket's own contract as an index
    into ``Terms.contracts``. An entry without a clock (R6) has ``clock`` False, its date in ``day`` (ordinal),
    its length in ``end - start`` and its stated ``tier``. ``override`` is the entry's own rate per hour, or NONE.
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

    def take(self, rows: Int64) -> "Entries":
        """Take some of the entries, in the order of ``rows``."""
        columns = {item.name: getattr(self, item.name)[rows] for item in fields(self) if item.name != "names"}
        return Entries(**columns, names=self.names)


@dataclass(frozen=True, slots=True)
class Portions:
    """Priced parts of entries; the portions of one entry stand together, in time order.

    ``entry`` is the row of the entry. ``rule`` is an index into ``Terms.rules``, NONE without one; ``level`` a
    ``Level`` or NONE; both are NONE for FREE. ``rate`` is minor units an hour (or a request), ``factor_bp`` what it is
    multiplied by.
    """

    entry: Int32
    start: Int64
    end: Int64
    tier: Int8
    kind: Int8
    worked_s: Int64
    billable_s: Int64
    rule: Int32
    level: Int8
    lot: Int32
    rate: Int64
    factor_bp: Int32
    amount: Int64

    def __len__(self) -> int:
        return len(self.entry)


@dataclass(frozen=True, slots=True)
class Charges:
    """One row an entry, in the order of the entries given.

    ``first`` has one item more than there are entries: the portions of row i are ``first[i]:first[i + 1]``.
    ``day`` is the local date of the start (R5a), ``calendar`` an index into ``calendars`` (keys), ``currency`` into
    ``currencies``, ``contract`` into ``Terms.contracts`` (the first segment's). Where ``problem`` is set, ``amount`` is
    0 and means nothing, for the entry and for its portions.
    """

    problem: Int8
    worked_s: Int64
    billable_s: Int64
    amount: Int64
    cost: Int64
    contract: Int32
    day: Int32
    calendar: Int32
    currency: Int32
    first: Int64
    portions: Portions
    calendars: tuple[str, ...]
    currencies: tuple[str, ...]
