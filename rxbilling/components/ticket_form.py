"""The dialog that opens a ticket."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal
from rxbilling.components.picker import picker
from rxbilling.components.ticket_fields import FIELDS, ticket_fields, ticket_text
from rxbilling.components.words import t
from rxbilling.state.task_fields import NOTHING
from rxbilling.state.ticket_fields import TicketTexts
from rxbilling.state.ticket_form import TicketForm


def new_ticket_button() -> rx.Component:
    """Return the button that opens the dialog."""
    return rx.button(rx.icon("plus", size=15), t("New ticket"), on_click=TicketForm.open_dialog)


def _reason() -> rx.Component:
    """Return the field for why a ticket is opened all the same."""
    control = rx.el.textarea(id="reason", name="reason", rows=2, class_name="plain-input")
    own = field("Open it all the same, because", "reason", control, error=error_of(TicketForm, "reason"))
    return rx.cond(TicketForm.asks_reason, own)


def _fields() -> rx.Component:
    account = picker(
        "account",
        url="/app/choices/account",
        value=NOTHING,
        text="",
        placeholder=t("Type a part of the name"),
        focus=True,
    )
    return rx.fragment(
        field("Account", "account", account, error=error_of(TicketForm, "account")),
        ticket_fields(TicketForm, TicketTexts()),
        ticket_text(TicketForm, "number", "Number (the next one where it is empty)"),
    )


def ticket_dialog() -> rx.Component:
    """Return the dialog."""
    form = rx.form(
        _fields(),
        refusal(TicketForm, "account", *FIELDS, "number", "reason"),
        _reason(),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Open the ticket"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=TicketForm.save,
        key=TicketForm.stamp,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("New ticket"),
            rx.dialog.description(
                t("It comes under the contract that covers its account, service and product today."),
                size="2",
                color_scheme="gray",
            ),
            form,
            max_width="560px",
        ),
        open=TicketForm.is_open,
        on_open_change=TicketForm.toggle,
    )
