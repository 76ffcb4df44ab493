"""My summary: a rep's month against what is expected, by month and by account."""

import reflex as rx

from rxbilling.components.cards import panel, stat
from rxbilling.components.empty import empty_state
from rxbilling.components.figure import figure
from rxbilling.components.live import on_change
from rxbilling.components.rep_bar import rep_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.statement import statement_links
from rxbilling.components.words import t
from rxbilling.state.summary import SumLine, SummaryPage

FACTS = SummaryPage.facts


def _value(text: rx.Var[str]) -> rx.Component:
    return rx.el.div(text, class_name="stat-value")


def _note(*parts: rx.Var[str] | rx.Component) -> rx.Component:
    return rx.el.div(*parts, class_name="stat-note")


def _stats() -> rx.Component:
    loading = ~SummaryPage.is_loaded
    sign = rx.cond(FACTS.is_below, rx.icon("trending-down", size=13), rx.icon("check", size=13))
    target = rx.cond(FACTS.target != "", _note(sign, t("Target"), " ", FACTS.target))
    missing = rx.cond(FACTS.missing != "", _note(t("Days with too little time:"), " ", FACTS.missing))
    owed = rx.cond(FACTS.to_reimburse != "", _note(t("To be reimbursed:"), " ", FACTS.to_reimburse))
    return rx.el.div(
        stat("Hours worked", _value(FACTS.hours), _note(t("Expected"), " ", FACTS.expected), missing, loading=loading),
        stat("Billable share", _value(FACTS.share), target, loading=loading),
        stat("Cost", _value(FACTS.cost), loading=loading),
        stat("Expenses", _value(FACTS.expenses), owed, loading=loading),
        class_name="stats",
    )


def _row(line: rx.Var[SumLine], *, of_months: bool) -> rx.Component:
    name = rx.el.button(line.name, on_click=SummaryPage.choose_day(line.month), class_name="plain-button")
    expected = [rx.table.cell(line.expected, class_name="num")] if of_months else []
    return rx.table.row(
        rx.table.row_header_cell(name if of_months else line.name),
        rx.table.cell(line.hours, class_name="num"),
        *expected,
        rx.table.cell(line.share, class_name="num"),
        rx.table.cell(line.cost, class_name="num"),
    )


def _table(lines: rx.Var[list[SumLine]], *, of_months: bool) -> rx.Component:
    heads = ["Hours worked", *(["Expected"] if of_months else []), "Billable share", "Cost"]
    return rx.table.root(
        rx.table.header(
            rx.table.row(
                rx.table.column_header_cell(t("Month") if of_months else t("Account")),
                *[rx.table.column_header_cell(t(label), class_name="num") for label in heads],
            )
        ),
        rx.table.body(rx.foreach(lines, lambda line: _row(line, of_months=of_months))),
        size="1",
        width="100%",
    )


def _content() -> rx.Component:
    label = t("Hours by month: billable, other, and expected")
    picture = rx.cond(SummaryPage.has_picture, figure(SummaryPage.picture, label, "260px"))
    months = rx.el.div(_table(SummaryPage.months, of_months=True), class_name="scroll-x")
    nothing = rx.el.p(t("Nothing was logged in this month."), class_name="muted")
    return rx.fragment(
        _stats(),
        panel("Hours by month", picture, months, wide=True),
        panel(
            "By account",
            rx.cond(SummaryPage.accounts.length() > 0, _table(SummaryPage.accounts, of_months=False), nothing),
            hint=SummaryPage.title,
            wide=True,
        ),
    )


def summary() -> rx.Component:
    """Return the page."""
    nobody = empty_state("user-x", "There is no rep here", "Ask an administrator to link you to a rep.")
    links = statement_links(FACTS.rep, SummaryPage.month, FACTS.name)
    return page_frame(
        "/summary",
        "Summary",
        rep_bar(SummaryPage, by_month=True),
        rx.cond(SummaryPage.is_loaded & (SummaryPage.rep == "0"), nobody, _content()),
        on_change("work", SummaryPage.refresh),
        actions=rx.cond(FACTS.rep > 0, links),
    )
