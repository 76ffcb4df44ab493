"""SQL of lots: what is stored of some accounts, and making it equal to what the engine says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, insert, select, text, update
from sqlmodel import Session as Database

from rxbilling.models.bulk import table_of
from rxbilling.models.contracts import Contract, Lot
from rxbilling.models.pricing_rows import Scope
from rxbilling.models.pricing_rows import numbers as listed

# Deleted entries keep a charge that nobody reads; it must not keep a lot that is gone.
RELEASE_SQL = """
UPDATE portion SET lot_id = NULL WHERE lot_id IN ({lots})
    AND entry_id IN (SELECT id FROM time_entry WHERE deleted_at IS NOT NULL)
"""
DELETE_SQL = """
DELETE FROM lot WHERE id IN ({lots}) AND NOT EXISTS (SELECT 1 FROM portion p WHERE p.lot_id = lot.id)
"""
DRAWS_SQL = """
SELECT l.key, p.start_at, CASE WHEN t.start_at IS NULL THEN 0 ELSE 1 END, p.drawn
FROM lot l JOIN portion p ON p.lot_id = l.id JOIN time_entry t ON t.id = p.entry_id
WHERE l.key IN :keys AND t.deleted_at IS NULL ORDER BY p.start_at, p.entry_id, p.seq
"""


class LotRow(NamedTuple):
    """A lot as it is stored, without its number."""

    key: str
    contract_id: int
    kind: str
    top_up_id: int | None
    unit: str
    granted: int
    drawn: int
    first_day: int
    last_day: int | None


def lots(db: Database, scope: Scope) -> dict[int, LotRow]:
    """Return the lots of some accounts' contracts (None: of all), by number."""
    lot, contract = table_of(Lot), table_of(Contract)
    query = select(lot.c.id, *(lot.c[name] for name in LotRow._fields)).join(contract)
    if scope is not None:
        query = query.where(contract.c.account_id.in_(scope))
    return {number: LotRow(*row) for number, *row in db.connection().execute(query.order_by(lot.c.id))}


def numbers(db: Database, scope: Scope) -> dict[str, int]:
    """Return the numbers of these lots by key."""
    return {row.key: number for number, row in lots(db, scope).items()}


def of_top_up(db: Database, top_up: int) -> dict[int, int]:
    """Return the lots of a top-up by number, each with what is drawn of it."""
    lot = table_of(Lot)
    found = db.connection().execute(select(lot.c.id, lot.c.drawn).where(lot.c.top_up_id == top_up))
    return {row[0]: row[1] for row in found}


def keys(db: Database, numbers: Iterable[int]) -> dict[int, str]:
    """Return the keys of some lots by number."""
    sql = f"SELECT id, key FROM lot WHERE id IN ({listed(list(numbers))})"  # noqa: S608 - integers
    return {row[0]: row[1] for row in db.connection().exec_driver_sql(sql)}


def add(db: Database, rows: Sequence[LotRow]) -> None:
    """Insert lots."""
    if rows:
        db.connection().execute(insert(table_of(Lot)), [{"version": 1, **row._asdict()} for row in rows])


def change(db: Database, rows: Mapping[int, LotRow]) -> None:
    """Set what is stored of some lots."""
    if rows:
        lot = table_of(Lot)
        values: list[dict[str, Any]] = [{"number": number, **row._asdict()} for number, row in rows.items()]
        db.connection().execute(update(lot).where(lot.c.id == bindparam("number")), values)


def delete_unused(db: Database, numbers: Iterable[int]) -> None:
    """Delete those of some lots that no portion of an entry refers to."""
    if some := listed(list(numbers)):
        for sql in (RELEASE_SQL, DELETE_SQL):
            db.connection().execute(text(sql.format(lots=some)))


class Draw(NamedTuple):
    """What a portion took of the lot with a key, in 1/10,000 of its unit; ``clock`` is 0 for a duration only."""

    key: str
    start: int
    clock: int
    drawn: int


def draws(db: Database, keys: Sequence[str]) -> list[Draw]:
    """Return what work took of some lots, in time order."""
    query = text(DRAWS_SQL).bindparams(bindparam("keys", type_=String, expanding=True))
    return [Draw(*row) for row in db.connection().execute(query, {"keys": list(keys)})]
