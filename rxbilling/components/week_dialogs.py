"""The dialogs of a rep's week: adding a row, and copying last week."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import conflict, refusal
from rxbilling.components.task_fields import FIELDS, whom_fields
from rxbilling.components.words import t
from rxbilling.state.week_adding import WeekAdding
from rxbilling.state.week_copy import HOURS, ROWS, CopyLine, WeekCopy


def add_row_dialog() -> rx.Component:
    """Return the form that adds a row."""
    form = rx.form(
        whom_fields(WeekAdding),
        refusal(WeekAdding, *FIELDS),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Add the row"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=WeekAdding.add,
        key=WeekAdding.stamp,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Add a row"),
            rx.dialog.description(
                t("Its cells are empty until you type a length into them."), size="2", color_scheme="gray"
            ),
            form,
            max_width="480px",
        ),
        open=WeekAdding.is_open,
        on_open_change=WeekAdding.toggle,
    )


def _line(line: rx.Var[CopyLine]) -> rx.Component:
    state = rx.cond(
        line.refused != "",
        rx.el.span(line.refused, class_name="muted"),
        rx.el.span(t("Will be added"), class_name="status status-billed"),
    )
    return rx.table.row(
        rx.table.cell(line.day, class_name="nowrap"),
        rx.table.cell(line.what),
        rx.table.cell(line.hours, class_name="num"),
        rx.table.cell(state),
        align="center",
    )


def _preview() -> rx.Component:
    heads = (("Date", ""), ("Account and service", ""), ("Length", "num"), ("What happens", ""))
    table = rx.table.root(
        rx.table.header(rx.table.row(*[rx.table.column_header_cell(t(text), class_name=kind) for text, kind in heads])),
        rx.table.body(rx.foreach(WeekCopy.lines, _line)),
        size="1",
        width="100%",
        variant="surface",
    )
    return rx.fragment(
        rx.el.p(
            t("Every length is added without a clock; where work had a clock, its tier is operational."),
            class_name="muted",
        ),
        rx.el.div(table, class_name="scroll-list"),
    )


def copy_dialog() -> rx.Component:
    """Return the preview of what copying last week adds."""
    choices = rx.segmented_control.root(
        rx.segmented_control.item(t("Rows and hours"), value=HOURS),
        rx.segmented_control.item(t("Rows only"), value=ROWS),
        value=WeekCopy.how,
        on_change=lambda how: WeekCopy.choose(how.to(str)),
    )
    nothing = rx.el.p(t("There is nothing in last week."), class_name="muted")
    rows_only = rx.el.p(WeekCopy.rows, " ", t("rows of last week are added, to be filled in."), class_name="muted")
    buttons = rx.el.div(
        rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
        rx.button(
            rx.cond(WeekCopy.how == HOURS, t("Add these hours"), t("Add these rows")),
            on_click=WeekCopy.copy,
            disabled=rx.cond(WeekCopy.how == HOURS, WeekCopy.added == 0, WeekCopy.rows == 0),
        ),
        class_name="row dialog-actions",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Copy last week"),
            rx.dialog.description(t("Nothing is added before you say so."), size="2", color_scheme="gray"),
            rx.el.div(
                choices,
                rx.cond(WeekCopy.rows == 0, nothing, rx.cond(WeekCopy.how == HOURS, _preview(), rows_only)),
                refusal(WeekCopy),
                conflict(WeekCopy),
                buttons,
                class_name="stack",
            ),
            max_width="680px",
        ),
        open=WeekCopy.is_open,
        on_open_change=WeekCopy.toggle,
    )
