"""Time entries: all that the filter selects, as one scrolls."""

import reflex as rx

from rxbilling.components.export_menu import export_menu
from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.totals import money, total, totals
from rxbilling.components.why import why_dialog
from rxbilling.components.words import t
from rxbilling.components.work_grid import column, work_grid
from rxbilling.state.entries import Entries
from rxbilling.state.why import Why


def _totals() -> rx.Component:
    return totals(
        total("Entries", Entries.entries),
        total("Hours worked", Entries.hours),
        total("Billable hours", Entries.billable_hours),
        total("Billable amount", money(Entries.billable)),
        total("Unbilled amount", money(Entries.unbilled)),
        total("Cost", Entries.cost),
    )


def _grid() -> rx.Component:
    columns = [
        column("day", "Date", "day", 116, phone=86),
        column("start", "Start", "time", 70),
        column("end", "End", "time", 70),
        column("worked_s", "Worked", "hours", 88, phone=82),
        column("account", "Account", "text", 150, phone=1),
        column("ticket", "Ticket", "text", 132),
        column("service", "Service", "text", 110),
        column("rep", "Rep", "text", 124),
        column("status", "Status", "status", 112),
        column("tiers", "Tiers", "tiers", 130),
        column("note", "Note", "text", 160, flex=1, minWidth=140),
        column("billable_s", "Billable", "hours", 92),
        column("amount", "Price", "money", 108, pinned="right", phone=104),
        column("cost", "Cost", "cost", 118, pinned="right"),
    ]
    return work_grid(
        columns,
        rows_url="/app/entries",
        query=Entries.query,
        label=t("Time entries"),
        on_open=Why.show,
        on_failed=rx.toast.error(t("The rows could not be loaded. Check the connection and try again.")),
    )


def entries() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/entries",
        "Time entries",
        filter_bar(Entries),
        _totals(),
        rx.cond(Entries.loading, rx.skeleton(height="60vh", width="100%"), _grid()),
        why_dialog(),
        on_change("work", Entries.refresh),
        actions=export_menu(Entries.query),
        query=Entries.query,
    )
