"""Why a time entry costs what it costs."""
import reflex as rx
from rxbilling.state.guard import policy
class Why(rx.State):
    """x"""
    is_open: bool = False
    @rx.event
    @policy("user")
    def show(self, number: int) -> None:
        """x"""
        self.is_open = True
