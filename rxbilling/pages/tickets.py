"""Tickets: what their work comes to, and whether it is included."""

import reflex as rx

from rxbilling.components.account_filter import account_filter
from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.ticket_form import new_ticket_button, ticket_dialog
from rxbilling.components.ticket_hours import ticket_hours
from rxbilling.components.words import t
from rxbilling.state.tickets import TicketLine, Tickets
from rxbilling.state.viewer import Viewer

HEADS = (
    ("Ticket", ""), ("Account", ""), ("State", ""), ("Opened", "not-phone-cell"), ("Hours worked", "num"),
    ("Price", "num"), ("Cost", "num not-phone-cell"), ("Requests", "num not-phone-cell"),
    ("Included", "not-phone-cell"),
)  # fmt: skip


def _head(label: str) -> rx.Component | rx.Var[str]:
    """Return a heading; of the work of others reps are shown none."""
    return rx.cond(Viewer.sees_all, t(label), t("Your hours")) if label == "Hours worked" else t(label)


def _without_time() -> rx.Component:
    return rx.el.label(
        rx.checkbox(
            checked=Tickets.without_time,
            on_change=Tickets.choose_without_time,
            aria_label=t("Without any time"),
        ),
        t("Without any time"),
        class_name="offer",
    )


def _filters() -> rx.Component:
    words = {"all": "Every state", "open": "Open", "closed": "Closed"}
    return rx.el.div(
        rx.debounce_input(
            rx.input(
                value=Tickets.part,
                on_change=Tickets.look_for,
                placeholder=t("Number or subject"),
                aria_label=t("Number or subject"),
                width="240px",
            ),
            debounce_timeout=250,
        ),
        account_filter(Tickets),
        rx.select.root(
            rx.select.trigger(aria_label=t("State"), variant="surface"),
            rx.select.content(
                *[rx.select.item(t(label), value=value) for value, label in words.items()], position="popper"
            ),
            value=Tickets.chosen_state,
            on_change=Tickets.choose_state,
        ),
        # Who sees the own hours alone cannot tell which tickets have none.
        rx.cond(Viewer.sees_all, _without_time()),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _turn(line: rx.Var[TicketLine]) -> rx.Component:
    """Return the button that closes a ticket, or opens it again."""
    is_open = line.state == "open"
    return rx.button(
        rx.cond(is_open, t("Close"), t("Reopen")),
        size="1",
        variant="soft",
        color_scheme="gray",
        aria_label=rx.cond(is_open, t("Close"), t("Reopen")) + " " + line.name,
        on_click=Tickets.set_state(line.number, line.version, rx.cond(is_open, "closed", "open")),
    )


def _row(line: rx.Var[TicketLine]) -> rx.Component:
    state = rx.cond(line.state == "open", t("Open"), t("Closed"))
    labelled = {label: {"data-label": _head(label)} for label, _ in HEADS}
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(line.name, href="/ticket?number=" + line.number.to_string()),
            rx.el.div(line.subject, class_name="muted"),
        ),
        rx.table.cell(line.account, custom_attrs=labelled["Account"]),
        rx.table.cell(rx.el.span(state, class_name="status status-" + line.state), custom_attrs=labelled["State"]),
        rx.table.cell(line.opened, class_name="not-phone-cell nowrap"),
        rx.table.cell(ticket_hours(line), class_name="num", custom_attrs=labelled["Hours worked"]),
        rx.table.cell(line.amount, class_name="num", custom_attrs=labelled["Price"]),
        rx.table.cell(line.cost, class_name="num not-phone-cell"),
        rx.table.cell(line.requests, class_name="num not-phone-cell"),
        rx.table.cell(line.included, class_name="not-phone-cell"),
        rx.cond(Viewer.may_log, rx.table.cell(_turn(line), class_name="num not-phone-cell")),
    )


def _actions_head() -> rx.Component:
    return rx.el.span(t("Actions"), class_name="visually-hidden")


def _table() -> rx.Component:
    return rx.table.root(
        rx.table.header(
            rx.table.row(
                *[rx.table.column_header_cell(_head(label), class_name=kind) for label, kind in HEADS],
                rx.cond(Viewer.may_log, rx.table.column_header_cell(_actions_head(), class_name="not-phone-cell")),
            )
        ),
        rx.table.body(rx.foreach(Tickets.lines, _row)),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )


def _found() -> rx.Component:
    return rx.fragment(
        rx.el.p(t("Found:"), " ", Tickets.total, class_name="muted", role="status"),
        rx.cond(
            Tickets.lines.length() > 0,
            rx.el.div(_table(), class_name="scroll-x"),
            empty_state("ticket", "No tickets", "Look for another word, or take a filter away."),
        ),
        rx.cond(Tickets.has_more, rx.button(t("Show more"), variant="soft", on_click=Tickets.show_more)),
    )


def tickets() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/tickets",
        "Tickets",
        _filters(),
        rx.cond(Tickets.is_loaded, _found(), rx.skeleton(height="420px", width="100%")),
        ticket_dialog(),
        on_change("work", Tickets.refresh),
        actions=rx.fragment(list_export_menu("tickets", Tickets.address), rx.cond(Viewer.may_log, new_ticket_button())),
    )
