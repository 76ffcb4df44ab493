"""The entries of a checked quote document as the engine's columns."""

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np

from rxbilling.engine.columns import FIELDS, NONE, Entries, Int32
from rxbilling.exchange.quote_document import Document, EntryPart
from rxbilling.exchange.quote_values import TIERS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
T = TypeVar("T", bound=Hashable)


def entries_of(document: Document) -> Entries:
    """The entries as columns, numbered by the order of their ids; a ticket is one of an account.

    The accounts of contracts are among the names, so that what they include is listed even without work.
    """
    parts = document.entries
    rank = {key: number for number, key in enumerate(sorted(part.id for part in parts))}
    names = {field: _names(getattr(part, field) for part in parts) for field in FIELDS}
    names["account"] = _names([*(part.account for part in parts), *(part.account for part in document.contracts)])
    codes = {field: _codes(names[field], (getattr(part, field) for part in parts)) for field in FIELDS}
    tickets = [_ticket(part) for part in parts]
    starts = [0 if part.start is None else _epoch(part.start) for part in parts]
    ends = [part.seconds or 0 if part.end is None else _epoch(part.end) for part in parts]
    return Entries(
        id=np.array([rank[part.id] for part in parts], dtype=np.int64),
        **codes,
        ticket=_codes(_names(tickets), tickets).astype(np.int64),
        contract=np.full(len(parts), NONE, dtype=np.int32),
        start=np.array(starts, dtype=np.int64),
        end=np.array(ends, dtype=np.int64),
        clock=np.array([part.start is not None for part in parts], dtype=np.bool_),
        day=np.array([part.date or 0 for part in parts], dtype=np.int32),
        tier=np.array([TIERS.index(part.tier or "operational") for part in parts], dtype=np.int8),
        billable=np.array([part.billable for part in parts], dtype=np.bool_),
        override=np.array([NONE if part.override is None else part.override for part in parts], dtype=np.int64),
        names=names,
    )


def _ticket(part: EntryPart) -> tuple[str, str] | None:
    return None if part.ticket is None else (part.account, part.ticket)


def _names(values: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _codes(names: tuple[T, ...], values: Iterable[T | None]) -> Int32:
    place = {name: index for index, name in enumerate(names)}
    return np.array([NONE if value is None else place[value] for value in values], dtype=np.int32)


def _epoch(instant: datetime) -> int:
    return (instant - EPOCH) // timedelta(seconds=1)
