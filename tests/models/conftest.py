"""Databases without tables, as migrations find them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.models.database import connect


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Engine]:
    """Yield an engine of a SQLite file without tables."""
    engine = connect(f"sqlite:///{tmp_path / 'empty.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def empty_postgresql(postgresql_server: Engine) -> Iterator[Engine]:
    """Yield an engine of a PostgreSQL database without tables."""
    with postgresql_server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE empty")
    engine = connect(postgresql_server.url.set(database="empty").render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with postgresql_server.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE empty WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest) -> Engine:
    """Return an engine of a database without tables, SQLite and PostgreSQL."""
    engine: Engine = request.getfixturevalue(f"empty_{request.param}")
    return engine
