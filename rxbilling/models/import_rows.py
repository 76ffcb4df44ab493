"""SQL of importing: which names and entries are known, and what a file adds."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.models.bulk import insert_columns, next_id, table_of

# What a new row of a named table holds beside its name; a table's own defaults are those of its model.
NAME_COLUMN = {"account": "name", "rep": "name", "service": "name", "ticket": "number"}


def known_names(db: Database, model: type[SQLModel]) -> dict[str, int]:
    """Return the numbers of accounts, reps, services or tickets by name."""
    table = table_of(model).name
    rows = db.connection().exec_driver_sql(f"SELECT {NAME_COLUMN[table]}, id FROM {table}")  # noqa: S608 - our own names
    return {row[0]: row[1] for row in rows}


def add_named(
    db: Database, model: type[SQLModel], names: Sequence[str], columns: dict[str, Sequence[Any]]
) -> dict[str, int]:
    """Insert rows with these names and further columns; return their numbers by name."""
    first = next_id(db, model, len(names)) if names else 0
    numbers = range(first, first + len(names))
    own = {"id": numbers, "version": [1] * len(names), NAME_COLUMN[table_of(model).name]: names}
    insert_columns(db, model, {**own, **columns})
    return dict(zip(names, numbers, strict=True))


def known_digests(db: Database) -> set[bytes]:
    """Return the digests of all entries that were imported before, also of those deleted since."""
    rows = db.connection().exec_driver_sql("SELECT digest FROM time_entry WHERE digest IS NOT NULL")
    return {bytes(row[0]) for row in rows}
