"""Calendars: whose clock decides where a second belongs, and a year of one."""

import reflex as rx

from rxbilling.components.calendar_form import calendar_dialog
from rxbilling.components.calendar_year import calendar_year
from rxbilling.components.default_calendar import default_calendar_dialog
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.calendar_form import CalendarForm
from rxbilling.state.calendars import CalendarLine, Calendars
from rxbilling.state.default_calendar import DefaultCalendar
from rxbilling.state.viewer import Viewer

HEADS = ("Calendar", "Opening hours", "Weekend", "Holidays", "Used by")


def _actions(line: rx.Var[CalendarLine]) -> rx.Component:
    def button(icon: str, label: str, *, as_copy: bool) -> rx.Component:
        return rx.icon_button(
            rx.icon(icon, size=14),
            variant="ghost",
            color_scheme="gray",
            aria_label=t(label) + " " + line.name,
            on_click=CalendarForm.open_calendar(line.number, as_copy),
        )

    default = rx.icon_button(
        rx.icon("star", size=14),
        variant="ghost",
        color_scheme="gray",
        aria_label=t("Make it the default") + " " + line.name,
        title=t("Make it the default"),
        on_click=DefaultCalendar.open_dialog(line.number),
    )
    return rx.el.div(
        rx.cond(~line.is_default, default),
        button("pencil", "Change", as_copy=False),
        button("copy", "Copy", as_copy=True),
        class_name="row moves",
    )


def _users(line: rx.Var[CalendarLine]) -> rx.Component:
    default = rx.el.span(t("Everybody else"), class_name="status status-unbilled")
    return rx.fragment(
        rx.cond(line.is_default, default),
        rx.foreach(line.users, lambda name: rx.el.span(name, class_name="tier-price")),
        rx.cond(~line.is_default & (line.users.length() == 0), "—", ""),
    )


def _cell(label: str, content: rx.Component | rx.Var[str], kind: str = "") -> rx.Component:
    return rx.table.cell(content, class_name=kind, custom_attrs={"data-label": t(label)})


def _row(line: rx.Var[CalendarLine]) -> rx.Component:
    show = rx.el.button(
        line.name,
        on_click=Calendars.show(line.number),
        class_name="plain-button",
        aria_pressed=(Calendars.number == line.number).to_string(),
        title=t("Show its year"),
    )
    return rx.table.row(
        rx.table.row_header_cell(show, rx.el.div(line.zone, class_name="muted"), class_name="name-cell"),
        _cell("Opening hours", rx.el.div(rx.foreach(line.hours, rx.el.div)), "nowrap"),
        _cell("Weekend", line.weekend),
        _cell("Holidays", line.holidays),
        _cell("Used by", rx.el.div(_users(line))),
        rx.cond(Viewer.may_change_terms, rx.table.cell(_actions(line), class_name="num")),
        align="center",
        class_name=rx.cond(Calendars.number == line.number, "row-shown", ""),
    )


def _list() -> rx.Component:
    table = rx.table.root(
        rx.table.header(
            rx.table.row(
                *[rx.table.column_header_cell(t(label)) for label in HEADS],
                rx.cond(
                    Viewer.may_change_terms,
                    rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
                ),
            )
        ),
        rx.table.body(rx.foreach(Calendars.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
        class_name="stacked calendars",
    )
    return rx.el.div(table, class_name="scroll-x")


def calendars() -> rx.Component:
    """Return the page."""
    new = rx.button(rx.icon("plus", size=16), t("New calendar"), on_click=CalendarForm.open_new)
    order = "The contract's calendar counts, else the account's, else the one of everybody else."
    return page_frame(
        "/calendars",
        "Calendars",
        rx.el.p(t(order), class_name="muted"),
        rx.cond(Calendars.is_loaded, rx.fragment(_list(), calendar_year()), rx.skeleton(height="60vh", width="100%")),
        calendar_dialog(),
        default_calendar_dialog(),
        on_change("all", Calendars.refresh),
        actions=rx.cond(Viewer.may_change_terms, new),
    )
