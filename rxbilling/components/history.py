"""What was done to something, the newest first."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.audit import EventLine


def change_list(changes: rx.Var[list[str]]) -> rx.Component:
    """Return the fields that a change changed."""
    return rx.el.ul(rx.foreach(changes, rx.el.li), class_name="changes")


def _event(line: rx.Var[EventLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(rx.el.strong(line.action), " · ", line.who),
        rx.el.div(line.at, class_name="muted"),
        change_list(line.changes),
    )


def history(
    lines: rx.Var[list[EventLine]], nothing: str = "Nothing has been changed by hand since this entry came in."
) -> rx.Component:
    """Return a list of changes, or that there was none."""
    return rx.cond(
        lines.length() > 0,
        rx.el.ol(rx.foreach(lines, _event), class_name="history"),
        rx.el.p(t(nothing), class_name="muted"),
    )
