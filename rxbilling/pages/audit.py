"""The audit trail: who changed what, when, from where, before and after."""

from typing import Any

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.history import change_list
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.audit import Audit, EventLine


def _filters() -> rx.Component:
    return rx.el.div(
        rx.debounce_input(
            rx.input(
                value=Audit.text,
                on_change=Audit.search,
                placeholder=t("Search in names, values, addresses"),
                aria_label=t("Search the audit trail"),
                width="280px",
            ),
            debounce_timeout=250,
        ),
        rx.select.root(
            rx.select.trigger(aria_label=t("What"), variant="surface"),
            rx.select.content(
                rx.foreach(Audit.subjects, lambda option: rx.select.item(option.label, value=option.value)),
                position="popper",
            ),
            value=Audit.subject,
            on_change=Audit.choose_subject,
        ),
        _day("From", Audit.first_day, Audit.choose_first_day),
        rx.icon("arrow-right", size=13, aria_hidden="true"),
        _day("To", Audit.last_day, Audit.choose_last_day),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _day(label: str, value: rx.Var[str], handler: Any) -> rx.Component:  # noqa: ANN401 - an event handler
    return rx.el.input(type="date", value=value, on_change=handler, aria_label=t(label), class_name="day-input")


def _row(line: rx.Var[EventLine]) -> rx.Component:
    return rx.table.row(
        rx.table.cell(line.at, class_name="nowrap"),
        rx.table.cell(rx.el.div(line.who), rx.el.div(line.address, class_name="muted")),
        rx.table.cell(rx.el.div(line.action), rx.el.div(line.subject, class_name="muted")),
        rx.table.cell(change_list(line.changes)),
    )


def _list() -> rx.Component:
    return rx.table.root(
        rx.table.header(
            rx.table.row(*[rx.table.column_header_cell(t(label)) for label in ("When", "Who", "What", "Changes")])
        ),
        rx.table.body(rx.foreach(Audit.lines, _row)),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )


def _found() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            t("Found:"),
            " ",
            Audit.total,
            " · ",
            t("Time zone"),
            ": ",
            Audit.zone,
            class_name="muted",
            role="status",
        ),
        rx.cond(
            Audit.lines.length() > 0,
            rx.el.div(_list(), class_name="scroll-x"),
            empty_state("search-x", "Nothing was found", "Choose other days, or look for another word."),
        ),
        rx.el.div(
            rx.cond(~Audit.is_first, rx.button(t("Newest"), variant="soft", on_click=Audit.show_newest)),
            rx.cond(Audit.has_more, rx.button(t("Older"), variant="soft", on_click=Audit.show_older)),
            class_name="row",
        ),
    )


def audit() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/audit",
        "Audit trail",
        _filters(),
        rx.cond(Audit.is_loaded, _found(), rx.skeleton(height="320px", width="100%")),
        on_change("all", Audit.refresh),
        actions=list_export_menu("audit", Audit.address),
    )
