"""The global search: accounts, reps and tickets by a part of their name."""

from dataclasses import dataclass

import reflex as rx

from rxbilling.services import choices
from rxbilling.state.guard import acting, policy


@dataclass
class Found:
    """One hit, and the address where its work is shown."""

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
        self.found = [Found(hit.kind, hit.name, hit.hint, f"/entries?{hit.kind}={hit.number}") for hit in hits]
        self.is_open = len(text.strip()) >= choices.SHORTEST_SEARCH

    @rx.event
    @policy("user")
    def close(self) -> None:
        """Forget the search."""
        self.text, self.found, self.is_open = "", [], False
