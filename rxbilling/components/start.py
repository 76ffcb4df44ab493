"""The first thing an administrator sees: nothing is there yet, and two ways on."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.words import t
from rxbilling.state.demo import Demo
from rxbilling.state.viewer import Viewer


def start_panel() -> rx.Component:
    """Return how to begin: import real work, or fill in the demo company."""
    return rx.cond(
        Viewer.may_import,
        empty_state(
            "rocket",
            "Welcome. There is no work here yet.",
            "Import time entries from a file, or look around in a demo company first. "
            "The demo can be removed at any time, and is never mixed with real work.",
            rx.button(
                rx.el.a(rx.icon("upload", size=16), t("Import time entries"), href="/import"), size="3", as_child=True
            ),
            rx.button(
                rx.icon("flask-conical", size=16),
                rx.cond(Demo.is_running, t("Filling the demo company…"), t("Fill in the demo company")),
                on_click=Demo.fill,
                loading=Demo.is_running,
                size="3",
                variant="surface",
            ),
        ),
        empty_state("inbox", "There is no work here yet.", "An administrator can import time entries."),
    )
