"""The dialog of one expense: its form, or what it says where it cannot be changed."""

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.dialog import dialog_head
from rxbilling.components.file_drop import ATTACHMENTS, file_drop
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.picker import picker
from rxbilling.components.plain_link import plain_link
from rxbilling.components.words import t
from rxbilling.state.expense_fields import CURRENCIES
from rxbilling.state.expense_form import ExpenseForm
from rxbilling.state.viewer import Viewer

FIELDS = ("day", "category", "amount", "currency", "tax", "account", "ticket", "rep", "note", "receipt")


def _error(name: str) -> rx.Var[str]:
    return error_of(ExpenseForm, name)


def _what() -> rx.Component:
    offered = rx.el.datalist(
        rx.foreach(ExpenseForm.categories, lambda one: rx.el.option(value=one)), id="expense-categories"
    )
    category = text_input("category", ExpenseForm.category, list="expense-categories", auto_complete="off")
    return rx.el.div(
        field("Date", "day", text_input("day", ExpenseForm.day, "date", required=True), error=_error("day")),
        field("Category", "category", rx.fragment(category, offered), error=_error("category")),
        class_name="pair",
    )


def _money() -> rx.Component:
    codes = [rx.el.option(code, value=code) for code in CURRENCIES]
    amount = text_input("amount", ExpenseForm.amount, input_mode="decimal", auto_complete="off", auto_focus=True)
    tax = text_input("tax", ExpenseForm.tax, input_mode="decimal", auto_complete="off")
    return rx.el.div(
        field("Amount, tax included", "amount", amount, error=_error("amount")),
        field("Currency", "currency", choice("currency", ExpenseForm.currency, *codes), error=_error("currency")),
        field("Of which tax", "tax", tax, error=_error("tax")),
        class_name="three",
    )


def _whom() -> rx.Component:
    account = picker(
        "account",
        url="/app/choices/account",
        value=ExpenseForm.account.to_string(),
        text=ExpenseForm.account_name,
        placeholder=t("Type a part of the name"),
        on_pick=ExpenseForm.pick_account,
    )
    ticket = picker(
        "ticket",
        url="/app/choices/ticket?within=" + ExpenseForm.account.to_string(),
        value=ExpenseForm.ticket.to_string(),
        text=ExpenseForm.ticket_name,
        placeholder=t("Number or subject"),
        on_pick=ExpenseForm.pick_ticket,
    )
    return rx.el.div(
        field("Account", "account", account, error=_error("account")),
        field("Ticket", "ticket", ticket, error=_error("ticket")),
        class_name="pair",
    )


def _rep() -> rx.Component:
    """Managers write down what others spent; everybody else only the own."""
    own = picker(
        "rep", url="/app/choices/rep", value=ExpenseForm.rep.to_string(), text=ExpenseForm.rep_name,
        placeholder=t("Type a part of the name"),
    )  # fmt: skip
    return rx.cond(Viewer.sees_all, field("Rep", "rep", own, error=_error("rep")))


def _receipt() -> rx.Component:
    remove = rx.icon_button(
        rx.icon("x", size=15),
        type="button",
        variant="ghost",
        color_scheme="gray",
        aria_label=t("Remove the receipt"),
        on_click=ExpenseForm.drop_receipt,
    )
    there = rx.el.div(
        rx.icon("paperclip", size=15), rx.el.span(ExpenseForm.receipt), rx.spacer(), remove, class_name="attached"
    )
    drop = file_drop(
        url="/app/receipts",
        accept=ATTACHMENTS,
        kind="drop-small",
        title=t("Drop a receipt here, or choose one"),
        hint=t("PDF or picture"),
        sending=t("Sending the file…"),
        label=t("Choose a receipt"),
        on_sent=ExpenseForm.take_receipt,
        on_refused=ExpenseForm.refuse_receipt,
    )
    wrong = _error("receipt")
    return rx.el.div(
        rx.el.div(t("Receipt"), class_name="field-label"),
        rx.cond(ExpenseForm.receipt != "", there, drop),
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        class_name="field",
    )


def _fields() -> rx.Component:
    note = rx.el.textarea(
        id="note", name="note", default_value=ExpenseForm.note, key=ExpenseForm.note, rows=2, class_name="plain-input"
    )
    billable = rx.el.input(
        type="checkbox",
        name="billable",
        default_checked=ExpenseForm.billable,
        key="billable-" + ExpenseForm.billable.to_string(),
    )
    return rx.fragment(
        _money(),
        _what(),
        _whom(),
        _rep(),
        field("Note", "note", note, error=_error("note")),
        rx.el.label(billable, rx.el.span(t("Bill it to the account")), class_name="offer"),
        _receipt(),
    )


def _form() -> rx.Component:
    delete = ask(
        rx.button(t("Delete"), type="button", variant="soft", color_scheme="red"),
        "Delete this expense?",
        "It disappears from lists, totals and bills. You can bring it back right afterwards.",
        "Delete",
        ExpenseForm.delete,
    )
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    return rx.form(
        _fields(),
        refusal(ExpenseForm, *FIELDS),
        conflict(ExpenseForm),
        rx.el.div(
            rx.cond(ExpenseForm.number > 0, delete),
            rx.spacer(),
            cancel,
            rx.button(t("Save"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=ExpenseForm.save,
        class_name="stack",
    )


def _facts() -> rx.Component:
    row = lambda fact: rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))  # noqa: E731 - one row
    why = rx.el.div(rx.icon("lock", size=16), ExpenseForm.locked, class_name="warning")
    file = plain_link(
        rx.icon("paperclip", size=15),
        t("Open the receipt"),
        href="/app/expenses/" + ExpenseForm.number.to_string() + "/receipt",
        target="_blank",
        class_name="row",
    )
    return rx.el.div(
        rx.cond(Viewer.may_log, why),
        rx.el.dl(rx.foreach(ExpenseForm.facts, row), class_name="why-facts"),
        rx.cond(ExpenseForm.receipt != "", file),
        class_name="stack",
    )


def expense_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.cond(ExpenseForm.number > 0, dialog_head("Expense"), dialog_head("New expense")),
            rx.cond(ExpenseForm.locked != "", _facts(), _form()),
            max_width="560px",
            aria_describedby=rx.Var("undefined"),
        ),
        open=ExpenseForm.is_open,
        on_open_change=ExpenseForm.toggle,
    )
