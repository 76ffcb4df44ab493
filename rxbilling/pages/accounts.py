"""Accounts: whom the work is for, a page at a time."""

import reflex as rx

from rxbilling.components.account_form import account_dialog
from rxbilling.components.empty import empty_state
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.listing import heads, listing
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.account_form import AccountForm
from rxbilling.state.accounts import AccountLine, Accounts
from rxbilling.state.viewer import Viewer

HEADS = (("Account", ""), ("Country", "not-phone-cell"), ("Calendar", "not-phone-cell"), ("Currency", "not-phone-cell"))
HOURS, CONTRACTS, UNBILLED = (
    ("Hours this month", "num"),
    ("Running contracts", "num not-phone-cell"),
    ("Unbilled", "num"),
)


def _filters() -> rx.Component:
    return rx.el.div(
        rx.debounce_input(
            rx.input(
                value=Accounts.part,
                on_change=Accounts.look_for,
                placeholder=t("Name"),
                aria_label=t("Name"),
                width="240px",
            ),
            debounce_timeout=250,
        ),
        rx.el.select(
            rx.el.option(t("Active accounts"), value="active"),
            rx.el.option(t("All accounts"), value="all"),
            value=Accounts.shown,
            on_change=Accounts.choose_shown,
            aria_label=t("Which accounts"),
            class_name="plain-select filter-select",
        ),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )


def _row(line: rx.Var[AccountLine]) -> rx.Component:
    ended = rx.el.span(t("Deactivated"), class_name="status status-closed")
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(line.name, href="/account?number=" + line.number.to_string()),
            rx.cond(~line.active, rx.fragment(" ", ended)),
            class_name="name-cell",
        ),
        rx.table.cell(line.country, class_name="not-phone-cell"),
        rx.table.cell(line.calendar, class_name="not-phone-cell"),
        rx.table.cell(line.currency, class_name="not-phone-cell"),
        rx.cond(Viewer.may_see_contracts, rx.table.cell(line.contracts, class_name="num not-phone-cell")),
        rx.table.cell(line.hours, class_name="num"),
        rx.cond(Viewer.may_see_contracts, rx.table.cell(line.unbilled, class_name="num")),
    )


def _list() -> rx.Component:
    contracts, hours, unbilled = heads((CONTRACTS, HOURS, UNBILLED))
    header = (
        *heads(HEADS),
        rx.cond(Viewer.may_see_contracts, contracts),
        hours,
        rx.cond(Viewer.may_see_contracts, unbilled),
    )
    return listing(Accounts, header, _row)


def _found() -> rx.Component:
    nothing = empty_state(
        "building-2",
        "No accounts",
        "Look for another name. An account is a customer: its calendar, currency and contracts price its work.",
    )
    return rx.fragment(
        rx.el.p(t("Found:"), " ", Accounts.total, class_name="muted", role="status"),
        rx.cond(Accounts.lines.length() > 0, _list(), nothing),
    )


def accounts() -> rx.Component:
    """Return the page."""
    new = rx.button(rx.icon("plus", size=16), t("New account"), on_click=AccountForm.open_new)
    return page_frame(
        "/accounts",
        "Accounts",
        _filters(),
        rx.cond(Accounts.is_loaded, _found(), rx.skeleton(height="420px", width="100%")),
        account_dialog(),
        on_change("all", Accounts.refresh),
        actions=rx.fragment(list_export_menu("accounts", Accounts.address), rx.cond(Viewer.may_change_contracts, new)),
    )
