"""The button that removes the demo company, which asks first."""

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.words import t
from rxbilling.state.demo import Demo


def remove_demo() -> rx.Component:
    """Return the button and its question."""
    button = rx.button(
        t("Remove the demo"),
        variant="surface",
        color_scheme="gray",
        size="1",
        loading=Demo.is_running,
        class_name="banner-action",
    )
    return ask(
        button,
        "Remove the demo company?",
        "All accounts, tickets, contracts and time entries of the demo are deleted. Users stay.",
        "Remove the demo",
        Demo.remove,
        keep="Keep it",
    )
