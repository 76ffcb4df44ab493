"""The whole app in this process: its HTTP routes and its socket, over a data folder of its own, without a build."""

import hashlib
import shutil
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from rxbilling.config import settings
from rxbilling.models.database import engine
from rxbilling.models.migrate import migrate
from rxbilling.services import importing, sign_in, users
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.clock import now
from rxbilling.services.importing import Plan
from rxbilling.services.person import Person
from rxbilling.services.sessions import COOKIE
from rxbilling.services.sign_in import SignedIn

with warnings.catch_warnings():
    # Starlette asks for another HTTP library than the one that it works with as well.
    warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")
    from starlette.testclient import TestClient

PASSWORD = "a password for tests"
HOST = "testserver"
# Office hours in UTC at the standard 90.00 an hour: Ana's two entries come to 180.00, Ben's to 270.00.
WORK = """Account,Rep,Service,Ticket,Start,End,Note
Acme,Ana,Remote,T-1,2026-03-02T09:00:00Z,2026-03-02T10:30:00Z,Ana's call
Bolt,Ana,Remote,T-2,2026-03-03T09:00:00Z,2026-03-03T09:30:00Z,Ana's letter
Acme,Ben,Remote,T-3,2026-03-02T10:00:00Z,2026-03-02T13:00:00Z,Ben's secret
"""
USERS = {"rep": "Ana", "manager": None, "finance": None, "admin": None}
SECOND_ADMIN = "admin-2"


def email_of(who: str) -> str:
    return f"{who}@example.org"


@contextmanager
def process_uses(folder: Path, database_url: str = "") -> Iterator[None]:
    """Let this process work with the data of a folder, and with a PostgreSQL database where one is named."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RXBILLING_DATA_DIR", str(folder))
        patch.setenv("RXBILLING_DATABASE_URL", database_url)
        settings.cache_clear()
        engine.cache_clear()
        yield
        if engine.cache_info().currsize:
            engine().dispose()
    settings.cache_clear()
    engine.cache_clear()


@dataclass(frozen=True)
class Template:
    """A filled data folder that tests copy, and the tokens of a session for each user."""

    folder: Path
    tokens: dict[str, str]


def fill() -> dict[str, str]:
    table, guess = importing.inspect(COMMAND_LINE, WORK.encode(), "work.csv")
    outcome = importing.import_entries(COMMAND_LINE, table, "work.csv", Plan(guess.mapping))
    assert outcome.is_done
    for who, rep in {**USERS, SECOND_ADMIN: None}.items():
        rep_id = users.rep_named(COMMAND_LINE, rep) if rep else None
        users.add_user(COMMAND_LINE, Person(email_of(who), who, who.split("-")[0], rep_id), PASSWORD)
    tokens = {who: sign_in.sign_in(email_of(who), PASSWORD, "") for who in (*USERS, SECOND_ADMIN)}
    return {who: made.token for who, made in tokens.items() if isinstance(made, SignedIn)}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("template")
    with process_uses(folder):
        migrate(engine())
        return Template(folder, fill())


@cache
def application() -> Starlette:
    """Return the app as it is served; Reflex can put it together once a process."""
    from rxbilling.rxbilling import app

    made = app()
    assert isinstance(made, Starlette)
    return made


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Yield a client of the app: pages that were built are not part of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("__REFLEX_SKIP_COMPILE", "true")
        patch.setenv("REFLEX_STATES_WORKDIR", str(tmp_path_factory.mktemp("states")))
        with TestClient(application(), follow_redirects=False) as client:
            yield client


@dataclass(frozen=True)
class Site:
    """The app over one data folder."""

    client: TestClient
    folder: Path
    tokens: dict[str, str]

    def cookie(self, who: str | None) -> dict[str, str]:
        """Return the header that says who is signed in."""
        return {"cookie": f"{COOKIE}={self.tokens[who]}"} if who else {}

    def get(self, path: str, who: str | None = None) -> httpx.Response:
        return self.request("GET", path, who)

    def request(self, method: str, path: str, who: str | None = None, **options: Any) -> httpx.Response:
        """Ask as somebody; nothing is kept of one request for the next."""
        self.client.cookies.clear()
        headers = self.cookie(who) | options.pop("headers", {})
        response = self.client.request(method, path, headers=headers, **options)
        self.client.cookies.clear()
        return response

    def content(self) -> str:
        """Return everything that is stored: the database as text, and the names of files beside it."""
        with closing(sqlite3.connect(self.folder / "rxbilling.db")) as database:
            lines = list(database.iterdump())
        return "\n".join([*lines, *self.uploads()])

    def image(self) -> tuple[str, list[str]]:
        """Return what tells whether anything was written: a hash of the database, and the names of files beside it."""
        with closing(sqlite3.connect(self.folder / "rxbilling.db")) as database:
            return hashlib.sha256(database.serialize()).hexdigest(), self.uploads()

    def uploads(self) -> list[str]:
        """Return the names of files that were sent."""
        return sorted(path.name for path in (self.folder / "uploads").glob("*"))


def see_sessions() -> None:
    """Let all sessions be seen just now: however long ago the template was made, no request of a test is the first."""
    with engine().begin() as connection:
        connection.exec_driver_sql(f"UPDATE user_session SET seen_at = {now()}")  # noqa: S608 - a number


@pytest.fixture
def site(stack: TestClient, template: Template, tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "data"
    shutil.copytree(template.folder, folder)
    with process_uses(folder):
        see_sessions()
        yield Site(stack, folder, template.tokens)
