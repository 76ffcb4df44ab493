"""One ticket: what was asked, what its work comes to, and its history."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.empty import empty_state
from rxbilling.components.history import history
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.ticket_change import ticket_change_dialog
from rxbilling.components.words import t
from rxbilling.state.forms import Fact
from rxbilling.state.ticket_change import TicketChangeForm
from rxbilling.state.ticket_page import TicketPage
from rxbilling.state.viewer import Viewer

LINE = TicketPage.line
IS_OPEN = LINE.state == "open"


def _title() -> rx.Component:
    state = rx.cond(IS_OPEN, t("Open"), t("Closed"))
    return rx.el.div(
        rx.el.span(state, class_name="status status-" + LINE.state),
        rx.el.a(LINE.account, href="/account?number=" + TicketPage.account.to_string()),
        rx.spacer(),
        rx.el.a(t("Time entries"), href="/entries?ticket=" + TicketPage.number.to_string()),
        class_name="rep-bar",
    )


def _row(label: str, value: rx.Component | rx.Var[str]) -> rx.Component:
    return rx.fragment(rx.el.dt(t(label)), rx.el.dd(value))


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))


def _contract() -> rx.Component:
    link = rx.el.a(TicketPage.contract_name, href="/contract?number=" + TicketPage.contract.to_string())
    named = rx.cond(Viewer.may_see_contracts, link, rx.el.span(TicketPage.contract_name))
    return rx.cond(TicketPage.contract > 0, named, rx.el.span(t("None")))


def _facts() -> rx.Component:
    rows = rx.el.dl(_row("Contract", _contract()), rx.foreach(TicketPage.facts, _fact), class_name="why-facts")
    return panel("Details", rows)


def _work() -> rx.Component:
    hours = rx.cond(Viewer.sees_all, t("Hours worked"), t("Your hours"))
    rows = rx.el.dl(
        rx.el.dt(hours),
        rx.el.dd(LINE.hours),
        _row("Price", LINE.amount),
        _row("Cost", LINE.cost),
        _row("Requests", LINE.requests),
        _row("Included", LINE.included),
        class_name="why-facts numbers",
    )
    return panel("Work", rows)


def _whole() -> rx.Component:
    past = panel("History", history(TicketPage.history, "Nothing has been changed by hand."))
    return rx.fragment(
        _title(),
        rx.el.div(
            _facts(),
            rx.el.div(_work(), rx.cond(Viewer.sees_all, past), class_name="column"),
            class_name="charts top",
        ),
    )


def _actions() -> rx.Component:
    change = rx.button(
        rx.icon("pencil", size=15), t("Change"), on_click=TicketChangeForm.open_change(TicketPage.number)
    )
    turn = rx.button(
        rx.cond(IS_OPEN, t("Close"), t("Reopen")),
        variant="soft",
        color_scheme="gray",
        on_click=TicketPage.set_state(rx.cond(IS_OPEN, "closed", "open")),
    )
    # Whoever changes what rules look at moves the prices of others' work.
    both = rx.fragment(turn, rx.cond(TicketPage.may_change, change))
    return rx.cond(Viewer.may_log & TicketPage.is_loaded & ~TicketPage.is_missing, both)


def ticket() -> rx.Component:
    """Return the page."""
    missing = empty_state(
        "ticket",
        "There is no such ticket",
        "It may have been removed. Look for it in the list.",
        rx.el.a(t("All tickets"), href="/tickets"),
    )
    shown = rx.cond(TicketPage.is_missing, missing, _whole())
    return page_frame(
        "/tickets",
        "Ticket",
        rx.cond(TicketPage.is_loaded, shown, rx.skeleton(height="60vh", width="100%")),
        ticket_change_dialog(),
        on_change("all", TicketPage.refresh),
        actions=_actions(),
        name=TicketPage.name,
    )
