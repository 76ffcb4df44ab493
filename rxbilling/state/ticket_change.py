"""The form that changes a ticket."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import choices, profile, ticket_changes, ticket_details
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.state.forms import Fact, Form, focus_on, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.ticket_fields import TicketTexts, asked_in, texts_of
from rxbilling.state.ticket_page import TicketPage, facts_of


class TicketChangeForm(Form, rx.State):
    """The fields of a ticket as text."""

    is_open: bool = False
    texts: TicketTexts = TicketTexts()
    services: list[Fact] = []
    _number: int = 0
    _version: int = 0

    @rx.event
    @policy(Right.CHANGE_ALL_WORK)
    def open_change(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a ticket as it is now."""
        actor = acting(self)
        try:
            found = ticket_details.look(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self._begin()
        self._number, self._version, self.texts = number, found.work.version, texts_of(found.asked)
        self.services = [Fact(str(one.number), one.name) for one in choices.services(actor)]
        self.is_open = True
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.CHANGE_ALL_WORK)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Change the ticket, if nobody else has meanwhile; once, however often the button was pressed."""
        actor, number, version = acting(self), self._number, self._version
        if not self.is_open:
            return None
        self._begin()
        try:
            await rx.run_in_thread(lambda: ticket_changes.change(actor, number, version, asked_in(form)))
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(self.wrong_field)
        self.is_open = False
        return [rx.toast.success(tr(language_of(actor), N_("Saved."))), TicketPage.refresh]

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the ticket as somebody else has left it; saving again is meant to replace just that."""
        found, language = ticket_details.look(actor, self._number), language_of(actor)
        self._version = found.work.version
        subject = Fact(tr(language, N_("Subject")), found.asked.subject)
        self.theirs = [subject, *facts_of(language, profile.zone_of(actor), found)]
