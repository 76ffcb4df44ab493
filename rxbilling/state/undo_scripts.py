"""What tells the grid of time entries, where the page has one, of changes that can be undone."""

import json

import reflex as rx
from reflex.event import EventSpec


def undo_script(change: int | None = None) -> str:
    """Return what makes the grid undo a change, or (None) what was done last, and show it."""
    return f"window.dispatchEvent(new CustomEvent('rxbilling-undo', {{detail: {json.dumps(change)}}}))"


def changed(change: int | None) -> EventSpec:
    """Tell the grid of a change that a dialog has made, so that it is the next one to be undone."""
    return rx.call_script(
        f"window.dispatchEvent(new CustomEvent('rxbilling-changed', {{detail: {json.dumps(change)}}}))"
    )
