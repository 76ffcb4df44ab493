"""The socket of a browser tab, framed by hand: engine.io and socket.io in a few lines instead of a dependency."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from reflex.state import BaseState
from reflex.utils.format import format_event_handler

from rxbilling.rxbilling import app
from tests.api.site import HOST, Site

NAMESPACE = "/_event"
PATIENCE_S = 30
Payload = dict[str, Any]


def name_of(handler: Any) -> str:
    """Return the name that a browser calls a handler by."""
    return format_event_handler(handler)


class Tab:
    """One open socket: what came over it, state by state, and which events the browser was told to run."""

    def __init__(self, site: Site, session: Any) -> None:
        self.site, self.session = site, session
        self.variables: dict[str, Payload] = {}
        self.events: list[Payload] = []
        self.sent = 0
        self.visit("/")

    def visit(self, path: str, **query: object) -> None:
        """Be on a page from now on, with what is asked for in its address."""
        asked = {name: str(value) for name, value in query.items()}
        self.where: Payload = {"pathname": path, "query": asked, "asPath": f"{path}?{urlencode(asked)}"}

    def call(self, handler: Any, **arguments: Any) -> list[Payload]:
        """Call a handler with whatever arguments; return the events that came of it, when all is done."""
        return self.call_named(name_of(handler), **arguments)

    def call_named(self, name: str, /, **arguments: Any) -> list[Payload]:
        """Call a handler by its name, as any browser can."""
        before, self.sent = len(self.events), self.sent + 1
        event = {"name": name, "payload": arguments, "router_data": self.where}
        self._send(f"42{NAMESPACE},{self.sent}", ["event", event])
        self._read_until(f"43{NAMESPACE},{self.sent}")  # the event is in the queue
        self.site.client.portal.call(_all_done)
        self._send(f"42{NAMESPACE},", ["ping"])
        self._read_until(f'42{NAMESPACE},["ping"')  # whatever was sent came before
        return self.events[before:]

    def redirects(self) -> list[str]:
        """Return where the browser was sent."""
        return [event["payload"]["path"] for event in self.events if event["name"] == "_redirect"]

    def of(self, state: type[BaseState]) -> Payload:
        """Return what the browser was told of a state."""
        told = self.variables.get(state.get_full_name(), {})
        return {name.removesuffix("_rx_state_"): value for name, value in told.items()}

    def text(self) -> str:
        """Return everything that the browser was told, as text to search in."""
        return json.dumps([self.variables, self.events], ensure_ascii=False)

    def _send(self, head: str, body: list[Any]) -> None:
        self.session.send_text(head + json.dumps(body))

    def _read_until(self, start: str) -> None:
        while not (message := self.session.receive_text()).startswith(start):
            if message == "2":
                self.session.send_text("3")
            elif message.startswith(f"42{NAMESPACE},"):
                self._take(json.loads(message.split(",", 1)[1])[1])

    def _take(self, update: Payload) -> None:
        for state, values in (update.get("delta") or {}).items():
            self.variables.setdefault(state, {}).update(values)
        self.events += update.get("events") or []


async def _all_done() -> None:
    """Wait for every handler that runs, also those of the background, and those that they start."""
    processor = app.event_processor
    async with asyncio.timeout(PATIENCE_S):
        await processor.join()
        while running := [task for task in processor._tasks.values() if not task.done()]:
            await asyncio.wait(running)


@contextmanager
def tab(site: Site, who: str | None = None, **headers: str) -> Iterator[Tab]:
    """Open a tab as somebody, without visiting a page."""
    address = f"{NAMESPACE}/?token={uuid.uuid4()}&EIO=4&transport=websocket"
    # The test client says that it upgrades in capitals only, which the server does not read.
    all_headers = {"upgrade": "websocket", "origin": f"http://{HOST}", **site.cookie(who), **headers}
    with site.client.websocket_connect(address, headers=all_headers) as session:
        assert session.receive_text().startswith("0{")
        session.send_text(f"40{NAMESPACE},")
        assert session.receive_text().startswith(f"40{NAMESPACE},")
        yield Tab(site, session)
