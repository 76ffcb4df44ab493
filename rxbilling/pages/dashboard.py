"""The dashboard: where time and money go."""

import reflex as rx

from rxbilling.components.cards import amounts, panel, stat
from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import export_menu
from rxbilling.components.figure import figure
from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.start import start_panel
from rxbilling.components.words import t
from rxbilling.state.dashboard import Dashboard, RepLine
from rxbilling.state.viewer import Viewer


def _value(text: rx.Var[str]) -> rx.Component:
    return rx.el.div(text, class_name="stat-value")


def _note(*parts: rx.Var[str] | str) -> rx.Component:
    return rx.el.div(*parts, class_name="stat-note")


def _to_entries(status: str) -> rx.Var[str]:
    return rx.Var.create("/entries?") + Dashboard.query + "&status=" + status


def _stats() -> rx.Component:
    loading = Dashboard.loading
    return rx.el.div(
        stat(
            "Hours worked",
            _value(Dashboard.hours),
            _note(Dashboard.billable_hours, " ", t("billable")),
            loading=loading,
        ),
        stat(
            "Billable amount", amounts(Dashboard.billable), _note(Dashboard.entries, " ", t("entries")), loading=loading
        ),
        stat(
            "Unbilled amount",
            amounts(Dashboard.unbilled),
            rx.el.a(t("Show unbilled entries"), href=_to_entries("unbilled"), class_name="stat-note"),
            loading=loading,
        ),
        stat(
            "Cost",
            _value(Dashboard.cost),
            _note(
                rx.cond(
                    Dashboard.has_cost, t("Reps' hours at their cost rates"), t("No cost rate is set for these reps")
                )
            ),
            loading=loading,
        ),
        stat(
            "Margin",
            _value(Dashboard.margin),
            rx.cond(Dashboard.margin_share != "", _note(Dashboard.margin_share, " ", t("of revenue"))),
            rx.cond(Dashboard.margin_of != "", _note(Dashboard.margin_of)),
            _note(t("Of work alone: without base charges")),
            loading=loading,
        ),
        class_name="stats",
    )


def _problems() -> rx.Component:
    return rx.cond(
        Dashboard.without_price > 0,
        rx.el.a(
            rx.icon("triangle-alert", size=15),
            t("Entries without a price, which cannot be billed:"),
            " ",
            Dashboard.without_price.to_string(),
            ". ",
            t("Show them"),
            href=_to_entries("no_price"),
            class_name="warning",
        ),
    )


def _rep_row(line: rx.Var[RepLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(rx.el.a(line.name, href="/entries?rep=" + line.number.to_string())),
        rx.table.cell(line.hours, class_name="num"),
        rx.table.cell(line.revenue, class_name="num"),
        rx.table.cell(line.cost, class_name="num"),
        rx.table.cell(line.margin, class_name="num"),
    )


def _reps() -> rx.Component:
    headers = ("Hours", "Revenue", "Cost", "Margin")
    return rx.table.root(
        rx.table.header(
            rx.table.row(
                rx.table.column_header_cell(t("Rep")),
                *[rx.table.column_header_cell(t(label), class_name="num") for label in headers],
            )
        ),
        rx.table.body(rx.foreach(Dashboard.rep_lines, _rep_row)),
        size="1",
        width="100%",
    )


def _rep_table() -> rx.Component:
    return rx.el.div(_reps(), class_name="scroll-x")


def _charts() -> rx.Component:
    only = rx.cond(
        Dashboard.other_currencies != "",
        t("Only work priced in") + " " + Dashboard.currency,
        "",
    )
    return rx.el.div(
        panel(
            "Revenue and cost by month",
            figure(Dashboard.month_figure, t("Revenue and cost by month")),
            hint=only,
            wide=True,
        ),
        panel("Hours by tier", figure(Dashboard.tier_figure, t("Hours by tier"), "320px")),
        panel(
            "Top accounts by revenue",
            figure(Dashboard.account_figure, t("Top accounts by revenue"), "320px"),
            hint=only,
        ),
        panel("Reps with the most hours", figure(Dashboard.rep_figure, t("Reps with the most hours"), "400px")),
        panel("Time and cost per rep", _rep_table(), hint=only),
        class_name="charts",
    )


def _content() -> rx.Component:
    return rx.fragment(
        filter_bar(Dashboard),
        _problems(),
        _stats(),
        rx.cond(
            Dashboard.is_without_work & ~Dashboard.loading,
            empty_state(
                "search-x",
                "No work matches this filter",
                "Choose other days, or clear the filters.",
                rx.button(t("Clear filters"), on_click=Dashboard.clear),
            ),
            rx.cond(Dashboard.has_charts, _charts(), rx.skeleton(height="320px", width="100%")),
        ),
    )


def dashboard() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/",
        "Dashboard",
        rx.cond(Viewer.is_empty, start_panel(), _content()),
        on_change("work", Dashboard.refresh),
        actions=rx.cond(Viewer.is_empty, rx.fragment(), export_menu(Dashboard.query)),
        query=Dashboard.query,
    )
