"""Time entries as the engine's columns: numbers and words become indices into names."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.engine.columns import NONE, Entries, Int32
from rxbilling.models import pricing_rows as sql

Coded = tuple[Int32, tuple[str, ...]]
Table = npt.NDArray[np.int64]


def encode(db: Database, columns: Mapping[str, Table], scope: sql.Scope, places: Mapping[int, int]) -> Entries:
    """Return entries for the engine; ``places`` tells where each contract stands in the terms."""
    ticket = columns["ticket"]
    ticket_columns, contract = _of_tickets(db, ticket, scope, places)
    coded = {field: _numbers(columns[field]) for field in ("account", "rep", "service")}
    coded |= ticket_columns | {"role": _roles(db, columns["rep"])}
    coded["product"] = _with_own(coded["product"], columns["id"], sql.own_products(db, scope))
    return Entries(
        id=columns["id"],
        **{field: codes for field, (codes, _) in coded.items()},
        # Work without a ticket is a group of its own: no two entries share one.
        ticket=np.where(ticket == NONE, -columns["id"], ticket),
        contract=contract,
        start=columns["start"],
        end=columns["start"] + columns["seconds"],
        clock=columns["clock"].astype(np.bool_),
        day=columns["day"].astype(np.int32),
        tier=columns["tier"].astype(np.int8),
        billable=columns["billable"].astype(np.bool_),
        override=columns["override"],
        names={field: names for field, (_, names) in coded.items()},
    )


def _numbers(column: Table) -> Coded:
    """Encode numbers of rows; NONE stays NONE."""
    values, codes = np.unique(column, return_inverse=True)
    without = int(len(values) > 0 and values[0] == NONE)
    return (codes - without).astype(np.int32), tuple(map(str, values[without:].tolist()))


def _words(words: Iterable[str]) -> Coded:
    """Encode words in order of their appearance; the empty one becomes NONE."""
    places: dict[str, int] = {"": NONE}
    codes = [places.setdefault(word, len(places) - 1) for word in words]
    return np.array(codes, np.int32), tuple(places)[1:]


def _roles(db: Database, rep: Table) -> Coded:
    roles = sql.rep_roles(db)
    codes, names = _words(roles.values())
    return _looked_up(rep, np.array(list(roles), np.int64), codes), names


def _of_tickets(
    db: Database, ticket: Table, scope: sql.Scope, places: Mapping[int, int]
) -> tuple[dict[str, Coded], Int32]:
    rows = sql.tickets(db, scope)
    numbers, contracts, *words = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    known = np.array(numbers, np.int64)
    own = np.array([places.get(contract, NONE) for contract in contracts], np.int32)
    coded = {}
    for field, column in zip(("product", "priority", "ticket_type"), words, strict=True):
        codes, names = _words(column)
        coded[field] = _looked_up(ticket, known, codes), names
    return coded, _looked_up(ticket, known, own)


def _with_own(of_tickets: Coded, ids: Table, own: list[tuple[Any, ...]]) -> Coded:
    """Put the products that entries have themselves over those of their tickets."""
    codes, names = of_tickets
    places = {name: place for place, name in enumerate(names)}
    chosen = codes.copy()
    rows = np.searchsorted(ids, np.array([number for number, _ in own], np.int64))
    chosen[rows] = [places.setdefault(product, len(places)) for _, product in own]
    return chosen, tuple(places)


def _looked_up(wanted: Table, numbers: Table, codes: Int32) -> Int32:
    """Return the code of each number wanted, NONE for NONE."""
    order = np.argsort(numbers)
    place = np.append(order, len(order))[np.searchsorted(numbers[order], wanted)]
    found: Int32 = np.append(codes, np.int32(NONE))[np.where(wanted == NONE, len(order), place)]
    return found
