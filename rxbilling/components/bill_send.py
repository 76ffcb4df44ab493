"""Bills by e-mail: the dialog that sends one, to whom it was sent, and the question before several are."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.bill_send import BillSend, MailLine


def send_button() -> rx.Component:
    """Return the button of a bill's page."""
    return rx.button(rx.icon("mail", size=15), t("Send by e-mail"), variant="soft", on_click=BillSend.open_dialog)


def send_many_button() -> rx.Component:
    """Return the button of the list, which asks first."""
    return ask(
        rx.button(rx.icon("mail", size=15), t("Send by e-mail"), variant="soft"),
        "Send the chosen bills?",
        "Each issued bill goes to its own address, as a PDF. Void bills and those sent before are left out.",
        "Send",
        BillSend.send_chosen,
        color="indigo",
    )


def _mail(line: rx.Var[MailLine]) -> rx.Component:
    icon = rx.cond(line.is_sent, rx.icon("mail-check", size=14), rx.icon("hourglass", size=14))
    error = rx.cond(~line.is_sent & (line.error != ""), rx.el.div(line.error, class_name="field-error"))
    address = rx.el.div(icon, line.address, class_name="row")
    return rx.el.li(rx.el.div(address, rx.el.div(line.said, class_name="muted"), error))


def mails_panel() -> rx.Component:
    """Return to whom the bill of the page was sent, where it was."""
    mails = rx.el.ul(rx.foreach(BillSend.mails, _mail), class_name="plain-list")
    return rx.cond(BillSend.mails.length() > 0, panel("E-mails", mails))


def send_dialog() -> rx.Component:
    """Return the dialog that sends the bill of the page."""
    before = rx.el.ul(rx.foreach(BillSend.mails, _mail), class_name="plain-list")
    again = rx.el.div(rx.el.div(t("It was sent before:"), before), class_name="warning sent-before", role="status")
    addresses = text_input("addresses", BillSend.addresses, auto_complete="off", input_mode="email", required=True)
    was_sent = BillSend.mails.length() > 0
    form = rx.form(
        rx.el.strong(BillSend.name),
        rx.el.p(t("The PDF is attached. The letter is in the language of the account."), class_name="muted"),
        rx.cond(was_sent, again),
        field(
            "Send to",
            "addresses",
            addresses,
            hint="Several addresses with commas.",
            error=error_of(BillSend, "addresses"),
        ),
        refusal(BillSend, "addresses"),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(rx.cond(was_sent, t("Send it again"), t("Send")), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=BillSend.send,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(dialog_head("Send by e-mail"), form, max_width="520px", aria_describedby=""),
        open=BillSend.is_open,
        on_open_change=BillSend.toggle,
    )
