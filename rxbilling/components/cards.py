"""Cards: a panel with a title, and a number that matters."""

import reflex as rx

from rxbilling.components.words import t


def panel(title: str, *content: rx.Component, hint: rx.Var[str] | None = None, wide: bool = False) -> rx.Component:
    """Return a panel with a title, and beside it a hint."""
    head = [rx.el.h2(t(title))]
    if hint is not None:
        head.append(rx.el.span(hint, class_name="muted"))
    body = rx.el.div(*head, class_name="panel-head")
    return rx.el.section(body, *content, class_name="panel wide" if wide else "panel")


def amounts(values: rx.Var[list[str]]) -> rx.Component:
    """Return amounts in several currencies, the first one large."""
    return rx.fragment(
        rx.el.div(values[0], class_name="stat-value"),
        rx.foreach(values[1:], lambda value: rx.el.div(value, class_name="stat-second")),
    )


def stat(label: str, value: rx.Component, *notes: rx.Component, loading: rx.Var[bool]) -> rx.Component:
    """Return a card with one number that matters, and notes below it."""
    return rx.el.div(
        rx.el.div(t(label), class_name="stat-label"),
        rx.cond(loading, rx.skeleton(height="32px", width="70%"), value),
        *notes,
        class_name="stat",
    )
