"""A question before something that cannot be taken back, with the consequence spelled out."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t

Handler = Any  # an event handler of Reflex's


def _content(  # noqa: PLR0917 - the parts of a question
    title: str, consequence: str, label: str, handler: Handler, keep: str, detail: rx.Var[str] | str = ""
) -> rx.Component:
    return rx.alert_dialog.content(
        rx.alert_dialog.title(t(title)),
        rx.alert_dialog.description(t(consequence), " ", rx.el.strong(detail), size="2"),
        rx.el.div(
            rx.alert_dialog.cancel(rx.button(t(keep), variant="soft", color_scheme="gray")),
            rx.alert_dialog.action(rx.button(t(label), color_scheme="red", on_click=handler)),
            class_name="row dialog-actions",
        ),
        max_width="440px",
    )


def ask(  # noqa: PLR0917 - the parts of a question
    trigger: rx.Component, title: str, consequence: str, label: str, handler: Handler, keep: str = "Cancel"
) -> rx.Component:
    """Return a trigger that asks, and calls a handler after a yes."""
    return rx.alert_dialog.root(rx.alert_dialog.trigger(trigger), _content(title, consequence, label, handler, keep))


def question(  # noqa: PLR0917 - the parts of a question
    is_open: rx.Var[bool],
    on_open_change: Handler,
    title: str,
    consequence: str,
    label: str,
    handler: Handler,
    detail: rx.Var[str] | str = "",
) -> rx.Component:
    """Return a question that a State opens, for what is chosen in a menu: that is gone when the question is there."""
    return rx.alert_dialog.root(
        _content(title, consequence, label, handler, "Cancel", detail), open=is_open, on_open_change=on_open_change
    )
