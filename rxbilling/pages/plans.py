"""Support plans: what contracts are made of."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.plan_form import plan_dialog
from rxbilling.components.plan_move import plan_move_dialog
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.plan_form import PlanForm
from rxbilling.state.plan_move import PlanMove
from rxbilling.state.plans import PlanLine, Plans
from rxbilling.state.viewer import Viewer

HEADS = (
    ("Plan", ""),
    ("Type", ""),
    ("Base charge", "num"),
    ("Included", "num"),
    ("After that", ""),
    ("Contracts", "num"),
    ("Status", ""),
)


def _status(line: rx.Var[PlanLine]) -> rx.Component:
    state = rx.cond(
        line.is_replaced,
        rx.el.span(t("Earlier version"), class_name="status status-not_billable"),
        rx.cond(
            line.active,
            rx.el.span(t("Active"), class_name="status status-billed"),
            rx.el.span(t("Not offered"), class_name="status status-not_billable"),
        ),
    )
    default = rx.el.span(t("Default"), class_name="status status-unbilled")
    return rx.el.div(state, rx.cond(line.is_default, default), class_name="row")


def _actions(line: rx.Var[PlanLine]) -> rx.Component:
    move = rx.menu.item(
        rx.icon("arrow-right-left", size=14), t("Move contracts"), on_select=PlanMove.open_plan(line.number)
    )
    return rx.menu.root(
        rx.menu.trigger(
            rx.icon_button(
                rx.icon("ellipsis", size=16),
                variant="ghost",
                color_scheme="gray",
                aria_label=t("What to do with") + " " + line.name,
            )
        ),
        rx.menu.content(
            rx.menu.item(rx.icon("pencil", size=14), t("Change"), on_select=PlanForm.open_plan(line.number, False)),
            rx.menu.item(rx.icon("copy", size=14), t("Copy"), on_select=PlanForm.open_plan(line.number, True)),
            rx.cond(line.to_move != "", move),
            rx.menu.item(
                rx.icon("list-ordered", size=14),
                t("Its bill rules"),
                on_select=rx.redirect("/rules?level=plan&of=" + line.number.to_string()),
            ),
            align="end",
        ),
    )


def _name(line: rx.Var[PlanLine]) -> rx.Component:
    opening = rx.el.button(line.name, on_click=PlanForm.open_plan(line.number, False), class_name="plain-button")
    moving = rx.el.button(
        t("Contracts to move:"), " ", line.to_move, on_click=PlanMove.open_plan(line.number), class_name="plain-button"
    )
    return rx.fragment(
        rx.cond(Viewer.may_change_terms, opening, rx.el.span(line.name, class_name="strong")),
        rx.cond(line.description != "", rx.el.div(line.description, class_name="muted")),
        rx.cond(line.version_of != "", rx.el.div(line.version_of, class_name="muted")),
        rx.cond(Viewer.may_change_terms & (line.to_move != ""), rx.el.div(moving)),
    )


def _row(line: rx.Var[PlanLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(_name(line), class_name="name-cell at-what"),
        rx.table.cell(line.kind, rx.el.div(line.cycle, class_name="muted"), class_name="at-whom"),
        rx.table.cell(line.charge, class_name="num nowrap at-amount", custom_attrs={"data-label": t("Base charge")}),
        rx.table.cell(line.allowance, class_name="num nowrap at-share", custom_attrs={"data-label": t("Included")}),
        rx.table.cell(
            rx.foreach(line.afterwards, rx.el.div),
            rx.cond(line.afterwards.length() == 0, "—", ""),
            class_name="at-day",
            custom_attrs={"data-label": t("After that")},
        ),
        rx.table.cell(
            rx.el.span(t("Contracts"), " ", class_name="only-phone muted"),
            line.contracts,
            class_name="num at-contracts",
        ),
        rx.table.cell(_status(line), class_name="at-status"),
        rx.cond(Viewer.may_change_terms, rx.table.cell(_actions(line), class_name="num at-decide")),
        align="center",
    )


def _list() -> rx.Component:
    head = rx.table.row(
        *[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in HEADS],
        rx.cond(
            Viewer.may_change_terms,
            rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
        ),
    )
    table = rx.table.root(
        rx.table.header(head),
        rx.table.body(rx.foreach(Plans.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
        class_name="stacked plans",
    )
    return rx.el.div(table, class_name="scroll-x")


def plans() -> rx.Component:
    """Return the page."""
    new = rx.button(rx.icon("plus", size=16), t("New plan"), on_click=PlanForm.open_new)
    none = empty_state("layers", "There are no plans yet", "A plan says what a contract costs and includes.")
    return page_frame(
        "/plans",
        "Support plans",
        rx.cond(
            Plans.is_loaded,
            rx.cond(Plans.lines.length() > 0, _list(), none),
            rx.skeleton(height="40vh", width="100%"),
        ),
        plan_dialog(),
        plan_move_dialog(),
        on_change("all", Plans.load),
        actions=rx.cond(Viewer.may_change_terms, new),
    )
