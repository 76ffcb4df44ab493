"""Contracts: in which state they are, what their present cycle includes, and all of them on a time line."""

import plotly.graph_objects as go
import reflex as rx
from plotly.graph_objs.layout import Template

from rxbilling.components.account_filter import account_filter
from rxbilling.components.contract_form import contract_dialog
from rxbilling.components.contract_parts import state_badge, used_bar
from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.figure import CONFIG, DARK, LIGHT
from rxbilling.components.listing import heads, listing
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.contract_form import ContractForm
from rxbilling.state.contract_lines import ContractLine
from rxbilling.state.contract_words import STATES
from rxbilling.state.contracts import Contracts
from rxbilling.state.forms import Fact
from rxbilling.state.viewer import Viewer

HEADS = (
    ("Contract", ""), ("Account", "not-phone-cell"), ("Support plan", "not-phone-cell"), ("State", ""),
    ("Days", "not-phone-cell"), ("Used in this cycle", "num"), ("Base charge", "num not-phone-cell"),
)  # fmt: skip


def _plan(one: rx.Var[Fact]) -> rx.Component:
    return rx.el.option(one.value, value=one.label)


def _view(name: str, icon: str, label: str) -> rx.Component:
    chosen = Contracts.view == name
    return rx.button(
        rx.icon(icon, size=15),
        t(label),
        on_click=Contracts.choose_view(name),
        variant=rx.cond(chosen, "soft", "ghost"),
        color_scheme=rx.cond(chosen, "indigo", "gray"),
        margin="0",
        height="32px",
        padding="0 12px",
        custom_attrs={"aria-pressed": chosen},
    )


def _filters() -> rx.Component:
    return rx.el.div(
        rx.debounce_input(
            rx.input(
                value=Contracts.part,
                on_change=Contracts.look_for,
                placeholder=t("Number, name or account"),
                aria_label=t("Number, name or account"),
                width="220px",
            ),
            debounce_timeout=250,
        ),
        account_filter(Contracts),
        rx.el.select(
            rx.el.option(t("All plans"), value="all"),
            rx.foreach(Contracts.plans, _plan),
            value=Contracts.plan,
            on_change=Contracts.choose_plan,
            aria_label=t("Support plan"),
            class_name="plain-select filter-select",
        ),
        rx.el.select(
            rx.el.option(t("Every state"), value="all"),
            *[rx.el.option(t(label), value=value) for value, label in STATES.items()],
            value=Contracts.chosen_state,
            on_change=Contracts.choose_state,
            aria_label=t("State"),
            class_name="plain-select filter-select",
        ),
        rx.spacer(),
        rx.el.div(
            _view("list", "list", "List"),
            _view("timeline", "chart-gantt", "Time line"),
            role="group",
            aria_label=t("View"),
            class_name="row",
        ),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _row(line: rx.Var[ContractLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(line.name, href="/contract?number=" + line.number.to_string()),
            rx.cond(line.title != "", rx.el.div(line.title, class_name="muted not-phone-cell")),
            rx.el.div(line.account, class_name="muted only-phone-block"),
        ),
        rx.table.cell(line.account, class_name="not-phone-cell"),
        rx.table.cell(line.plan, class_name="not-phone-cell"),
        rx.table.cell(state_badge(line)),
        rx.table.cell(line.days, class_name="not-phone-cell nowrap"),
        rx.table.cell(used_bar(line), class_name="num used-cell"),
        rx.table.cell(line.base_charge, class_name="num not-phone-cell"),
    )


def _list() -> rx.Component:
    return listing(Contracts, heads(HEADS), _row)


def _timeline() -> rx.Component:
    chart = rx.plotly.basic(
        data=Contracts.figure.to(go.Figure),
        template=rx.color_mode_cond(LIGHT, DARK).to(Template),
        config=CONFIG,
        use_resize_handler=True,
        on_click=Contracts.open_point,
        style={"width": "100%", "height": "100%"},
    )
    return rx.el.div(
        rx.cond(
            Contracts.is_cut,
            rx.el.div(
                t("Not all contracts fit on the time line. Filter for those you look for."), class_name="warning"
            ),
        ),
        rx.el.p(t("Drag to look closer, double-click to go back, click a contract to open it."), class_name="muted"),
        rx.el.div(chart, aria_label=t("Time line of contracts"), role="figure", style={"height": Contracts.height}),
        class_name="panel timeline",
    )


def _nothing() -> rx.Component:
    return empty_state(
        "file-text",
        "No contracts",
        "Look for another word, or take a filter away. A contract says what is included and what it costs.",
        rx.button(t("Clear the filters"), variant="soft", on_click=Contracts.clear),
    )


def _found() -> rx.Component:
    has_any = Contracts.total != "0"
    shown = rx.cond(Contracts.view == "list", _list(), _timeline())
    return rx.fragment(
        rx.el.p(t("Found:"), " ", Contracts.total, class_name="muted", role="status"),
        rx.cond(has_any, shown, _nothing()),
    )


def contracts() -> rx.Component:
    """Return the page."""
    new = rx.button(rx.icon("plus", size=16), t("New contract"), on_click=ContractForm.open_new)
    return page_frame(
        "/contracts",
        "Contracts",
        _filters(),
        rx.cond(Contracts.is_loaded, _found(), rx.skeleton(height="420px", width="100%")),
        contract_dialog(),
        on_change("all", Contracts.refresh),
        actions=rx.fragment(
            list_export_menu("contracts", Contracts.address), rx.cond(Viewer.may_change_contracts, new)
        ),
    )
