"""Extra charges: those that wait for the next bill, and the dialog that adds one."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.live import on_change
from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.extra_charges import ContractOption, ExtraLine, Extras

FIELDS = ("account", "contract", "day", "text", "quantity", "price")


def add_extra_button(account: rx.Var[int], day: rx.Var[str] | str = "") -> rx.Component:
    """Return the button that begins with a charge for an account (0 is none) of a day, else of today."""
    return rx.button(
        rx.icon("plus", size=15), t("Add an extra charge"), variant="soft", on_click=Extras.open_dialog(account, day)
    )


def _line(line: rx.Var[ExtraLine]) -> rx.Component:
    remove = ask(
        rx.icon_button(
            rx.icon("trash-2", size=14), variant="ghost", color_scheme="gray", aria_label=t("Remove") + " " + line.text
        ),
        "Take this charge back?",
        "It comes on no bill then.",
        "Take back",
        Extras.remove(line.id),
    )
    account = rx.el.a(line.account, href="/account?number=" + line.account_id.to_string())
    return rx.el.li(
        rx.el.div(line.text, rx.el.div(account, " · ", line.about, class_name="muted")),
        rx.el.div(rx.el.span(line.amount, class_name="num nowrap"), remove, class_name="row"),
    )


def extras_panel(account: rx.Var[int], day: rx.Var[str]) -> rx.Component:
    """Return the charges that wait; a new one begins with an account and a day."""
    more = rx.cond(Extras.more > 0, rx.el.p(t("More:"), " ", Extras.more.to_string(), class_name="muted"))
    none = rx.el.p(t("None waits: what you add here comes with the next bill of its account."), class_name="muted")
    return panel(
        "Extra charges that wait",
        rx.cond(
            Extras.lines.length() > 0, rx.el.ul(rx.foreach(Extras.lines, _line), class_name="plain-list extras"), none
        ),
        more,
        rx.el.div(add_extra_button(account, day), class_name="row top-gap"),
        on_change("all", Extras.refresh, "extras"),
    )


def _field(label: str, name: str, control: rx.Component, hint: str = "") -> rx.Component:
    return field(label, f"extra-{name}", control, hint=hint, error=error_of(Extras, name))


def _input(name: str, value: rx.Var[str] | str, kind: str = "text", mode: str = "text") -> rx.Component:
    control = text_input(name, value, kind, auto_complete="off", input_mode=mode, required=True)
    control.id = f"extra-{name}"
    return control


def _contract(one: rx.Var[ContractOption]) -> rx.Component:
    return rx.el.option(one.name, value=one.number.to_string())


def _whose() -> rx.Component:
    account = picker(
        "extra-account",
        url="/app/choices/account",
        value=Extras.account.to_string(),
        text=Extras.account_name,
        placeholder=t("Type a part of the name"),
        on_pick=Extras.pick_account,
        focus=Extras.account == 0,
    )
    contract = rx.el.select(
        rx.el.option(t("Outside of contracts"), value="0"),
        rx.foreach(Extras.contracts, _contract),
        id="extra-contract",
        name="contract",
        value=Extras.contract,
        on_change=Extras.choose_contract,
        class_name="plain-select",
    )
    return rx.el.div(_field("Account", "account", account), _field("Contract", "contract", contract), class_name="pair")


def extra_dialog() -> rx.Component:
    """Return the dialog."""
    price = rx.el.div(_input("price", "", mode="decimal"), rx.el.span(Extras.currency), class_name="with-unit")
    form = rx.form(
        _whose(),
        _field("What for, as the customer reads it", "text", _input("text", "")),
        rx.el.div(
            _field("Date", "day", _input("day", Extras.day, "date")),
            _field("Quantity", "quantity", _input("quantity", "1", mode="decimal")),
            _field("Unit price", "price", price),
            class_name="three",
        ),
        refusal(Extras, *FIELDS),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Add"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=Extras.save,
        key=Extras.stamp,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(dialog_head("Add an extra charge"), form, max_width="600px", aria_describedby=""),
        open=Extras.is_open,
        on_open_change=Extras.toggle,
    )
