"""Lots into the table: it holds what the engine says of the accounts that were rated (R14)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.engine.columns import Billed, Lot, whole_units
from rxbilling.engine.terms import Terms
from rxbilling.models import lot_rows as sql
from rxbilling.models.pricing_rows import Scope
from rxbilling.services.pricing_plans import top_up_number

KINDS = {"base": "base", "top_up": "top_up", "carried": "carry_over"}


@dataclass(frozen=True, slots=True)
class Stored:
    """Numbers of the lots that there are, by key, and of those that there are no more."""

    numbers: Mapping[str, int]
    gone: Sequence[int]


def store(db: Database, lots: Sequence[Lot], terms: Terms, billed: Billed | None, scope: Scope) -> Stored:
    """Store the lots of some accounts (None: of all).

    Those that are gone stay until their portions are written (``remove``), with what billed work took of them.
    """
    stored, new = sql.lots(db, scope), {lot.key: row_of(lot, terms) for lot in lots}
    wanted = _wanted(stored, new, _used(billed))
    sql.change(db, {number: row for number, row in wanted.items() if row != stored[number]})
    known = {row.key for row in stored.values()}
    sql.add(db, [row for key, row in new.items() if key not in known])
    gone = [number for number, row in stored.items() if row.key not in new]
    return Stored(sql.numbers(db, scope), gone)


def differing(stored: Mapping[int, sql.LotRow], lots: Sequence[Lot], terms: Terms, billed: Billed | None) -> list[int]:
    """Return the numbers of stored lots that are not what the engine says, or that there should not be.

    A lot that is not stored yet is no fault: those of a new cycle are stored when its account is priced next.
    """
    new, used = {lot.key: row_of(lot, terms) for lot in lots}, _used(billed)
    wanted = _wanted(stored, new, used)
    unknown = {number for number, row in stored.items() if row.key not in new and row.key not in used}
    return sorted({number for number, row in stored.items() if row != wanted[number]} | unknown)


def _wanted(
    stored: Mapping[int, sql.LotRow], new: Mapping[str, sql.LotRow], used: Mapping[str, int]
) -> dict[int, sql.LotRow]:
    """Return what stored lots should be; of those that are gone, what billed work took is left."""
    return {number: new.get(row.key) or _gone(row, used.get(row.key, 0)) for number, row in stored.items()}


def _gone(row: sql.LotRow, used: int) -> sql.LotRow:
    """Return a lot that there is no more: it grants what bills took of it, and nothing else."""
    taken = whole_units(used)
    return row._replace(granted=taken, drawn=taken)


def remove(db: Database, stored: Stored) -> None:
    """Delete the lots that are gone, but for those that billed portions refer to."""
    sql.delete_unused(db, stored.gone)


def row_of(lot: Lot, terms: Terms) -> sql.LotRow:
    """Return a lot of the engine as it is stored."""
    return sql.LotRow(
        key=lot.key,
        contract_id=int(terms.contracts[lot.contract].key),
        kind=KINDS[lot.kind],
        top_up_id=top_up_number(lot.key) if lot.kind == "top_up" else None,
        unit=lot.unit,
        granted=lot.granted,
        drawn=lot.used,
        first_day=lot.first_day,
        last_day=lot.last_day,
    )


def _used(billed: Billed | None) -> Mapping[str, int]:
    """Return what billed work took of each lot, in 1/10,000 of its unit."""
    used: dict[str, int] = defaultdict(int)
    if billed is not None:
        for key, drawn in zip(billed.lot, billed.drawn.tolist(), strict=True):
            used[key] += drawn
    return used
