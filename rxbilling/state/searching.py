"""The global search: accounts, reps and tickets by a part of their name."""

from dataclasses import dataclass

import reflex as rx

from rxbilling.services import choices
from rxbilling.services.choices import Hit
from rxbilling.state.guard import acting, policy


@dataclass
class Found:
    """One hit, and the address of its page or its work."""

    kind: str = ""
    name: str = ""
    hint: str = ""
    address: str = ""


class Searching(rx.State):
    """What was typed, and what it found."""

    text: str = ""
    found: list[Found] = []
    is_open: bool = False

    @rx.event
    @policy("user")
    def look_for(self, text: str) -> None:
        """Find what a text may mean."""
        self.text = text
        hits = choices.search(acting(self), text)
        self.found = [Found(hit.kind, hit.name, hit.hint, _address(hit)) for hit in hits]
        self.is_open = len(text.strip()) >= choices.SHORTEST_SEARCH

    @rx.event
    @policy("user")
    def close(self) -> None:
        """Forget the search."""
        self.text, self.found, self.is_open = "", [], False


def _address(hit: Hit) -> str:
    if hit.kind in {"account", "ticket"}:
        return f"/{hit.kind}?number={hit.number}"
    return f"/entries?{hit.kind}={hit.number}"
