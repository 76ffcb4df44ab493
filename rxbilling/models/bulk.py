"""Many rows at once, as tuples of integers and texts: objects are for one row and one page (see the ADR on bulk)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table
from sqlmodel import Session as Database
from sqlmodel import SQLModel

Columns = dict[str, Sequence[Any]]
ROWS_A_STATEMENT = 10_000


def table_of(model: type[SQLModel]) -> Table:
    """Return the SQLAlchemy table of a model."""
    table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it without declaring it
    return table


def insert_columns(db: Database, model: type[SQLModel], columns: Columns) -> None:
    """Insert rows given as columns of equal length, all in the surrounding transaction."""
    rows = list(zip(*columns.values(), strict=True))
    if rows:
        insert_rows(db.connection(), table_of(model).name, tuple(columns), rows)


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows as they come, all in the surrounding transaction."""
    names = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{table}" ({names}) FROM STDIN', rows)
        return
    marks = ", ".join("?" * len(columns))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own tables
    for some in _batches(rows):
        connection.exec_driver_sql(sql, some)


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[tuple[Any, ...]]]:
    source = iter(rows)
    while some := [tuple(row) for row in islice(source, ROWS_A_STATEMENT)]:
        yield some


def _copy(connection: Connection, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.connection.cursor() as cursor, cursor.copy(sql) as copy:  # type: ignore[attr-defined]  # psycopg's own
        for row in rows:
            copy.write_row(row)


def next_id(db: Database, model: type[SQLModel], count: int) -> int:
    """Reserve ``count`` consecutive numbers of a table and return the first.

    The surrounding transaction must hold the write lock (``database.writing``).
    """
    connection = db.connection()
    name = table_of(model).name
    if connection.dialect.name == "sqlite":
        top = connection.exec_driver_sql(f"SELECT max(id) FROM {name}").scalar()  # noqa: S608 - a name of our own tables
        return int(top or 0) + 1
    sequence = f"pg_get_serial_sequence('{name}', 'id')"
    top = f"(SELECT coalesce(max(id), 0) FROM {name})"  # noqa: S608 - a name of our own tables
    return int(connection.exec_driver_sql(f"SELECT setval({sequence}, {top} + {count}) - {count} + 1").scalar_one())
