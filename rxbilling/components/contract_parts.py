"""What pages about contracts share: the badge of a state, the bar of what is used, the dialogs of one contract."""

import reflex as rx

from rxbilling.components.checked_dialog import checked_dialog
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, text_input
from rxbilling.components.words import t
from rxbilling.state.contract_end_form import ContractEndForm
from rxbilling.state.contract_lines import ContractLine
from rxbilling.state.contract_page import ContractPage
from rxbilling.state.top_up_end_form import TopUpEndForm
from rxbilling.state.top_up_form import OfferLine, TopUpForm

ICONS = {
    "draft": "pencil-line",
    "upcoming": "calendar-clock",
    "active": "circle-check",
    "expiring": "hourglass",
    "expired": "circle-slash",
    "renewed": "refresh-cw",
    "terminated": "circle-x",
}


def state_badge(line: rx.Var[ContractLine]) -> rx.Component:
    """Return the state of a contract, told apart by a sign and a word, not by colour alone."""
    signs = [(state, rx.icon(icon, size=12)) for state, icon in ICONS.items()]
    return rx.el.span(
        rx.match(line.state, *signs, rx.fragment()),
        line.state_word,
        class_name="status contract-state state-" + line.state,
    )


def used_bar(line: rx.Var[ContractLine]) -> rx.Component:
    """Return what is used of the present cycle, with a small bar; a dash where nothing is included."""
    share = line.share.to_string() + "%"
    bar = rx.el.div(
        rx.el.div(style={"width": share}),
        class_name=rx.cond(line.is_over, "used-bar used-over", "used-bar"),
        aria_hidden="true",
    )
    return rx.cond(line.used != "", rx.fragment(rx.el.span(line.used), bar), rx.el.span("—", class_name="muted"))


def _end_error(name: str) -> rx.Var[str]:
    return error_of(ContractEndForm, name)


def end_dialog() -> rx.Component:
    """Return the dialog that terminates a contract."""
    reason = rx.el.textarea(id="reason", name="reason", rows=2, class_name="plain-input", auto_focus=True)
    last = text_input("last_day", ContractEndForm.last_day, "date", required=True)
    fields = rx.fragment(
        field("Last day", "last_day", last, error=_end_error("last_day")),
        field("Why it ends", "reason", reason, error=_end_error("reason")),
        rx.cond(
            ContractPage.renewal != "",
            rx.el.p(t("Its renewal becomes a draft:"), " ", rx.el.strong(ContractPage.renewal), class_name="muted"),
        ),
    )
    shown = ("last_day", "reason")
    return checked_dialog(ContractEndForm, "Terminate the contract", fields, shown, "Terminate", color="red")


def _error(name: str) -> rx.Var[str]:
    return error_of(TopUpForm, name)


def _offer(offer: rx.Var[OfferLine]) -> rx.Component:
    return rx.el.option(offer.label, value=offer.number.to_string())


def top_up_dialog() -> rx.Component:
    """Return the dialog that adds a top-up, or changes one."""
    offers = rx.el.select(
        rx.foreach(TopUpForm.offers, _offer),
        rx.el.option(t("Something else"), value="0"),
        id="offer",
        name="offer",
        on_change=TopUpForm.choose_offer,
        class_name="plain-select",
    )
    unit = rx.match(TopUpForm.unit, ("request", t("Requests")), ("money", t("Amount")), t("Hours, such as 5 or 2:30"))
    amount = rx.el.div(
        rx.el.label(unit, html_for="amount"),
        text_input("amount", TopUpForm.amount, auto_complete="off"),
        rx.cond(_error("amount") != "", rx.el.div(_error("amount"), class_name="field-error", role="alert")),
        class_name="field",
    )
    price = text_input("price", TopUpForm.price, input_mode="decimal", auto_complete="off")
    first = text_input("first_day", TopUpForm.first_day, "date", required=True)
    last = text_input("last_day", TopUpForm.last_day, "date", required=True)
    fields = rx.fragment(
        rx.cond(TopUpForm.offers.length() > 0, field("Offer", "offer", offers)),
        field("Name", "name", text_input("name", TopUpForm.name, auto_complete="off"), error=_error("name")),
        rx.el.div(amount, field("Price", "price", price, error=_error("price")), class_name="pair"),
        rx.el.div(
            field("First day", "first_day", first, error=_error("first_day")),
            field("Last day", "last_day", last, error=_error("last_day")),
            class_name="pair",
        ),
    )
    shown = ("name", "amount", "price", "first_day", "last_day")
    head = rx.cond(TopUpForm.is_new, dialog_head("Add a top-up"), dialog_head("Change the top-up"))
    return checked_dialog(TopUpForm, head, fields, shown, "Save the top-up")


def top_up_end_dialog() -> rx.Component:
    """Return the dialog that deletes a top-up."""
    fields = rx.el.p(rx.el.strong(TopUpEndForm.said))
    return checked_dialog(TopUpEndForm, "Delete the top-up", fields, (), "Delete", color="red")
