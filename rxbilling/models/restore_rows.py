"""SQL of restoring: the tables made anew as they were at a revision, filled, and brought to today's shape.

Everything happens in one transaction, tables included: both databases take back even what they dropped.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import Error as PostgresError
from sqlalchemy import Connection, MetaData, Table, delete, inspect
from sqlalchemy.exc import DataError, IntegrityError

from rxbilling.models import backup_rows, bulk, migrate

# What a database says to a row that its own rules forbid; rows that are copied bring PostgreSQL's own error.
FORBIDDEN = (IntegrityError, DataError, PostgresError, OverflowError)


def epoch(connection: Connection) -> int:
    """Return the number that tells readers to read everything again."""
    return int(connection.exec_driver_sql("SELECT epoch FROM revision WHERE id = 1").scalar_one())


def rebuild(connection: Connection, revision: str) -> list[Table]:
    """Drop our tables with all that is in them, make those of a revision, and return them empty, parents first."""
    if connection.dialect.name == "sqlite":
        # References are looked at when all rows are there: some rows refer to others of their own table.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    others = _drop(connection, backup_rows.our_names(connection))
    migrate.upgrade(connection, revision)
    made = set(inspect(connection).get_table_names()) - others
    tables = backup_rows.tables(connection, made)
    for table in reversed(tables):
        connection.execute(delete(table))
    return tables


def _drop(connection: Connection, names: set[str]) -> set[str]:
    """Drop tables and what guards them; return the names of those that are left."""
    functions = _trigger_functions(connection, names)
    metadata = MetaData()
    metadata.reflect(connection, only=sorted(names))
    metadata.drop_all(connection, checkfirst=False)
    for function in functions:
        connection.exec_driver_sql(f"DROP FUNCTION {function}")
    return set(inspect(connection).get_table_names())


def _trigger_functions(connection: Connection, names: set[str]) -> list[str]:
    """Return PostgreSQL's functions behind the triggers of tables: they would stay without them."""
    if connection.dialect.name != "postgresql":
        return []
    listed = ", ".join(f"'{name}'" for name in sorted(names))
    sql = (
        "SELECT DISTINCT CAST(CAST(t.tgfoid AS regprocedure) AS text) FROM pg_trigger t JOIN pg_class c "  # noqa: S608 - our own names
        f"ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace "
        f"AND c.relname IN ({listed})"
    )
    return [row[0] for row in connection.exec_driver_sql(sql)]


def load(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows with the numbers that they have, and let new ones go on after them.

    Raises:
        FORBIDDEN: The table's own rules forbid a row.
    """
    bulk.insert_rows(connection, table.name, columns, rows)
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        top = f'(SELECT max(id) FROM "{table.name}")'  # noqa: S608 - a table of ours
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.exec_driver_sql(f"SELECT setval({sequence}, coalesce({top}, 1), {top} IS NOT NULL)")


def broken_reference(connection: Connection) -> str | None:
    """Return a table with a row that refers to none, as SQLite was told not to look before all are there."""
    if connection.dialect.name != "sqlite":
        return None
    row = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return None if row is None else f"{row[0]} -> {row[2]}"


def finish(connection: Connection, epoch_before: int) -> None:
    """Bring the tables to today's shape, and tell all readers that nothing is as they knew it."""
    migrate.upgrade(connection)
    newer = max(epoch_before, epoch(connection)) + 1
    connection.exec_driver_sql(f"UPDATE revision SET epoch = {newer} WHERE id = 1")  # noqa: S608 - an integer
