"""What is asked of a ticket, in the dialogs that open and that change one."""

import reflex as rx

from rxbilling.components.forms import choice, error_of, field, text_input
from rxbilling.components.words import t
from rxbilling.state.forms import Form
from rxbilling.state.task_fields import NOTHING
from rxbilling.state.ticket_fields import TicketTexts

FIELDS = ("subject", "service", "product", "priority", "ticket_type")


def ticket_text(form: type[Form], name: str, label: str, value: rx.Var[str] | str = "") -> rx.Component:
    """Return one field of text."""
    return field(label, name, text_input(name, value, auto_complete="off"), error=error_of(form, name))


def ticket_fields(form: type[Form], texts: rx.Var[TicketTexts] | TicketTexts) -> rx.Component:
    """Return the fields of a form that has the ``services`` to choose from; they begin with ``texts``."""
    services = [
        rx.el.option(t("No service"), value=NOTHING),
        rx.foreach(form.services, lambda one: rx.el.option(one.value, value=one.label)),
    ]
    service = choice("service", texts.service, *services)
    return rx.fragment(
        ticket_text(form, "subject", "Subject", texts.subject),
        rx.el.div(
            field("Service", "service", service, error=error_of(form, "service")),
            ticket_text(form, "product", "Product", texts.product),
            class_name="pair",
        ),
        rx.el.div(
            ticket_text(form, "priority", "Priority", texts.priority),
            ticket_text(form, "ticket_type", "Type", texts.ticket_type),
            class_name="pair",
        ),
    )
