"""The dialogs of a bill: issuing it, a payment, a credit note, and making it void."""

import reflex as rx

from rxbilling.components.confirm import Handler
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.bill_acts import CREDITED, BillActs, CreditLine


def _dialog(  # noqa: PLR0917 - the parts of a dialog
    doing: str,
    title: str,
    said: str,
    fields: rx.Component,
    label: str,
    handler: Handler,
    *,
    color: str = "",
) -> rx.Component:
    save = rx.button(t(label), type="submit", **({"color_scheme": color} if color else {}))
    form = rx.form(
        rx.el.strong(BillActs.name),
        rx.el.p(t(said), class_name="muted"),
        fields,
        rx.cond(~BillActs.wrong_field.startswith(CREDITED), refusal(BillActs, "day", "amount", "reason")),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            save,
            class_name="row dialog-actions",
        ),
        on_submit=handler,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(dialog_head(title), form, max_width="560px", aria_describedby=""),
        open=BillActs.doing == doing,
        on_open_change=BillActs.toggle,
    )


def _reason(label: str) -> rx.Component:
    control = rx.el.textarea(id="reason", name="reason", rows=2, class_name="plain-input")
    return field(label, "reason", control, error=error_of(BillActs, "reason"))


def issue_dialog() -> rx.Component:
    """Return the dialog that issues a draft."""
    said = "It gets the next number. What is on it is billed then, and cannot change."
    return _dialog("issue", "Issue this bill", said, _day("Date of the bill"), "Issue", BillActs.issue)


def pay_dialog() -> rx.Component:
    """Return the dialog that writes a payment down."""
    said = "What is still to be paid is filled in. A smaller amount leaves the rest open."
    fields = _money("Received on")
    return _dialog("pay", "Write a payment down", said, fields, "Save the payment", BillActs.pay)


def pay_back_dialog() -> rx.Component:
    """Return the dialog that writes down what was paid back."""
    said = "What is to be paid back is filled in. A smaller amount leaves the rest to be paid back."
    fields = _money("Paid back on")
    return _dialog("pay back", "Write down what was paid back", said, fields, "Save", BillActs.pay_back)


def _day(label: str) -> rx.Component:
    day = text_input("day", BillActs.day, "date", required=True, auto_focus=True)
    return field(label, "day", day, error=error_of(BillActs, "day"))


def _money(day_label: str) -> rx.Component:
    amount = text_input("amount", BillActs.amount, input_mode="decimal", auto_complete="off", required=True)
    return rx.fragment(
        rx.el.div(
            _day(day_label),
            field("Amount", "amount", amount, error=error_of(BillActs, "amount")),
            class_name="pair",
        ),
        field("Note", "note", text_input("note", "", auto_complete="off")),
    )


def _credit_line(line: rx.Var[CreditLine]) -> rx.Component:
    name, wrong = line.field, rx.cond(BillActs.wrong_field == line.field, BillActs.wrong, "").to(str)
    control = rx.el.input(
        id=name, name=name, placeholder=line.left, input_mode="decimal", auto_complete="off",
        class_name="plain-input num", aria_label=t("Amount") + " " + line.text,
    )  # fmt: skip
    return rx.el.div(
        rx.el.label(line.text, rx.cond(line.about != "", rx.el.div(line.about, class_name="muted")), html_for=name),
        rx.el.span(line.left, class_name="muted num nowrap"),
        control,
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        class_name="credit-line",
    )


def credit_dialog() -> rx.Component:
    """Return the dialog that credits a part of a bill, or all of it."""
    lines = rx.el.div(rx.foreach(BillActs.lines, _credit_line), class_name="credit-lines scroll-list")
    said = (
        "Say how much of a line is credited: amounts are after its discount and before tax. "
        "The work stays billed: to bill it anew, make the bill void."
    )
    whole = rx.el.label(
        rx.el.input(type="checkbox", id="whole", name="whole"),
        t("Credit all that is left"),
        class_name="row whole-credit",
    )
    fields = rx.fragment(lines, whole, _reason("Why, as the customer reads it"))
    return _dialog("credit", "Credit this bill", said, fields, "Issue the credit note", BillActs.credit)


def void_dialog() -> rx.Component:
    """Return the dialog that makes a bill void."""
    said = "It keeps its number and stays to be seen. What is on it can be changed and billed again."
    return _dialog(
        "void", "Make this bill void", said, _reason("Why it is void"), "Make it void", BillActs.void, color="red"
    )
