"""One account: its facts, people, contracts, prices, tickets, hours and amounts by month."""

import reflex as rx

from rxbilling.components.account_form import account_dialog, contact_dialog
from rxbilling.components.account_parts import (
    contacts_panel,
    contracts_panel,
    months_panel,
    prices_panel,
    tickets_panel,
)
from rxbilling.components.bill_parts import bills_panel
from rxbilling.components.bill_settings import bill_way
from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.empty import empty_state
from rxbilling.components.extra_charges import add_extra_button, extra_dialog
from rxbilling.components.history import history
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.account_form import AccountForm
from rxbilling.state.account_page import AccountPage
from rxbilling.state.forms import Fact
from rxbilling.state.viewer import Viewer


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="lines"))


def _facts() -> rx.Component:
    note = rx.el.p(AccountPage.note, class_name="contract-note")
    return panel(
        "Details",
        rx.el.dl(rx.foreach(AccountPage.facts, _fact), class_name="why-facts"),
        rx.cond(AccountPage.note != "", note),
    )


def _title() -> rx.Component:
    ended = rx.el.span(t("Deactivated"), class_name="status status-closed")
    entries = rx.el.a(t("Time entries"), href="/entries?account=" + AccountPage.number.to_string())
    return rx.el.div(
        rx.cond(~AccountPage.is_active, ended),
        rx.spacer(),
        entries,
        class_name="rep-bar",
    )


def _actions() -> rx.Component:
    change = rx.button(rx.icon("pencil", size=15), t("Change"), on_click=AccountForm.open_change(AccountPage.number))
    activate = rx.button(t("Activate"), variant="soft", on_click=AccountPage.set_active(True))
    deactivate = ask(
        rx.button(t("Deactivate"), variant="soft", color_scheme="gray"),
        "Deactivate this account?",
        "It disappears from the list of active accounts. Its work and its contracts stay as they are.",
        "Deactivate",
        AccountPage.set_active(False),
    )
    delete = ask(
        rx.icon_button(rx.icon("trash-2", size=15), variant="soft", color_scheme="red", aria_label=t("Delete")),
        "Delete this account?",
        "It goes with its contacts and does not come back. One that has work, tickets, contracts or rules stays.",
        "Delete",
        AccountPage.delete,
    )
    shown = rx.fragment(delete, rx.cond(AccountPage.is_active, deactivate, activate), change)
    return rx.cond(Viewer.may_change_contracts & AccountPage.is_loaded & ~AccountPage.is_missing, shown)


def _bills() -> rx.Component:
    extra = rx.cond(Viewer.may_change_bills, rx.el.div(add_extra_button(AccountPage.number), class_name="row top-gap"))
    query = "account=" + AccountPage.number.to_string()
    owed = rx.el.dl(
        rx.foreach(AccountPage.owed, lambda fact: rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))),
        class_name="why-facts numbers",
    )
    return rx.cond(
        Viewer.may_see_bills,
        bills_panel(AccountPage.bills, query, rx.cond(AccountPage.owed.length() > 0, owed), extra, bill_way()),
    )


def _whole() -> rx.Component:
    past = panel("History", history(AccountPage.history, "Nothing has been changed by hand."))
    return rx.fragment(
        _title(),
        rx.el.div(
            rx.cond(Viewer.may_see_contracts, contracts_panel()),
            rx.el.div(_facts(), _bills(), rx.cond(Viewer.may_see_contracts, past), class_name="column"),
            rx.el.div(contacts_panel(), tickets_panel(), class_name="column"),
            months_panel(),
            rx.cond(Viewer.may_see_contracts, prices_panel()),
            class_name="charts top",
        ),
    )


def account() -> rx.Component:
    """Return the page."""
    missing = empty_state(
        "building-2",
        "There is no such account",
        "It may have been deleted. Look for it in the list.",
        rx.el.a(t("All accounts"), href="/accounts"),
    )
    shown = rx.cond(AccountPage.is_missing, missing, _whole())
    return page_frame(
        "/accounts",
        "Account",
        rx.cond(AccountPage.is_loaded, shown, rx.skeleton(height="60vh", width="100%")),
        account_dialog(),
        contact_dialog(),
        extra_dialog(),
        on_change("all", AccountPage.refresh),
        actions=_actions(),
        name=AccountPage.name,
    )
