"""The hours of a ticket, which lead to its time entries."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.tickets import TicketLine


def ticket_hours(line: rx.Var[TicketLine]) -> rx.Component:
    """Return the link."""
    return rx.el.a(
        line.hours,
        href="/entries?ticket=" + line.number.to_string(),
        title=t("Time entries"),
        aria_label=line.hours + " " + t("Time entries") + " " + line.name,
    )
