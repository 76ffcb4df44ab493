"""Charges into the tables: only what differs from what is stored is written."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.engine.columns import NONE, Charges, Entries, Int64, Integers
from rxbilling.engine.terms import Terms
from rxbilling.models import pricing_rows as sql

Rows = npt.NDArray[np.intp]
UNKNOWN = -2  # a lot that is not stored: its portion differs from every stored one
AS_THEY_ARE = ("tier", "kind", "worked_s", "billable_s", "level", "drawn", "rate", "factor_bp", "amount", "request")


@dataclass(frozen=True, slots=True)
class Tables:
    """Charges as they are stored: one row an entry, and ``count`` rows of portions for each, in that order.

    ``currency`` is a place in ``currencies``.
    """

    charges: Int64
    currency: Int64
    currencies: tuple[str, ...]
    portions: Int64
    entry_of_portion: Int64
    count: Int64


def tables(entries: Entries, charges: Charges, terms: Terms, lots: Mapping[str, int]) -> Tables:
    """Lay charges out in the columns of ``pricing_rows``; ``lots`` has the numbers of lots by key."""
    parts, count = charges.portions, charges.count.astype(np.int64)
    entry = np.repeat(np.arange(len(entries)), count)
    seq = np.arange(len(entry)) - np.repeat(np.cumsum(count) - count, count)
    rows = charges.first[entry] + seq
    lot_ids = np.array([*(lots.get(lot.key, UNKNOWN) for lot in charges.lots), NONE], np.int64)
    portion = {
        "entry_id": entries.id[entry],
        "seq": seq,
        "start_at": parts.start[rows],
        "end_at": parts.end[rows],
        "rule_id": _numbers([rule.key for rule in terms.rules], parts.rule[rows]),
        "lot_id": lot_ids[parts.lot[rows]],
        **{name: getattr(parts, name)[rows] for name in AS_THEY_ARE},
    }
    charge = {
        "entry_id": entries.id,
        "calendar_id": _numbers(charges.calendars, charges.calendar),
        "contract_id": _numbers([contract.key for contract in terms.contracts], charges.contract),
        **_tiers(charges),
        **{name: getattr(charges, name) for name in ("problem", "worked_s", "billable_s", "amount", "cost")},
    }
    return Tables(
        _laid_out(sql.CHARGE_COLUMNS, charge),
        charges.currency.astype(np.int64),
        charges.currencies,
        _laid_out(sql.PORTION_COLUMNS, portion),
        entry,
        count,
    )


def changed(db: Database, new: Tables, scope: sql.Scope) -> Rows:
    """Return the rows whose charge or portions differ from what is stored."""
    differs = np.ones(len(new.charges), np.bool_)
    stored = sql.charges(db, scope, new.currencies) if len(differs) else new.charges
    if len(stored):
        ids = new.charges[:, 0]
        row = np.searchsorted(ids, stored[:, 0])
        differs[row] = (new.charges[row] != stored[:, :-1]).any(axis=1) | (new.currency[row] != stored[:, -1])
        _compare_portions(differs, new, sql.portions(db, scope))
    return np.flatnonzero(differs)


def write(db: Database, new: Tables, rows: Rows) -> None:
    """Replace the charges of some rows."""
    sql.delete_charges(db, new.charges[rows, 0])
    sql.insert_charges(db, new.charges[rows], np.array(new.currencies, object)[new.currency[rows]])
    written = np.zeros(len(new.charges), np.bool_)
    written[rows] = True
    sql.insert_portions(db, new.portions[written[new.entry_of_portion]])


def _compare_portions(differs: npt.NDArray[np.bool_], new: Tables, stored: Int64) -> None:
    """Mark entries that have another number of portions, or others; both tables are in order of entry and time."""
    entry_of_stored = np.searchsorted(new.charges[:, 0], stored[:, 0])
    as_many = np.bincount(entry_of_stored, minlength=len(differs)) == new.count
    differs |= ~as_many
    mine = as_many[new.entry_of_portion]
    other = (new.portions[mine] != stored[as_many[entry_of_stored]]).any(axis=1)
    differs[new.entry_of_portion[mine][other]] = True


def _numbers(keys: tuple[str, ...] | list[str], index: Integers) -> Int64:
    """Return the numbers of rows behind the engine's keys."""
    return np.array([*map(int, keys), NONE], np.int64)[index]


def _tiers(charges: Charges) -> dict[str, Int64]:
    """Return worked seconds by tier."""
    parts = charges.portions
    seconds = np.zeros((len(charges.problem), 4), np.int64)
    np.add.at(seconds, (parts.entry, parts.tier), parts.worked_s)
    names = ("operational_s", "non_operational_s", "weekend_s", "holiday_s")
    return dict(zip(names, seconds.T, strict=True))


def _laid_out(names: tuple[str, ...], columns: Mapping[str, Integers | npt.NDArray[np.bool_]]) -> Int64:
    table = np.empty((len(columns[names[0]]), len(names)), np.int64)
    for place, name in enumerate(names):
        table[:, place] = columns[name]
    return table
