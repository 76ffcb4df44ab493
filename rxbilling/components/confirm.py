"""A question before something that cannot be taken back, with the consequence spelled out."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t

Handler = Any  # an event handler of Reflex's


def _content(  # noqa: PLR0917 - the parts of a question
    title: str,
    consequence: str,
    label: str,
    handler: Handler,
    keep: str,
    color: str,
    detail: rx.Var[str] | str = "",
) -> rx.Component:
    return rx.alert_dialog.content(
        rx.alert_dialog.title(t(title)),
        rx.alert_dialog.description(t(consequence), " ", rx.el.strong(detail), size="2"),
        rx.el.div(
            rx.alert_dialog.cancel(rx.button(t(keep), variant="soft", color_scheme="gray")),
            rx.alert_dialog.action(rx.button(t(label), color_scheme=color, on_click=handler)),
            class_name="row dialog-actions",
        ),
        max_width="440px",
    )


def ask(  # noqa: PLR0917 - the parts of a question
    trigger: rx.Component,
    title: str,
    consequence: str,
    label: str,
    handler: Handler,
    keep: str = "Cancel",
    *,
    color: str = "red",
) -> rx.Component:
    """Return a trigger that asks, and calls a handler after a yes; red is for what takes something away."""
    content = _content(title, consequence, label, handler, keep, color)
    return rx.alert_dialog.root(rx.alert_dialog.trigger(trigger), content)


def question(  # noqa: PLR0917 - the parts of a question
    is_open: rx.Var[bool],
    on_open_change: Handler,
    title: str,
    consequence: str,
    label: str,
    handler: Handler,
    detail: rx.Var[str] | str = "",
    *,
    color: str = "red",
) -> rx.Component:
    """Return a question that a State opens, for what is chosen in a menu: that is gone when the question is there."""
    content = _content(title, consequence, label, handler, "Cancel", color, detail)
    return rx.alert_dialog.root(content, open=is_open, on_open_change=on_open_change)
