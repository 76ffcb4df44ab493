"""My summary: a rep's month against what is expected, by month and by account."""

import reflex as rx

from rxbilling.components.cards import stat
from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.rep_bar import rep_bar
from rxbilling.components.shell import page_frame
from rxbilling.components.statement import statement_links
from rxbilling.components.sum_table import accounts_panel, months_panel, months_picture
from rxbilling.components.words import t
from rxbilling.state.summary import SummaryPage

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


def _content() -> rx.Component:
    picture = months_picture(SummaryPage.picture, SummaryPage.has_picture)
    return rx.fragment(
        _stats(),
        months_panel("Hours by month", picture, SummaryPage.months, SummaryPage.choose_day),
        accounts_panel(SummaryPage.accounts, SummaryPage.title),
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
