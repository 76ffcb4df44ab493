"""What a page says while the server is out of reach; it connects again by itself."""

import reflex as rx
from reflex_components_core.core.banner import (  # type: ignore[import-untyped]  # ships no types
    connection_pulser,
    has_too_many_connection_errors,
)

from rxbilling.components.words import t


def connection() -> rx.Component:
    """Return the line, in the place of Reflex's own message."""
    line = rx.el.div(
        rx.icon("wifi-off", size=16),
        t("The server does not answer. Nothing is saved until it does; this page connects again by itself."),
        class_name="offline",
        role="alert",
    )
    return rx.fragment(connection_pulser(), rx.cond(has_too_many_connection_errors, line))
