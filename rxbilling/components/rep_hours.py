"""The working hours and the billable target of each rep, on the users page."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import conflict, error_of, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.rep_hours import RepHours, RepLine, Weekday

FIELDS = (*(f"hours_{day}" for day in range(7)), "target")


def _row(line: rx.Var[RepLine]) -> rx.Component:
    change = rx.icon_button(
        rx.icon("pencil", size=14),
        variant="ghost",
        color_scheme="gray",
        aria_label=t("Change the hours of") + " " + line.name,
        on_click=RepHours.open_rep(line.number),
    )
    return rx.table.row(
        rx.table.row_header_cell(line.name),
        rx.table.cell(line.hours, class_name="num"),
        rx.table.cell(line.target, class_name="num"),
        rx.table.cell(change, class_name="num"),
        align="center",
    )


def _labelled(name: rx.Var[str] | str, label: rx.Var[str], control: rx.Component) -> rx.Component:
    error = error_of(RepHours, name)
    return rx.el.div(
        rx.el.label(label, html_for=name),
        control,
        rx.cond(error != "", rx.el.div(error, class_name="field-error", role="alert")),
        class_name="field",
    )


def _day(day: rx.Var[Weekday]) -> rx.Component:
    return _labelled(day.name, day.label, text_input(day.name, day.hours, auto_complete="off"))


def _dialog() -> rx.Component:
    form = rx.form(
        rx.el.div(rx.foreach(RepHours.weekdays, _day), class_name="week-hours"),
        _labelled(
            "target",
            t("Billable target, in percent"),
            text_input("target", RepHours.target, placeholder=t("None"), auto_complete="off"),
        ),
        refusal(RepHours, *FIELDS),
        conflict(RepHours),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Save"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=RepHours.save,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Working hours"),
            rx.dialog.description(
                rx.el.strong(RepHours.name),
                " · ",
                t("What is to be worked on each day, and how much of it is to be billable."),
                size="2",
                color_scheme="gray",
            ),
            form,
            max_width="520px",
        ),
        open=RepHours.is_open,
        on_open_change=RepHours.toggle,
    )


def rep_hours() -> rx.Component:
    """Return the section."""
    heads = (("Rep", ""), ("Hours a week", "num"), ("Billable target", "num"))
    table = rx.table.root(
        rx.table.header(
            rx.table.row(
                *[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in heads],
                rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
            )
        ),
        rx.table.body(rx.foreach(RepHours.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
    )
    return rx.cond(
        RepHours.lines.length() > 0,
        rx.el.section(
            rx.el.h2(t("Working hours of reps")),
            rx.el.p(
                t("Days on which less is logged are marked in the week, holidays of the organisation apart."),
                class_name="muted",
            ),
            table,
            _dialog(),
            class_name="column",
        ),
    )
