"""The dialog that opens a ticket."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, error_of, field, refusal, text_input
from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.task_fields import NOTHING
from rxbilling.state.ticket_form import TicketForm

FIELDS = ("account", "subject", "number", "service", "product", "priority", "ticket_type")


def new_ticket_button() -> rx.Component:
    """Return the button that opens the dialog."""
    return rx.button(rx.icon("plus", size=15), t("New ticket"), on_click=TicketForm.open_dialog)


def _text(name: str, label: str) -> rx.Component:
    return field(label, name, text_input(name, "", auto_complete="off"), error=error_of(TicketForm, name))


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
    services = [
        rx.el.option(t("No service"), value=NOTHING),
        rx.foreach(TicketForm.services, lambda one: rx.el.option(one.value, value=one.label)),
    ]
    service = choice("service", NOTHING, *services)
    return rx.fragment(
        field("Account", "account", account, error=error_of(TicketForm, "account")),
        _text("subject", "Subject"),
        rx.el.div(
            field("Service", "service", service, error=error_of(TicketForm, "service")),
            _text("product", "Product"),
            class_name="pair",
        ),
        rx.el.div(_text("priority", "Priority"), _text("ticket_type", "Type"), class_name="pair"),
        _text("number", "Number (the next one where it is empty)"),
    )


def ticket_dialog() -> rx.Component:
    """Return the dialog."""
    form = rx.form(
        _fields(),
        refusal(TicketForm, *FIELDS, "reason"),
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
