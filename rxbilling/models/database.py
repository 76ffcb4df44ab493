"""Connections: one engine a process, SQLite by default, PostgreSQL by setting."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlmodel import Session as Database

from rxbilling.config import settings

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    # With NORMAL the last commits before a power cut are lost.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA cache_size=-64000",
    "PRAGMA temp_store=MEMORY",
)
# A host that is gone says nothing: after these seconds (milliseconds) it counts as lost.
POSTGRESQL_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}


def connect(url: str) -> Engine:
    """Return an engine for an address; a SQLite file's folder is made where it is missing."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite":
        return create_engine(url, json_serializer=_json, pool_pre_ping=True, connect_args=POSTGRESQL_PATIENCE)
    if parts.database:
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, json_serializer=_json, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _json(value: object) -> str:
    # Letters as they are: what is searched in JSON is searched as it was typed.
    return json.dumps(value, ensure_ascii=False)


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # Without autocommit the driver opens transactions late, so that two writers can deadlock.
    connection.isolation_level = None
    # SQLite's own lower() leaves accented letters as they are: "élec" would not find "Électricité".
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 - the event's own type differs between dialects
    connection.exec_driver_sql("BEGIN")


@cache
def engine() -> Engine:
    """Return the engine of this process, made of its settings."""
    return connect(settings().database)


@contextmanager
def reading(source: Engine | None = None) -> Iterator[Database]:
    """Open a session to read in; nothing is written."""
    with Database(source or engine(), expire_on_commit=False) as db:
        yield db


@contextmanager
def snapshot(source: Engine | None = None) -> Iterator[Connection]:
    """Open a transaction that sees everything as it is at its first query, whatever others write meanwhile."""
    with (source or engine()).connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(source: Engine | None = None) -> Iterator[Database]:
    """Open one transaction: committed at the end, rolled back whole if anything is raised."""
    with Database(source or engine(), expire_on_commit=False) as db, db.begin():
        # One writer at a time: readers may then trust that a revision they saw is complete, and a SQLite
        # transaction that begins by reading would fail when another has written meanwhile.
        db.connection().exec_driver_sql("UPDATE revision SET number = number WHERE id = 1")
        yield db
