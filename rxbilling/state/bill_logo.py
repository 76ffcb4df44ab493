"""The logo of bills, in the settings."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import logos
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.attachments import File
from rxbilling.state.forms import language_of, told
from rxbilling.state.guard import acting, policy


class BillLogo(rx.State):
    """The digest of the logo, empty where there is none, and why a file was not taken."""

    digest: str = ""
    wrong: str = ""

    @rx.event
    @policy(Right.SEE_BILLS)
    def open_page(self) -> None:
        """Look whether there is a logo."""
        self.wrong, self.digest = "", logos.known(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def take(self, token: str, filename: str) -> Any:  # noqa: ANN401 - an event
        """Put a picture that was sent at the head of bills."""
        actor = acting(self)
        return await self._do(actor, lambda: logos.save(actor, File(token, filename)), N_("Bills show this logo now."))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def refuse(self, reason: str) -> None:
        """Say why a file was not taken."""
        language = language_of(acting(self))
        self.wrong = reason or tr(language, N_("The file could not be sent. Check the connection and try again."))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def remove(self) -> Any:  # noqa: ANN401 - an event
        """Take the logo away."""
        actor = acting(self)
        return await self._do(actor, lambda: logos.remove(actor), N_("Bills show no logo any more."))

    async def _do(self, actor: Actor | None, work: Callable[[], object], done: str) -> Any:  # noqa: ANN401 - an event
        self.wrong = ""
        try:
            await rx.run_in_thread(work)
        except Refused as refusal:
            self.wrong = refusal.message.text(language_of(actor))
            return told(actor, refusal)
        self.digest = logos.known(actor)
        return rx.toast.success(tr(language_of(actor), done))
