"""The panels of an account's page: its people, contracts, prices, tickets, months and bills."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.contract_parts import state_badge, used_bar
from rxbilling.components.figure import figure
from rxbilling.components.plain_link import plain_link
from rxbilling.components.statement import file_links
from rxbilling.components.ticket_hours import ticket_hours
from rxbilling.components.words import t
from rxbilling.state.account_lines import BalanceLine, ContactLine, MonthLine, PriceLine
from rxbilling.state.account_page import AccountPage
from rxbilling.state.contact_form import ContactForm
from rxbilling.state.tickets import TicketLine
from rxbilling.state.viewer import Viewer

NUMBER = AccountPage.number.to_string()
Heads = tuple[tuple[str, str], ...]


def _table(heads: Heads, rows: rx.Component, *more: rx.Component) -> rx.Component:
    columns = [rx.table.column_header_cell(t(label), class_name=kind) for label, kind in heads]
    table = rx.table.root(rx.table.header(rx.table.row(*columns, *more)), rx.table.body(rows), size="1", width="100%")
    return rx.el.div(table, class_name="scroll-x")


def _or(has_any: rx.Var[bool], shown: rx.Component, nothing: str) -> rx.Component:
    return rx.cond(has_any, shown, rx.el.p(t(nothing), class_name="muted"))


def _more(label: str, address: rx.Var[str]) -> rx.Component:
    return rx.el.div(rx.el.a(t(label), href=address), class_name="top-gap panel-more")


def _contact(line: rx.Var[ContactLine]) -> rx.Component:
    write = rx.cond(line.email != "", plain_link(line.email, href="mailto:" + line.email))
    call = rx.cond(line.phone != "", plain_link(line.phone, href="tel:" + line.phone))
    change = rx.icon_button(
        rx.icon("pencil", size=14),
        variant="ghost",
        color_scheme="gray",
        aria_label=t("Change") + " " + line.name,
        on_click=ContactForm.open_contact(AccountPage.number, line.number),
    )
    delete = ask(
        rx.icon_button(
            rx.icon("trash-2", size=14), variant="ghost", color_scheme="gray", aria_label=t("Delete") + " " + line.name
        ),
        "Delete this contact?",
        "Nobody is told, and it does not come back.",
        "Delete",
        AccountPage.delete_contact(line.number, line.version),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.strong(line.name),
            rx.cond(line.position != "", rx.el.span(" · ", line.position, class_name="muted")),
            rx.el.div(write, rx.cond((line.email != "") & (line.phone != ""), " · ", ""), call),
        ),
        rx.cond(Viewer.may_change_contracts, rx.el.div(change, delete, class_name="row moves")),
    )


def contacts_panel() -> rx.Component:
    """Return the people of the account."""
    people = rx.el.ul(rx.foreach(AccountPage.contacts, _contact), class_name="plain-list")
    add = rx.button(
        rx.icon("plus", size=14), t("New contact"), size="1", variant="soft",
        on_click=ContactForm.open_new(AccountPage.number),
    )  # fmt: skip
    return panel(
        "Contacts",
        _or(AccountPage.contacts.length() > 0, people, "Nobody is known there yet."),
        rx.cond(Viewer.may_change_contracts, rx.el.div(add, class_name="row top-gap")),
    )


def _contract(line: rx.Var[BalanceLine]) -> rx.Component:
    contract = line.contract
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(contract.name, href="/contract?number=" + contract.number.to_string()),
            rx.el.div(contract.plan, class_name="muted"),
        ),
        rx.table.cell(state_badge(contract)),
        rx.table.cell(contract.days, class_name="not-phone-cell"),
        rx.table.cell(used_bar(contract), class_name="num used-cell not-phone-cell"),
        rx.table.cell(rx.cond(line.left != "", line.left, "—"), class_name="num nowrap strong"),
    )


def contracts_panel() -> rx.Component:
    """Return the contracts, with what is left of their present cycles."""
    heads = (
        ("Contract", ""), ("State", ""), ("Days", "not-phone-cell"), ("Used", "num not-phone-cell"), ("Left", "num"),
    )  # fmt: skip
    shown = _table(heads, rx.foreach(AccountPage.contracts, _contract))
    none = "There is none: its own bill rules and the general ones price its work."
    return panel(
        "Contracts",
        _or(AccountPage.contracts.length() > 0, shown, none),
        _more("In the list of contracts", "/contracts?account=" + NUMBER),
        wide=True,
    )


def _price(line: rx.Var[PriceLine]) -> rx.Component:
    owner = rx.cond(line.owner != "", line.owner, t("This account"))
    return rx.table.row(
        rx.table.row_header_cell(rx.el.a(owner, href=line.address)),
        rx.table.cell(line.place, class_name="num"),
        rx.table.cell(line.name),
        rx.table.cell(rx.foreach(line.conditions, rx.el.div), class_name="not-phone-cell"),
        rx.table.cell(line.price, class_name="num"),
    )


def prices_panel() -> rx.Component:
    """Return the bill rules that are the account's own and those of its contracts, in the order they are tried."""
    heads = (("Whose rule", ""), ("Place", "num"), ("Bill rule", ""), ("For which work", "not-phone-cell"),
             ("Price", "num"))  # fmt: skip
    shown = _table(heads, rx.foreach(AccountPage.prices, _price))
    none = "It has none of its own: rules of its plans and the general ones set its prices."
    return panel(
        "Bill rules",
        _or(AccountPage.prices.length() > 0, shown, none),
        rx.el.div(
            rx.el.a(t("Rules of this account"), href="/rules?level=account&of=" + NUMBER),
            class_name="top-gap panel-more",
        ),
        wide=True,
    )


def _ticket(line: rx.Var[TicketLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(line.name, href="/ticket?number=" + line.number.to_string()),
            rx.el.div(line.subject, class_name="muted"),
        ),
        rx.table.cell(line.opened, class_name="not-phone-cell"),
        rx.table.cell(ticket_hours(line), class_name="num"),
    )


def tickets_panel() -> rx.Component:
    """Return the newest open tickets."""
    heads = (("Ticket", ""), ("Opened", "not-phone-cell"), ("Hours worked", "num"))
    shown = _table(heads, rx.foreach(AccountPage.tickets, _ticket))
    return panel(
        "Open tickets",
        _or(AccountPage.tickets.length() > 0, shown, "None is open."),
        rx.el.div(
            rx.el.a(t("In the list of tickets"), href="/tickets?state=open&account=" + NUMBER),
            class_name="top-gap panel-more",
        ),
        hint=AccountPage.open_tickets,
    )


def _month(line: rx.Var[MonthLine]) -> rx.Component:
    money = rx.fragment(
        rx.table.cell(line.amount, class_name="num"),
        rx.table.cell(line.unbilled, class_name="num not-phone-cell"),
        rx.table.cell(file_links(line.statement, line.name), class_name="num"),
    )
    return rx.table.row(
        rx.table.row_header_cell(rx.el.a(line.name, href=line.address), class_name="nowrap"),
        rx.table.cell(line.hours, class_name="num"),
        rx.table.cell(line.billable, class_name="num not-phone-cell"),
        rx.cond(Viewer.may_see_contracts, money),
    )


def _charts() -> rx.Component:
    hours = figure(AccountPage.hours, t("Hours by month: billable and other"), "240px")
    amounts = figure(AccountPage.amounts, t("Amounts by month"), "240px")
    both = rx.el.div(hours, rx.cond(AccountPage.has_amounts, amounts), class_name="charts")
    return rx.cond(AccountPage.has_work, both)


def months_panel() -> rx.Component:
    """Return hours and amounts of the last twelve months, drawn and in numbers, each with its statement."""
    money = [("Amount", "num"), ("Unbilled", "num not-phone-cell"), ("Statement", "num")]
    heads = [rx.table.column_header_cell(t(label), class_name=kind) for label, kind in money]
    first = (("Month", ""), ("Hours worked", "num"), ("Billable hours", "num not-phone-cell"))
    table = _table(
        first, rx.foreach(AccountPage.months, _month), rx.cond(Viewer.may_see_contracts, rx.fragment(*heads))
    )
    note = rx.el.p(t("Amounts of work only: base charges and top-ups are on the bills."), class_name="muted")
    office = rx.cond(Viewer.may_see_contracts, rx.fragment(note, _statement(), _charge_backs()))
    return panel("By month", _charts(), table, office, wide=True)


def _charge_backs() -> rx.Component:
    """Return the links to what the account is charged back for the same days."""

    def at(basis: str, label: str) -> rx.Component:
        days = AccountPage.first_day + " – " + AccountPage.last_day
        links = file_links(AccountPage.charge_back + f"/{basis}", t(label) + " " + days)
        return rx.el.div(rx.el.span(t(label), class_name="muted"), links, class_name="row")

    own = rx.el.div(
        rx.el.span(t("Internal bill of these days"), class_name="field-label"),
        at("cost", "At cost"),
        at("price", "At price"),
        class_name="row top-gap statement-days",
    )
    return rx.cond(AccountPage.charge_back != "", own)


def _statement() -> rx.Component:
    """Return the days of a statement, and the links to it."""

    def day(name: str, label: str, value: rx.Var[str]) -> rx.Component:
        return rx.el.input(
            id=name, name=name, type="date", default_value=value, key=name + value, class_name="plain-input day-input",
            aria_label=t(label), required=True,
        )  # fmt: skip

    links = file_links(AccountPage.statement, AccountPage.first_day + " – " + AccountPage.last_day)
    return rx.form(
        rx.el.span(t("Statement of other days"), class_name="field-label"),
        day("first_day", "First day", AccountPage.first_day),
        day("last_day", "Last day", AccountPage.last_day),
        rx.button(t("Choose"), type="submit", variant="soft", size="1"),
        rx.cond(
            AccountPage.statement != "",
            links,
            rx.el.span(t("The last day is not before the first."), class_name="muted"),
        ),
        on_submit=AccountPage.choose_days,
        class_name="row top-gap statement-days",
    )
