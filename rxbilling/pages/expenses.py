"""Expenses: what reps spent, with receipts; what is billed, and what is paid back."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.expense_form import expense_dialog
from rxbilling.components.export_menu import list_export_menu
from rxbilling.components.filter_bar import filter_bar
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.totals import money, total, totals
from rxbilling.components.words import t
from rxbilling.state.expense_form import ExpenseForm
from rxbilling.state.expense_lines import ExpenseLine
from rxbilling.state.expenses import Expenses
from rxbilling.state.viewer import Viewer


def _sums() -> rx.Component:
    return totals(
        total("Expenses", Expenses.sums.count),
        total("Amount", money(Expenses.sums.total)),
        total("To be billed", money(Expenses.sums.unbilled)),
        total("To be reimbursed", money(Expenses.sums.to_reimburse)),
    )


def _badge(label: str, kind: str) -> rx.Component:
    return rx.el.span(t(label), class_name=f"status status-{kind}")


def _status(line: rx.Var[ExpenseLine]) -> rx.Component:
    return rx.match(
        line.status,
        ("billed", rx.el.span(t("Billed"), class_name="status status-billed", title=line.reference)),
        ("unbilled", _badge("Unbilled", "unbilled")),
        _badge("Not billable", "not_billable"),
    )


def _reimbursed(line: rx.Var[ExpenseLine]) -> rx.Component:
    paid = rx.el.span(rx.icon("check", size=14), t("Reimbursed"), class_name="state-line")
    owed = rx.el.span(rx.icon("clock-3", size=14), t("To be reimbursed"), class_name="state-line state-open")
    return rx.cond(line.reimbursed, paid, owed)


def _receipt(line: rx.Var[ExpenseLine]) -> rx.Component:
    link = plain_link(
        rx.icon("paperclip", size=15),
        rx.el.span(t("Receipt"), class_name="only-phone"),
        href="/app/expenses/" + line.number.to_string() + "/receipt",
        target="_blank",
        title=line.receipt,
        aria_label=t("Receipt") + " " + line.receipt,
        class_name="receipt-link",
    )
    return rx.cond(line.receipt != "", link, rx.el.span("—", aria_label=t("No receipt"), class_name="not-phone muted"))


def _row(line: rx.Var[ExpenseLine]) -> rx.Component:
    choose = rx.el.input(
        type="checkbox",
        checked=Expenses.selected.contains(line.number),
        on_change=Expenses.select(line.number),
        aria_label=t("Select") + " " + line.category + " " + line.amount,
    )
    opening = rx.el.button(line.category, on_click=ExpenseForm.open_expense(line.number), class_name="plain-button")
    for_whom = rx.cond(line.account != "", line.account, t("Internal"))
    return rx.table.row(
        rx.cond(Viewer.may_mark, rx.table.cell(choose, class_name="choose-cell")),
        rx.table.cell(line.day, class_name="nowrap at-day"),
        rx.cond(Viewer.sees_all, rx.table.cell(line.rep, class_name="at-rep")),
        rx.table.row_header_cell(
            opening, rx.cond(line.note != "", rx.el.div(line.note, class_name="muted")), class_name="name-cell at-what"
        ),
        rx.table.cell(
            for_whom, rx.cond(line.ticket != "", rx.el.div(line.ticket, class_name="muted")), class_name="at-whom"
        ),
        rx.table.cell(_receipt(line), class_name="at-receipt"),
        rx.table.cell(_status(line), class_name="nowrap at-status"),
        rx.table.cell(_reimbursed(line), class_name="nowrap at-paid"),
        rx.table.cell(
            rx.el.div(line.amount, class_name="strong"),
            rx.cond(line.tax != "", rx.el.div(t("Tax"), " ", line.tax, class_name="muted")),
            class_name="num amount-cell at-amount",
        ),
        align="center",
    )


def _named(label: str, kind: str = "") -> rx.Component:
    return rx.table.column_header_cell(t(label), class_name=kind)


def _head() -> rx.Component:
    everything = rx.el.input(
        type="checkbox",
        checked=Expenses.selected.length() == Expenses.lines.length(),
        on_change=Expenses.select_all,
        aria_label=t("Select everything shown"),
    )
    return rx.table.header(
        rx.table.row(
            rx.cond(Viewer.may_mark, rx.table.column_header_cell(everything, class_name="choose-cell")),
            _named("Date"),
            rx.cond(Viewer.sees_all, _named("Rep")),
            _named("Expense"),
            _named("Account"),
            _named("Receipt"),
            _named("Billing"),
            _named("Reimbursement"),
            _named("Amount", "num"),
        )
    )


def _list() -> rx.Component:
    table = rx.table.root(
        _head(),
        rx.table.body(rx.foreach(Expenses.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
        class_name="stacked expenses",
    )
    return rx.fragment(
        rx.el.div(table, class_name="scroll-x"),
        rx.el.div(
            rx.cond(~Expenses.is_first, rx.button(t("Newest"), variant="soft", on_click=Expenses.show_newest)),
            rx.cond(Expenses.has_more, rx.button(t("Older"), variant="soft", on_click=Expenses.show_older)),
            class_name="row",
        ),
    )


def _selection() -> rx.Component:
    return rx.cond(
        Expenses.selected.length() > 0,
        rx.el.div(
            rx.el.span(t("Selected:"), " ", Expenses.selected.length(), role="status"),
            rx.button(rx.icon("check", size=15), t("Mark as reimbursed"), on_click=Expenses.mark(True)),
            rx.button(t("Take the mark back"), variant="soft", color_scheme="gray", on_click=Expenses.mark(False)),
            class_name="selection",
        ),
    )


def _undo() -> rx.Component:
    return rx.cond(
        Expenses.deleted > 0,
        rx.el.div(
            rx.icon("trash-2", size=15),
            rx.el.span(t("The expense is deleted."), role="status"),
            rx.button(t("Undo"), variant="soft", size="1", on_click=Expenses.undo),
            class_name="selection",
        ),
    )


def _new() -> rx.Component:
    return rx.cond(Viewer.may_log, rx.button(rx.icon("plus", size=16), t("New expense"), on_click=ExpenseForm.open_new))


def _nothing() -> rx.Component:
    filtered = empty_state("search-x", "No expenses match this filter", "Choose other days, or clear the filters.")
    none = empty_state(
        "receipt", "There are no expenses yet", "Write down what was spent for a customer, with its receipt."
    )
    return rx.cond(Expenses.query != "", filtered, none)


def expenses() -> rx.Component:
    """Return the page."""
    shown = rx.cond(Expenses.lines.length() > 0, _list(), _nothing())
    return page_frame(
        "/expenses",
        "Expenses",
        filter_bar(Expenses, of_work=False),
        _sums(),
        rx.cond(Expenses.loading, rx.skeleton(height="60vh", width="100%"), shown),
        _undo(),
        _selection(),
        expense_dialog(),
        on_change("all", Expenses.refresh),
        actions=rx.fragment(list_export_menu("expenses", Expenses.query), _new()),
    )
