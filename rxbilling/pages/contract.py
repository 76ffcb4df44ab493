"""One contract: its terms, its ledger, what is left, its money, its chain and its history."""

from typing import Any

import reflex as rx

from rxbilling.components.bill_parts import bills_panel
from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.contract_files import files_panel
from rxbilling.components.contract_form import contract_dialog
from rxbilling.components.contract_parts import end_dialog, state_badge, top_up_dialog, top_up_end_dialog, used_bar
from rxbilling.components.contract_told import contract_told
from rxbilling.components.empty import empty_state
from rxbilling.components.figure import figure
from rxbilling.components.history import history
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.contract_end_form import ContractEndForm
from rxbilling.state.contract_form import ContractForm
from rxbilling.state.contract_lines import ContractLine
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.contract_telling import BoughtLine, CycleRow
from rxbilling.state.contract_told import ContractTold
from rxbilling.state.forms import Fact
from rxbilling.state.top_up_end_form import TopUpEndForm
from rxbilling.state.top_up_form import TopUpForm
from rxbilling.state.viewer import Viewer


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))


def _facts() -> rx.Component:
    note = rx.el.p(ContractPage.note, class_name="contract-note")
    return panel(
        "Terms",
        rx.el.dl(rx.foreach(ContractPage.facts, _fact), class_name="why-facts"),
        rx.cond(ContractPage.note != "", note),
    )


def _money() -> rx.Component:
    return panel(
        "Money so far",
        rx.el.dl(rx.foreach(ContractPage.money, _fact), class_name="why-facts numbers"),
        rx.el.p(t("Before discounts and taxes. Base charges of the cycles that are due."), class_name="muted"),
    )


def _cycle(row: rx.Var[CycleRow]) -> rx.Component:
    now = rx.cond(row.is_current, rx.el.span(t("Now"), class_name="status status-open"))
    left = rx.cond(row.is_over, "num nowrap strong over", "num nowrap strong")

    def amount(label: str, sign: str, value: rx.Var[str], kind: Any = "num nowrap") -> rx.Component:  # noqa: ANN401 - a Var, or text
        return rx.table.cell(rx.el.span(sign, value), class_name=kind, custom_attrs={"data-label": t(label)})

    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.a(row.days, href=row.address, title=t("Entries of this cycle")), " ", now, class_name="nowrap"
        ),
        amount("Granted", "", row.granted),
        amount("Topped up", "+ ", row.topped_up),
        amount("Carried over", "+ ", row.carried),
        amount("Used", "- ", row.used),
        rx.cond(ContractPage.has_lapsed, amount("Lapsed", "- ", row.lapsed)),
        amount("Left", "= ", row.left, left),
    )


def _ledger() -> rx.Component:
    heads = rx.table.header(
        rx.table.row(
            *[
                rx.table.column_header_cell(t(label), class_name=kind)
                for label, kind in (
                    ("Cycle", ""),
                    ("Granted", "num"),
                    ("Topped up", "num"),
                    ("Carried over", "num"),
                    ("Used", "num"),
                )
            ],
            rx.cond(ContractPage.has_lapsed, rx.table.column_header_cell(t("Lapsed"), class_name="num")),
            rx.table.column_header_cell(t("Left"), class_name="num"),
        )
    )
    table = rx.table.root(
        heads,
        rx.table.body(rx.foreach(ContractPage.cycles, _cycle)),
        size="1",
        width="100%",
        variant="surface",
        class_name="stacked",
    )
    nothing = rx.cond(
        ContractPage.is_draft,
        t("A draft has no cycles."),
        rx.cond(
            ContractPage.is_to_begin,
            t("It has not begun yet: its cycles are shown from its first day on."),
            t("Its plan includes nothing: work is priced by the rules."),
        ),
    )
    none = rx.el.p(nothing, class_name="muted")
    older = rx.button(t("Older"), variant="soft", size="1", on_click=ContractPage.show_older)
    newest = rx.button(t("Newest"), variant="soft", size="1", on_click=ContractPage.show_newest)
    more = rx.el.div(
        rx.cond(~ContractPage.is_newest, newest), rx.cond(ContractPage.has_older, older), class_name="row top-gap"
    )
    shown = rx.fragment(rx.el.div(table, class_name="scroll-x ledger"), more)
    return panel("Ledger", rx.cond(ContractPage.cycles.length() > 0, shown, none), wide=True)


def _burn() -> rx.Component:
    chart = figure(ContractPage.figure, t("What is left in this cycle, day by day"), "260px")
    return rx.cond(ContractPage.has_burn, panel("Left in this cycle", chart, hint=ContractPage.forecast, wide=True))


def _bought(line: rx.Var[BoughtLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(rx.cond(line.name != "", line.name, t("Top-up"))),
        rx.table.cell(line.amount, class_name="num nowrap"),
        rx.table.cell(line.price, class_name="num nowrap"),
        rx.table.cell(line.days),
        rx.cond(Viewer.may_change_contracts, rx.table.cell(_bought_actions(line), class_name="num")),
    )


def _bought_actions(line: rx.Var[BoughtLine]) -> rx.Component:
    number = ContractPage.number

    def button(icon: str, label: str, handler: Any) -> rx.Component:  # noqa: ANN401 - an event
        return rx.icon_button(
            rx.icon(icon, size=14),
            variant="ghost",
            color_scheme="gray",
            aria_label=t(label) + " " + line.amount,
            on_click=handler,
        )

    both = rx.el.div(
        button("pencil", "Change", TopUpForm.open_change(number, line.number)),
        button("trash-2", "Delete", TopUpEndForm.open_dialog(number, line.number)),
        class_name="row moves",
    )
    return rx.cond(ContractPage.may_top_up & ~line.is_fixed, both, rx.fragment())


def _top_ups() -> rx.Component:
    table = rx.table.root(
        rx.table.header(
            rx.table.row(
                *[
                    rx.table.column_header_cell(t(label), class_name=kind)
                    for label, kind in (("Top-up", ""), ("Amount", "num"), ("Price", "num"), ("Days", ""))
                ],
                rx.cond(
                    Viewer.may_change_contracts,
                    rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
                ),
            )
        ),
        rx.table.body(rx.foreach(ContractPage.bought, _bought)),
        size="1",
        width="100%",
    )
    return rx.cond(ContractPage.bought.length() > 0, panel("Top-ups", rx.el.div(table, class_name="scroll-x")))


def _link(line: rx.Var[ContractLine]) -> rx.Component:
    own = line.number == ContractPage.number
    name = rx.cond(
        own,
        rx.el.strong(line.name, custom_attrs={"aria-current": "true"}),
        rx.el.a(line.name, href="/contract?number=" + line.number.to_string()),
    )
    return rx.el.li(rx.el.div(name, rx.el.div(line.days, class_name="muted")), state_badge(line))


def _chain() -> rx.Component:
    links = rx.el.ol(rx.foreach(ContractPage.chain, _link), class_name="plain-list")
    return rx.cond(ContractPage.chain.length() > 0, panel("Renewals", links))


def _actions() -> rx.Component:
    number = ContractPage.number
    change = rx.button(rx.icon("pencil", size=15), t("Change"), on_click=ContractForm.open_change(number))
    renew = rx.button(
        rx.icon("refresh-cw", size=15), t("Renew"), variant="soft", on_click=ContractForm.open_renewal(number)
    )
    top_up = rx.button(rx.icon("plus", size=15), t("Top-up"), variant="soft", on_click=TopUpForm.open_dialog(number))
    end = rx.button(
        rx.icon("circle-x", size=15), t("Terminate"), variant="soft", color_scheme="red", high_contrast=True,
        on_click=ContractEndForm.open_dialog(number),
    )  # fmt: skip
    delete = ask(
        rx.button(
            rx.icon("trash-2", size=15), t("Delete the draft"), variant="soft", color_scheme="red", high_contrast=True
        ),
        "Delete this draft?",
        "It goes with its bill rules and files, and does not come back.",
        "Delete",
        ContractPage.delete_draft,
    )
    shown = rx.fragment(
        rx.cond(ContractPage.line.state == "draft", delete),
        rx.cond(ContractPage.may_end, end),
        rx.cond(ContractPage.may_top_up, top_up),
        rx.cond(ContractPage.may_renew, renew),
        rx.cond(ContractPage.line.state != "terminated", change),
    )
    return rx.cond(Viewer.may_change_contracts & ContractPage.is_loaded & ~ContractPage.is_missing, shown)


def _title() -> rx.Component:
    line = ContractPage.line
    return rx.el.div(
        state_badge(line),
        rx.el.span(line.title, class_name="muted"),
        rx.el.a(line.account, href="/account?number=" + ContractPage.account.to_string()),
        rx.spacer(),
        rx.cond(line.used != "", rx.el.div(used_bar(line), class_name="head-used")),
        class_name="rep-bar",
    )


def _bills() -> rx.Component:
    return bills_panel(ContractPage.bills, "contract=" + ContractPage.number.to_string())


def _whole() -> rx.Component:
    past = panel("History", history(ContractPage.history, "Nothing has been changed by hand."))
    return rx.fragment(
        _title(),
        rx.el.div(
            _burn(),
            _ledger(),
            rx.el.div(_facts(), _top_ups(), files_panel(), class_name="column"),
            rx.el.div(_money(), _bills(), contract_told(), _chain(), past, class_name="column"),
            class_name="charts top",
        ),
    )


def contract() -> rx.Component:
    """Return the page."""
    missing = empty_state(
        "file-x",
        "There is no such contract",
        "It may have been removed. Look for it in the list.",
        rx.el.a(t("All contracts"), href="/contracts"),
    )
    shown = rx.cond(ContractPage.is_missing, missing, _whole())
    return page_frame(
        "/contracts",
        "Contract",
        rx.cond(ContractPage.is_loaded, shown, rx.skeleton(height="60vh", width="100%")),
        contract_dialog(),
        end_dialog(),
        top_up_dialog(),
        top_up_end_dialog(),
        on_change("all", ContractPage.refresh),
        on_change("all", ContractTold.refresh, "told"),
        actions=_actions(),
        name=ContractPage.line.name,
    )
