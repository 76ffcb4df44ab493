"""The fields that say what work is for: account, ticket, service, note, billable."""

import reflex as rx

from rxbilling.components.forms import choice, error_of, field
from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.task_fields import NOTHING, TaskFields

FIELDS = ("account", "ticket", "service", "note")


def whom_fields(form: type[TaskFields]) -> rx.Component:
    """Return account, ticket and service; what was logged lately is offered first."""
    account = picker(
        "account",
        url="/app/choices/account",
        value=form.account,
        text=form.account_name,
        firsts=form.combinations,
        placeholder=t("Type a part of the name"),
        focus=True,
        on_pick=form.pick_account,
    )
    ticket = picker(
        "ticket",
        url="/app/choices/ticket?within=" + form.account,
        value=form.ticket,
        text=form.ticket_name,
        placeholder=t("Number or subject"),
        on_pick=form.pick_ticket,
    )
    services = [
        rx.el.option(t("No service"), value=NOTHING),
        rx.foreach(form.services, lambda one: rx.el.option(one.value, value=one.label)),
    ]
    return rx.fragment(
        field("Account", "account", account, error=error_of(form, "account")),
        rx.el.div(
            field("Ticket", "ticket", ticket, error=error_of(form, "ticket")),
            field("Service", "service", choice("service", form.service, *services), error=error_of(form, "service")),
            class_name="pair",
        ),
    )


def task_fields(form: type[TaskFields]) -> rx.Component:
    """Return all fields of a form."""
    note = rx.el.textarea(id="note", name="note", default_value=form.note, rows=2, class_name="plain-input")
    billable = rx.el.input(type="checkbox", name="billable", default_checked=form.billable)
    return rx.fragment(
        whom_fields(form),
        field("Note", "note", note, error=error_of(form, "note")),
        rx.el.label(billable, rx.el.span(t("Billable")), class_name="offer"),
    )
