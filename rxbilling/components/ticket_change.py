"""The dialog that changes a ticket."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import conflict, refusal
from rxbilling.components.ticket_fields import FIELDS, ticket_fields
from rxbilling.components.words import t
from rxbilling.state.ticket_change import TicketChangeForm


def ticket_change_dialog() -> rx.Component:
    """Return the dialog."""
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    form = rx.form(
        ticket_fields(TicketChangeForm, TicketChangeForm.texts),
        refusal(TicketChangeForm, *FIELDS),
        conflict(TicketChangeForm),
        rx.el.div(cancel, rx.button(t("Save"), type="submit"), class_name="row dialog-actions"),
        on_submit=TicketChangeForm.save,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Change the ticket"),
            rx.dialog.description(
                t("Its work that is not billed is priced again. Its account and its contract stay."),
                size="2",
                color_scheme="gray",
            ),
            form,
            max_width="560px",
        ),
        open=TicketChangeForm.is_open,
        on_open_change=TicketChangeForm.toggle,
    )
