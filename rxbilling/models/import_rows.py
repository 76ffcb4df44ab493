"""SQL of importing: which names and entries are known, and what a file adds."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session as Database
from sqlmodel import SQLModel

from rxbilling.models.bulk import insert_columns, next_id, table_of

# What a new row of a named table holds beside its name; a table's own defaults are those of its model.
NAME_COLUMN = {"account": "name", "rep": "name", "service": "name", "ticket": "number"}


def known_names(db: Database, model: type[SQLModel]) -> dict[str, int]:
    """Return the numbers of accounts, reps or services by name."""
    table = table_of(model).name
    rows = db.connection().exec_driver_sql(f"SELECT {NAME_COLUMN[table]}, id FROM {table}")  # noqa: S608 - our own names
    return {row[0]: row[1] for row in rows}


def known_tickets(db: Database) -> dict[tuple[int, str], int]:
    """Return the numbers of tickets by account and number."""
    rows = db.connection().exec_driver_sql("SELECT account_id, number, id FROM ticket")
    return {(row[0], row[1]): row[2] for row in rows}


def add_rows(db: Database, model: type[SQLModel], names: Sequence[str], columns: dict[str, Sequence[Any]]) -> range:
    """Insert rows with these names and further columns; return their numbers."""
    first = next_id(db, model, len(names)) if names else 0
    numbers = range(first, first + len(names))
    own = {"id": numbers, "version": [1] * len(names), NAME_COLUMN[table_of(model).name]: names}
    insert_columns(db, model, {**own, **columns})
    return numbers


def without_calendar(db: Database) -> int:
    """Return how many accounts have no calendar of their own."""
    sql = "SELECT count(*) FROM account WHERE calendar_id IS NULL"
    return int(db.connection().exec_driver_sql(sql).scalar_one())


def known_digests(db: Database) -> set[bytes]:
    """Return the digests of all entries that were imported before, also of those deleted since."""
    rows = db.connection().exec_driver_sql("SELECT digest FROM time_entry WHERE digest IS NOT NULL")
    return {bytes(row[0]) for row in rows}
