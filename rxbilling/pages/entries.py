"""Time entries: all that the filter selects, as one scrolls."""

import reflex as rx

from rxbilling.components.export_menu import export_menu
from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.live import on_change
from rxbilling.components.many import many_button, many_dialog, undo_button
from rxbilling.components.shell import page_frame
from rxbilling.components.totals import money, total, totals
from rxbilling.components.views import views_menu
from rxbilling.components.why import why_dialog
from rxbilling.components.words import t
from rxbilling.components.work_grid import column, work_grid
from rxbilling.state.entries import Entries
from rxbilling.state.many import Many
from rxbilling.state.viewer import Viewer
from rxbilling.state.why import Why


def _totals() -> rx.Component:
    return totals(
        total("Entries", Entries.entries),
        total("Hours worked", Entries.hours),
        total("Billable hours", Entries.billable_hours),
        total("Billable amount", money(Entries.billable)),
        total("Unbilled amount", money(Entries.unbilled)),
        total("Cost", Entries.cost),
        rx.cond(Entries.margin != "", total("Margin", Entries.margin)),
        rx.cond(
            (Entries.margin_of != "") | Entries.is_rounded,
            rx.el.span(
                Entries.margin_of,
                " ",
                rx.cond(Entries.is_rounded, t("Billable hours are rounded as agreed."), ""),
                class_name="total-note",
            ),
        ),
    )


def _grid() -> rx.Component:
    columns = [
        column("day", "Date", "day", 106, phone=76, edit=True),
        column("start", "Start", "time", 56, edit=True),
        column("end", "End", "time", 56, edit=True),
        column("worked_s", "Worked", "hours", 78, phone=80, edit=True),
        column("account", "Account", "text", 130, phone=1, edit=True),
        column("ticket", "Ticket", "text", 76, edit=True),
        column("service", "Service", "text", 116, edit=True),
        column("rep", "Rep", "text", 118, initialHide=~Viewer.sees_all, edit=True),
        column("status", "Status", "status", 154),
        column("note", "Note", "text", 104, minWidth=104, edit=True),
        column("tiers", "Tiers", "tiers", 130, edit=True),
        column("cost", "Cost", "cost", 96),
        column("billable_s", "Billable time", "hours", 96),
        column("billable", "Billable?", "yesno", 84, edit=True),
        column("amount", "Price", "money", 116, pinned="right", phone=96),
    ]
    return work_grid(
        columns,
        rows_url="/app/entries",
        query=Entries.query,
        label=t("Time entries"),
        on_select=Many.select,
        on_delete=Many.open_delete,
        can_edit=Viewer.may_log,
        can_select=Viewer.may_change_many,
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
        many_dialog(),
        on_change("work", Entries.refresh),
        actions=rx.fragment(
            views_menu(Entries), undo_button(), many_button(Entries.query, Entries.entries), export_menu(Entries.query)
        ),
        query=Entries.query,
    )
