"""The form that changes a time entry, on the clock of its customer."""

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.entry_form import NO_SERVICE, EntryForm
from rxbilling.state.wording import TIERS


def _clock() -> rx.Component:
    return rx.el.div(
        field(
            "Start",
            "start",
            text_input("start", EntryForm.start, "datetime-local", required=True),
            error=error_of(EntryForm, "start"),
        ),
        field(
            "End",
            "end",
            text_input("end", EntryForm.end, "datetime-local", required=True),
            error=error_of(EntryForm, "end"),
        ),
        class_name="pair",
    )


def _day() -> rx.Component:
    tiers = [rx.el.option(t(label), value=str(code)) for code, label in enumerate(TIERS)]
    return rx.el.div(
        field("Date", "day", text_input("day", EntryForm.day, "date", required=True), error=error_of(EntryForm, "day")),
        field(
            "Length",
            "length",
            text_input("length", EntryForm.length, required=True),
            error=error_of(EntryForm, "seconds"),
        ),
        field("Tier", "tier", choice("tier", EntryForm.tier, *tiers)),
        class_name="pair",
    )


def _fields() -> rx.Component:
    services = [
        rx.el.option(t("No service"), value=NO_SERVICE),
        rx.foreach(EntryForm.services, lambda one: rx.el.option(one.value, value=one.label)),
    ]
    billable = rx.el.input(
        type="checkbox",
        name="billable",
        default_checked=EntryForm.billable,
        key="billable-" + EntryForm.billable.to_string(),
    )
    note = rx.el.textarea(
        id="note", name="note", default_value=EntryForm.note, key=EntryForm.note, rows=2, class_name="plain-input"
    )
    return rx.fragment(
        rx.cond(EntryForm.by_clock, _clock(), _day()),
        rx.cond(EntryForm.by_clock, rx.el.p(t("On the customer's clock:"), " ", EntryForm.zone, class_name="muted")),
        field("Service", "service", choice("service", EntryForm.service, *services)),
        field("Note", "note", note, error=error_of(EntryForm, "note")),
        rx.el.label(billable, rx.el.span(t("Billable")), class_name="offer"),
    )


def _form() -> rx.Component:
    delete = rx.button(t("Delete"), type="button", variant="soft", color_scheme="red")
    return rx.form(
        _fields(),
        refusal(EntryForm, "start", "end", "day", "seconds", "note"),
        conflict(EntryForm),
        rx.el.div(
            ask(
                delete,
                "Delete this time entry?",
                "It disappears from lists, totals and bills. Its history stays in the audit trail.",
                "Delete",
                EntryForm.delete,
            ),
            rx.button(t("Save"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=EntryForm.save,
        class_name="stack",
    )


def entry_form() -> rx.Component:
    """Return the form, or why there is none."""
    locked = rx.el.div(rx.icon("lock", size=16), EntryForm.locked, class_name="warning stack-first")
    return rx.cond(
        EntryForm.is_loaded,
        rx.cond(EntryForm.locked != "", locked, _form()),
        rx.skeleton(height="240px", width="100%"),
    )
