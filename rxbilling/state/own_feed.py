"""The profile page: the address of the calendar of when contracts end."""

from typing import Any

import reflex as rx

from rxbilling.config import settings
from rxbilling.locales import N_, tr
from rxbilling.services import feed
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.state.forms import Form, language_of
from rxbilling.state.guard import acting, policy


class OwnFeed(Form, rx.State):
    """Whether there is an address, and the one that was made last, shown this once."""

    is_on: bool = False
    made: str = ""

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Look whether there is one, for those who may see contracts."""
        self._begin()
        self.made = ""
        self._look(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def create(self, form: dict[str, str]) -> None:
        """Make an address, in the place of the one before."""
        actor, password = acting(self), str(form.get("current", ""))
        self._begin()
        try:
            secret = await rx.run_in_thread(lambda: feed.make(actor, password))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        # The page itself knows best by which name this is reached.
        origin = settings().public_url or self.router.url.origin
        self.made = f"{origin}/calendar/{secret}.ics"
        self._look(actor)

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def revoke(self) -> Any:  # noqa: ANN401 - an event
        """Let the address work no more."""
        actor = acting(self)
        feed.revoke(actor)
        self.made = ""
        self._look(actor)
        return rx.toast.success(tr(language_of(actor), N_("The address works no more.")))

    def _look(self, actor: Actor | None) -> None:
        self.is_on = actor is not None and actor.may(Right.SEE_CONTRACTS) and feed.is_on(actor)
