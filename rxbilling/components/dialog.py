"""The head of a dialog: its title, and the button that closes it."""

import reflex as rx

from rxbilling.components.words import t


def dialog_head(title: str) -> rx.Component:
    """Return the head."""
    close = rx.icon_button(rx.icon("x", size=16), variant="ghost", color_scheme="gray", aria_label=t("Close"))
    return rx.el.div(rx.dialog.title(t(title), size="4", margin="0"), rx.dialog.close(close), class_name="why-head")
