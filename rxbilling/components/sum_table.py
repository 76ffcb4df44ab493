"""What was done by month and by account: the panels of a rep's summary and of all reps."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.figure import figure
from rxbilling.components.words import t
from rxbilling.state.sum_lines import SumLine

Choose = Callable[[rx.Var[str]], Any]
FIELDS = {
    "Hours worked": "hours",
    "Expected": "expected",
    "Billable share": "share",
    "Cost": "cost",
    "Expenses": "expenses",
}


def months_panel(title: str, picture: rx.Component, lines: rx.Var[list[SumLine]], choose: Choose) -> rx.Component:
    """Return twelve months with their picture; a click on one looks at it."""
    table = rx.el.div(_table(lines, "Month", tuple(FIELDS), choose), class_name="scroll-x")
    return panel(title, picture, table, wide=True)


def months_picture(data: rx.Var[dict[str, Any]], is_there: rx.Var[bool]) -> rx.Component:
    """Return the picture of the months, where something was done in them."""
    return rx.cond(is_there, figure(data, t("Hours by month: billable, other, and expected"), "260px"))


def accounts_panel(lines: rx.Var[list[SumLine]], hint: rx.Var[str]) -> rx.Component:
    """Return the accounts of a month."""
    nothing = rx.el.p(t("Nothing was logged in this month."), class_name="muted")
    heads = tuple(head for head in FIELDS if head != "Expected")
    table = rx.el.div(_table(lines, "Account", heads), class_name="scroll-x")
    return panel("By account", rx.cond(lines.length() > 0, table, nothing), hint=hint, wide=True)


def _table(lines: rx.Var[list[SumLine]], of: str, heads: tuple[str, ...], choose: Choose | None = None) -> rx.Component:
    def row(line: rx.Var[SumLine]) -> rx.Component:
        name = rx.el.button(line.name, on_click=choose(line.month), class_name="plain-button") if choose else line.name
        texts = [
            rx.table.cell(getattr(line, FIELDS[head]), class_name="num nowrap", custom_attrs={"data-label": t(head)})
            for head in heads
        ]
        return rx.table.row(rx.table.row_header_cell(name), *texts)

    return rx.table.root(
        rx.table.header(
            rx.table.row(
                rx.table.column_header_cell(t(of)),
                *[rx.table.column_header_cell(t(head), class_name="num") for head in heads],
            )
        ),
        rx.table.body(rx.foreach(lines, row)),
        size="1",
        width="100%",
        class_name="stacked",
    )
