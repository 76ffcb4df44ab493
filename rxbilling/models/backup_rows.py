"""SQL of backups: all rows as they are at one moment, read from the tables that there are, whatever their revision."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, MetaData, Row, Table, Text, cast, inspect
from sqlalchemy import select as select_columns
from sqlmodel import Session as Database
from sqlmodel import SQLModel, select

from rxbilling.models.customers import Account
from rxbilling.models.people import Rep, User
from rxbilling.models.work import TimeEntry

ROWS_A_BLOCK = 2_000
# Who is signed in, who failed to, links and tokens are of this place and moment: what was taken back stays so.
# So is what can still be undone.
LEFT_OUT = frozenset(
    {"alembic_version", "user_session", "sign_in_failure", "access_link", "api_token", "idempotency_key"}
    | {"change_set", "changed_entry"}
)


def our_names(connection: Connection) -> set[str]:
    """Return the names of our tables that there are; a PostgreSQL database may have others beside them."""
    return {*SQLModel.metadata.tables, "alembic_version"} & set(inspect(connection).get_table_names())


def tables(connection: Connection, names: Iterable[str]) -> list[Table]:
    """Return those of some tables that a backup holds, those that others refer to first.

    The organisation comes last: rows of a period that it closes can only be there before it says so.
    """
    metadata = MetaData()
    metadata.reflect(connection, only=sorted(names))
    kept = [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]
    return sorted(kept, key=lambda table: table.name == "organisation")


def blocks(connection: Connection, table: Table) -> Iterator[Iterable[Row[*tuple[Any, ...]]]]:
    """Return the rows of a table in order of their numbers, as they are read."""
    query = select_columns(*map(_as_stored, table.columns)).order_by(*table.primary_key.columns)
    found = connection.execute(query, execution_options={"yield_per": ROWS_A_BLOCK})
    yield from found.partitions()


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    """Read JSON as the text that it is: SQL's NULL and JSON's null stay apart, and nothing is laid out anew."""
    return cast(column, Text) if isinstance(column.type, JSON) else column


def is_empty(db: Database, first_user: str) -> bool:
    """Say whether nothing but the first start has happened: no accounts, reps and work, no user but the first."""
    kinds = (Account.id, Rep.id, TimeEntry.id)
    others = select(User.id).where(User.email != first_user).limit(1)
    return db.exec(others).first() is None and all(db.exec(select(kind).limit(1)).first() is None for kind in kinds)
