"""Whether the list of keyboard shortcuts is open."""

import reflex as rx

from rxbilling.state.guard import policy


class Shortcuts(rx.State):
    """The list of shortcuts."""

    is_open: bool = False

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the list."""
        self.is_open = is_open
