"""The dialog that changes many entries at once: what, then what it would do, then doing it."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_table
from rxbilling.components.forms import error_of, field, refusal
from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.forms import Fact
from rxbilling.state.many import Many
from rxbilling.state.undo_scripts import undo_script
from rxbilling.state.viewer import Viewer

LABELS = {
    "billed": "Mark as billed",
    "unbilled": "Mark as unbilled",
    "not_billable": "Mark as not billable",
    "billable": "Mark as billable",
    "account": "Move to another account",
    "service": "Give another service",
    "no_service": "Take the service away",
    "rep": "Give to another rep",
    "delete": "Delete",
}
REFERENCE = ("Reference", "The number of an invoice of another program, for example.")
PICKED = {
    "account": ("Account", "Tickets stay with their account; prices are those of the new one."),
    "service": ("Service", ""),
    "rep": ("Rep", ""),
}


def many_button(query: rx.Var[str], total: rx.Var[str]) -> rx.Component:
    """Return the button that changes what is selected, or what is filtered."""
    label = rx.cond(Many.selected > 0, t("Change selected"), t("Change all"))
    button = rx.button(
        rx.icon("list-checks", size=15), label, variant="surface", color_scheme="gray", on_click=Many.open(query, total)
    )
    return rx.cond(Viewer.may_change_many, button)


def undo_button() -> rx.Component:
    """Return the button that undoes the last change, as Ctrl+Z does."""
    return rx.button(
        rx.icon("undo-2", size=15),
        rx.el.span(t("Undo"), class_name="not-phone"),
        aria_label=t("Undo"),
        variant="surface",
        color_scheme="gray",
        on_click=rx.call_script(undo_script()),
    )


def _action() -> rx.Component:
    options = [
        rx.cond(Many.actions.contains(action), rx.el.option(t(label), value=action)) for action, label in LABELS.items()
    ]
    return rx.el.select(
        *options,
        id="action",
        name="action",
        value=Many.action,
        on_change=Many.choose_action,
        class_name="plain-select",
        auto_focus=True,
    )


def _value() -> rx.Component:
    def input_of(label: str, hint: str) -> rx.Component:
        typed = rx.el.input(
            id="value", name="value", value=Many.value, on_change=Many.type_value, auto_complete="off",
            class_name="plain-input",
        )  # fmt: skip
        # What is typed stays in the browser until one rests: a slow answer must not take letters away.
        typed = rx.debounce_input(typed, debounce_timeout=200)
        return field(label, "value", typed, hint=hint, error=error_of(Many, "value"))

    def picked(source: str, label: str, hint: str) -> rx.Component:
        found = picker(
            "value",
            key=source,
            url=f"/app/choices/{source}",
            value=Many.picked,
            text=Many.value,
            placeholder=t("Type a part of the name"),
            on_pick=Many.pick_value,
        )
        return field(label, "value", found, hint=hint, error=error_of(Many, "value"))

    cases = [(source, picked(source, *words)) for source, words in PICKED.items()]
    return rx.match(Many.action, ("billed", input_of(*REFERENCE)), *cases, rx.fragment())


def _facts(facts: rx.Var[list[Fact]]) -> rx.Component:
    return rx.el.dl(
        rx.foreach(facts, lambda fact: rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))), class_name="why-facts"
    )


def _shown() -> rx.Component:
    left_out = rx.el.div(rx.el.h3(t("These stay as they are")), _facts(Many.left_out))
    warning = rx.el.div(rx.icon("triangle-alert", size=16), Many.warning, class_name="warning", role="alert")
    return rx.el.div(
        _facts(Many.told),
        rx.cond(Many.warning != "", warning),
        effect_table("Accounts", Many.effect, counts=False),
        rx.cond(Many.left_out.length() > 0, left_out),
        class_name="preview",
        role="status",
    )


def _buttons() -> rx.Component:
    close = rx.dialog.close(rx.button(t("Cancel"), variant="soft", color_scheme="gray", type="button"))
    look = rx.button(t("Show what changes"), type="submit", loading=Many.is_running)
    labels = [(action, t(label)) for action, label in LABELS.items()]
    do = rx.button(
        rx.match(Many.action, *labels, ""), " (", Many.count, ")", type="button", on_click=Many.carry_out,
        loading=Many.is_running, color_scheme=rx.cond(Many.action == "delete", "red", "indigo"), auto_focus=True,
    )  # fmt: skip
    return rx.el.div(close, rx.cond(Many.is_shown & (Many.count > 0), do, look), class_name="row dialog-actions")


def many_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Change entries"),
            rx.dialog.description(Many.scope, size="2"),
            rx.el.form(
                field("What", "action", _action()),
                _value(),
                refusal(Many, "value"),
                rx.cond(Many.is_shown, _shown()),
                _buttons(),
                on_submit=Many.show,
                class_name="stack",
            ),
            max_width="560px",
        ),
        open=Many.is_open,
        on_open_change=Many.toggle,
    )
