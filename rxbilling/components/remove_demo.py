"""The button that removes the demo company, which asks first."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.demo import Demo


def remove_demo() -> rx.Component:
    """Return the button and its question."""
    return rx.alert_dialog.root(
        rx.alert_dialog.trigger(
            rx.button(
                t("Remove the demo"),
                variant="surface",
                color_scheme="gray",
                size="1",
                loading=Demo.is_running,
                class_name="banner-action",
            )
        ),
        rx.alert_dialog.content(
            rx.alert_dialog.title(t("Remove the demo company?")),
            rx.alert_dialog.description(
                t("All accounts, tickets, contracts and time entries of the demo are deleted. Users stay."), size="2"
            ),
            rx.el.div(
                rx.alert_dialog.cancel(rx.button(t("Keep it"), variant="soft", color_scheme="gray")),
                rx.alert_dialog.action(rx.button(t("Remove the demo"), color_scheme="red", on_click=Demo.remove)),
                class_name="row dialog-actions",
            ),
            max_width="440px",
        ),
    )
