"""What a page says when there is nothing to show."""

import reflex as rx

from rxbilling.components.words import t


def empty_state(icon: str, title: str, hint: str, *actions: rx.Component) -> rx.Component:
    """Return a title, what to do, and the buttons that do it."""
    return rx.el.div(
        rx.icon(icon, size=32),
        rx.el.h2(t(title)),
        rx.el.p(t(hint)),
        rx.el.div(*actions, class_name="row"),
        class_name="empty",
    )
