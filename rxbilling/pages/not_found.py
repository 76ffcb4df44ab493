"""An address that is no page."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.font import inter
from rxbilling.components.words import t


def not_found() -> rx.Component:
    """Return the page."""
    return rx.el.main(
        empty_state(
            "map-pin-off",
            "There is no page here",
            "The address may be mistyped, or the page was moved.",
            rx.button(rx.el.a(t("Go to the dashboard"), href="/"), as_child=True),
        ),
        inter(),
        class_name="login-page",
    )
