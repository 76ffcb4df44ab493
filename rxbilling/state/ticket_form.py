"""The form that opens a ticket."""

from dataclasses import asdict
from typing import Any

import reflex as rx

from rxbilling.locales import N_, Message, tr
from rxbilling.services import choices, ticket_opening
from rxbilling.services.access import Actor, NotNow, Refused, Right
from rxbilling.services.ticket_drafts import TicketDraft
from rxbilling.services.ticket_opening import Opened
from rxbilling.state.forms import Fact, Form, focus_on, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.task_fields import NOTHING, number_of
from rxbilling.state.ticket_fields import asked_in
from rxbilling.state.tickets import Tickets

OPENED = N_("Ticket {name} is open.")
NO_REASON = N_("Say why it is opened all the same.")


class TicketForm(Form, rx.State):
    """What is typed, and whether a reason is asked for; ``stamp`` grows when the form begins anew."""

    is_open: bool = False
    services: list[Fact] = []
    asks_reason: bool = False
    stamp: int = 0

    @rx.event
    @policy(Right.OPEN_TICKETS)
    def open_dialog(self) -> None:
        """Begin with nothing."""
        self._begin()
        self.stamp += 1
        self.services = [Fact(str(one.number), one.name) for one in choices.services(acting(self))]
        self.is_open, self.asks_reason = True, False

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.OPEN_TICKETS)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Open the ticket; once, however often the button was pressed."""
        actor = acting(self)
        if not self.is_open:
            return None
        self._begin()
        try:
            made = await rx.run_in_thread(lambda: ticket_opening.open_ticket(actor, _draft(form)))
        except Refused as refusal:
            self._refuse(actor, refusal)
            # Who may decide otherwise is asked why.
            is_blocked = isinstance(refusal, NotNow)
            if is_blocked and self.asks_reason:
                self.wrong = f"{self.wrong} {tr(language_of(actor), NO_REASON)}"
            self.asks_reason = self.asks_reason or bool(is_blocked and actor and actor.may(Right.OVERRIDE_TICKETS))
            return focus_on("reason" if is_blocked and self.asks_reason else self.wrong_field)
        self.is_open = False
        return [Tickets.refresh, *_told(actor, made)]


def _draft(form: dict[str, Any]) -> TicketDraft:
    return TicketDraft(
        account_id=number_of({"account": form.get("account", NOTHING)}, "account"),
        number=text_of(form, "number"),
        reason=text_of(form, "reason"),
        **asdict(asked_in(form)),
    )


def _told(actor: Actor | None, made: Opened) -> list[Any]:
    language = actor.language if actor else "en"
    said = [rx.toast.success(Message(OPENED, {"name": made.name}).text(language))]
    return said if made.said is None else [*said, rx.toast.warning(made.said.text(language), duration=10_000)]
