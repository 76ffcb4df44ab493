"""Reps: everybody's month side by side, against what is expected."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.empty import empty_state
from rxbilling.components.figure import figure
from rxbilling.components.live import on_change
from rxbilling.components.rep_bar import month_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.statement import statement_links
from rxbilling.components.sum_table import accounts_panel, months_panel, months_picture
from rxbilling.components.words import t
from rxbilling.state.reps import RepsPage
from rxbilling.state.summary import MonthFacts

HEADS = (
    ("Rep", ""), ("Hours worked", "num"), ("Expected", "num"), ("Billable share", "num"), ("Target", "num"),
    ("Cost", "num"), ("Expenses", "num"), ("To be reimbursed", "num"), ("Days with too little time", "num"),
    ("Statement", ""),
)  # fmt: skip


def _or_nothing(text: rx.Var[str]) -> rx.Component:
    return rx.cond(text != "", text, "—")


def _cells(line: rx.Var[MonthFacts], name: rx.Component | rx.Var[str], *more: rx.Component) -> rx.Component:
    below = rx.cond(line.is_below, rx.icon("trending-down", size=13, aria_label=t("Below the target")))
    cells = (
        line.hours,
        line.expected,
        rx.fragment(below, " ", line.share),
        _or_nothing(line.target),
        line.cost,
        line.expenses,
        _or_nothing(line.to_reimburse),
        _or_nothing(line.missing),
        *more,
    )
    return rx.table.row(
        rx.table.row_header_cell(name),
        *[
            rx.table.cell(cell, class_name=f"{kind} nowrap", custom_attrs={"data-label": t(label)})
            for cell, (label, kind) in zip(cells, HEADS[1:], strict=False)
        ],
        align="center",
    )


def _row(line: rx.Var[MonthFacts]) -> rx.Component:
    address = "/summary?rep=" + line.rep.to_string() + "&day=" + RepsPage.month + "-01"
    links = statement_links(line.rep, RepsPage.month, line.name)
    return _cells(line, rx.el.a(line.name, href=address), links)


def _table() -> rx.Component:
    return rx.table.root(
        rx.table.header(
            rx.table.row(*[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in HEADS])
        ),
        rx.table.body(
            rx.foreach(RepsPage.lines, _row),
            rx.cond(RepsPage.lines.length() > 1, _cells(RepsPage.total, rx.el.strong(t("All reps")), rx.fragment())),
        ),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )


def _found() -> rx.Component:
    by_rep = figure(RepsPage.by_rep, t("Hours by rep: billable, other, and expected"), RepsPage.height)
    return rx.fragment(
        rx.cond(RepsPage.has_reps, panel("Hours by rep", by_rep, hint=RepsPage.title, wide=True)),
        rx.el.div(_table(), class_name="scroll-x"),
        months_panel(
            "Hours by month, all reps",
            months_picture(RepsPage.picture, RepsPage.has_picture),
            RepsPage.months,
            RepsPage.choose_day,
        ),
        accounts_panel(RepsPage.accounts, RepsPage.title),
    )


def reps() -> rx.Component:
    """Return the page."""
    nothing = empty_state("users", "No reps yet", "Reps come with an import, or when an administrator adds them.")
    found = rx.cond(RepsPage.lines.length() > 0, _found(), nothing)
    return page_frame(
        "/reps",
        "Reps",
        month_bar(RepsPage),
        rx.cond(RepsPage.is_loaded, found, rx.skeleton(height="420px", width="100%")),
        on_change("work", RepsPage.refresh),
    )
