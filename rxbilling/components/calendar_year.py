"""A year of a calendar: twelve months, every day by its tier, and what is special about it."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.calendars import Calendars, DayCell, MonthCells

LEGEND = (("plain", "Ordinary day"), ("weekend", "Weekend"), ("holiday", "Holiday"))


def _day(cell: rx.Var[DayCell]) -> rx.Component:
    clock = rx.match(cell.clock, ("forward", "+"), ("back", "-"), "")
    mark = rx.cond(cell.clock != "", rx.el.sup(clock, aria_hidden="true"))
    return rx.el.div(
        cell.day,
        mark,
        rx.cond(cell.said != "", rx.el.span(" ", cell.said, class_name="visually-hidden")),
        title=cell.said,
        class_name="year-day year-" + cell.kind,
    )


def _month(month: rx.Var[MonthCells]) -> rx.Component:
    head = rx.foreach(Calendars.weekdays, lambda name: rx.el.div(name, class_name="year-head", aria_hidden="true"))
    return rx.el.section(
        rx.el.h3(month.name), rx.el.div(head, rx.foreach(month.days, _day), class_name="year-grid"), class_name="month"
    )


def _special(cell: rx.Var[DayCell]) -> rx.Component:
    return rx.el.li(rx.el.span(cell.day, class_name="muted"), rx.el.span(cell.said))


def _legend() -> rx.Component:
    marks = [
        rx.el.span(rx.el.i(class_name=f"year-key year-{kind}", aria_hidden="true"), t(label), class_name="key")
        for kind, label in LEGEND
    ]
    return rx.el.div(*marks, rx.el.span("+ -", " ", t("Clocks change"), class_name="key"), class_name="legend")


def _moves() -> rx.Component:
    def button(icon: str, label: str, name: str, *, later: bool) -> rx.Component:
        return rx.icon_button(
            rx.icon(icon, size=16), variant="soft", color_scheme="gray", aria_label=t(label), id=name,
            on_click=Calendars.move(later),
        )  # fmt: skip

    return rx.el.div(
        button("chevron-left", "The year before", "previous-button", later=False),
        rx.el.strong(Calendars.year, role="status"),
        button("chevron-right", "The year after", "next-button", later=True),
        class_name="row",
    )


def calendar_year() -> rx.Component:
    """Return the year of the calendar that is looked at."""
    return rx.el.section(
        rx.el.div(rx.el.h2(Calendars.name), rx.spacer(), _legend(), _moves(), class_name="row year-top"),
        rx.el.div(rx.foreach(Calendars.months, _month), class_name="year"),
        rx.cond(
            Calendars.special.length() > 0,
            rx.el.details(
                rx.el.summary(t("Holidays and clock changes of this year")),
                rx.el.ul(rx.foreach(Calendars.special, _special), class_name="special-days"),
                open=True,
            ),
        ),
        class_name="panel",
    )
