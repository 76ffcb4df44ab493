"""QuickBooks' own lists: how long each is, and taking them in from a file."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import quickbooks_lists
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.state import wording
from rxbilling.state.forms import Fact, language_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.quickbooks_names import QuickBooksNames
from rxbilling.state.quickbooks_words import LISTS


class QuickBooksLists(rx.State):
    """The lists; ``wrong`` is why a file was not taken."""

    lines: list[Fact] = []
    wrong: str = ""

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def open_page(self) -> None:
        """Load how long they are."""
        self.wrong = ""
        self._load(acting(self))

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    async def take(self, token: str, filename: str) -> Any:  # noqa: ANN401 - an event, or none
        """Take in the lists of a file that was sent."""
        actor = acting(self)
        self.wrong = ""
        try:
            found = await rx.run_in_thread(lambda: quickbooks_lists.take_kept(actor, token, filename))
        except Refused as refusal:
            self.wrong = refusal.message.text(language_of(actor))
            return None
        self._load(actor)
        language = language_of(actor)
        named = ", ".join(f"{tr(language, LISTS[kind])}: {wording.number(language, n)}" for kind, n in found.items())
        # The list of names is not on the page while this is: it does not hear of changes.
        return [rx.toast.success(named), QuickBooksNames.refresh]

    @rx.event
    @policy(Right.EXPORT_ACCOUNTING)
    def refuse(self, reason: str) -> None:
        """Say why a file was not taken."""
        language = language_of(acting(self))
        self.wrong = reason or tr(language, N_("The file could not be sent. Check the connection and try again."))

    def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        sizes, language = quickbooks_lists.sizes(actor), actor.language
        self.lines = [
            Fact(tr(language, label), wording.number(language, sizes[kind]) if sizes[kind] else wording.NOTHING)
            for kind, label in LISTS.items()
        ]
