"""Time entries as the engine's columns: numbers and words become indices into names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.columns import NONE, Billed, Entries, Int32
from rxbilling.engine.terms import Terms
from rxbilling.models import lot_rows
from rxbilling.models import pricing_rows as sql

Coded = tuple[Int32, tuple[str, ...]]
Table = npt.NDArray[np.int64]
Columns = Mapping[str, Table]


def encode(
    db: Database, opened: Columns, billed: Columns, scope: sql.Scope, terms: Terms
) -> tuple[Entries, Billed | None]:
    """Return entries for the engine, and what stands on bills, if anything does; both have the same names.

    Accounts that have a contract are among the names also where there is no work: they have lots.
    """
    count = len(opened["id"])
    if not len(billed["id"]):
        return _encoded(db, opened, scope, terms), None
    both = {name: np.concatenate((column, billed[name])) for name, column in opened.items()}
    everything = _encoded(db, both, scope, terms)
    work = everything.take(np.arange(count, len(everything)))
    return everything.take(np.arange(count)), Billed(
        work=work,
        billable_s=billed["billable_s"],
        kind=billed["kind"].astype(np.int8),
        lot=_lots(db, billed["lot"]),
        drawn=billed["drawn"],
        request=billed["request"].astype(np.bool_),
    )


def imagined(  # noqa: PLR0917 - whose work it is, for whom, and when
    db: Database,
    terms: Terms,
    account: int,
    rep: int,
    service: int | None,
    ticket: int | None,
    start: int,
    seconds: int,
) -> Entries:
    """Return work that nobody has done, by the clock and billable, for the engine to say what would become of it."""
    values = {
        "id": 0,  # no entry of the database: those have products of their own
        "account": account,
        "rep": rep,
        "service": NONE if service is None else service,
        "ticket": NONE if ticket is None else ticket,
        "start": start,
        "seconds": seconds,
        "clock": 1,
        "day": start // DAY + EPOCH_DAY,
        "tier": NONE,
        "billable": 1,
        "override": NONE,
    }
    columns = {name: np.array([value], np.int64) for name, value in values.items()}
    return encode(db, columns, {"id": np.empty(0, np.int64)}, [account], terms)[0]


def _encoded(db: Database, columns: Columns, scope: sql.Scope, terms: Terms) -> Entries:
    ticket_columns, contract = _of_tickets(db, columns["ticket"], terms)
    with_contract = [int(contract.account) for contract in terms.contracts]
    coded = {
        "account": _numbers(columns["account"], [n for n in with_contract if scope is None or n in scope]),
        "rep": _numbers(columns["rep"]),
        "service": _numbers(columns["service"]),
        "role": _roles(db, columns["rep"]),
        **ticket_columns,
    }
    coded["product"] = _with_own(coded["product"], columns["id"], sql.own_products(db, scope))
    return Entries(
        id=columns["id"],
        **{field: codes for field, (codes, _) in coded.items()},
        ticket=columns["ticket"],
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


def _lots(db: Database, numbers: Table) -> tuple[str, ...]:
    """Return the keys of lots, "" for NONE."""
    keys = lot_rows.keys(db, np.unique(numbers).tolist()) | {NONE: ""}
    return tuple(keys[number] for number in numbers.tolist())


def _numbers(column: Table, others: Sequence[int] = ()) -> Coded:
    """Encode numbers of rows, and name others too; NONE stays NONE."""
    values = np.union1d(column, np.array(others, np.int64))
    values = values[values != NONE]
    codes = np.where(column == NONE, NONE, np.searchsorted(values, column))
    return codes.astype(np.int32), tuple(map(str, values.tolist()))


def _words(words: Iterable[str]) -> Coded:
    """Encode words in order of their appearance; the empty one becomes NONE."""
    places: dict[str, int] = {"": NONE}
    codes = [places.setdefault(word, len(places) - 1) for word in words]
    return np.array(codes, np.int32), tuple(places)[1:]


def _roles(db: Database, rep: Table) -> Coded:
    roles = sql.rep_roles(db)
    codes, names = _words(roles.values())
    return _looked_up(rep, np.array(list(roles), np.int64), codes), names


def _of_tickets(db: Database, ticket: Table, terms: Terms) -> tuple[dict[str, Coded], Int32]:
    rows = sql.tickets(db, np.unique(ticket))
    places = {int(contract.key): place for place, contract in enumerate(terms.contracts)}
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
    numbers = np.array([number for number, _ in own], np.int64)
    own_codes = np.array([places.setdefault(product, len(places)) for _, product in own], np.int32)
    rows = np.flatnonzero(np.isin(ids, numbers))
    chosen = codes.copy()
    chosen[rows] = _looked_up(ids[rows], numbers, own_codes)
    return chosen, tuple(places)


def _looked_up(wanted: Table, numbers: Table, codes: Int32) -> Int32:
    """Return the code of each number wanted, NONE for NONE."""
    order = np.argsort(numbers)
    place = np.append(order, len(order))[np.searchsorted(numbers[order], wanted)]
    found: Int32 = np.append(codes, np.int32(NONE))[np.where(wanted == NONE, len(order), place)]
    return found
