"""The dialog of a contract: making one, changing it, renewing it."""

import reflex as rx

from rxbilling.components.checked_dialog import checked_dialog
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, error_of, field, text_input
from rxbilling.components.picker import picker
from rxbilling.components.rounding_fields import rounding_fields
from rxbilling.components.tax_fields import tax_fields
from rxbilling.components.words import t
from rxbilling.state.contract_fields import ServiceLine
from rxbilling.state.contract_form import ContractForm
from rxbilling.state.expense_fields import CURRENCIES
from rxbilling.state.forms import Fact
from rxbilling.state.wording import TIERS

FIELDS = (
    "number", "name", "account", "plan", "first_day", "last_day", "products", "calendar", "currency",
    "purchase_order", "discount", "discount_amount", "taxes", "bill_email", "payment_days", "note", "base_charge",
    "allowance_amount", *(f"overage_{tier}" for tier in range(len(TIERS))), "rounding_increment",
)  # fmt: skip
TEXTS = ContractForm.fields


def _field(label: str, name: str, control: rx.Component, hint: str = "") -> rx.Component:
    return field(label, name, control, hint=hint, error=error_of(ContractForm, name))


def _options(facts: rx.Var[list[Fact]]) -> rx.Component:
    return rx.foreach(facts, lambda one: rx.el.option(one.value, value=one.label))


def _tick(name: str, value: rx.Var[bool], label: str) -> rx.Component:
    box = rx.el.input(type="checkbox", name=name, default_checked=value, key=f"{name}-" + value.to_string())
    return rx.el.label(box, rx.el.span(t(label)), class_name="offer")


def _account() -> rx.Component:
    own = picker(
        "account",
        url="/app/choices/account",
        value=ContractForm.account.to_string(),
        text=ContractForm.account_name,
        placeholder=t("Type a part of the name"),
        on_pick=ContractForm.pick_account,
    )
    fixed = rx.el.input(
        id="account", name="account", value=ContractForm.account_name, read_only=True, class_name="plain-input"
    )
    return rx.cond(ContractForm.is_fixed, fixed, own)


def _what() -> rx.Component:
    none = rx.el.option(t("Choose a plan"), value="")
    plan = choice("plan", TEXTS.plan, none, _options(ContractForm.plans), on_change=ContractForm.choose_plan)
    return rx.fragment(
        rx.el.div(
            _field("Number", "number", text_input("number", TEXTS.number, auto_complete="off", auto_focus=True)),
            _field("Name", "name", text_input("name", TEXTS.name, auto_complete="off")),
            class_name="pair",
        ),
        rx.el.div(_field("Account", "account", _account()), _field("Support plan", "plan", plan), class_name="pair"),
        rx.el.div(
            _field(
                "First day",
                "first_day",
                text_input("first_day", TEXTS.first_day, "date", read_only=ContractForm.kind == "renew"),
            ),
            _field("Last day", "last_day", text_input("last_day", TEXTS.last_day, "date"), "Empty: it goes on"),
            class_name="pair",
        ),
        rx.el.div(
            _tick("auto_renew", TEXTS.auto_renew, "Renew it by itself when it ends"),
            rx.cond(
                (ContractForm.kind == "new") | TEXTS.is_draft,
                _tick("is_draft", TEXTS.is_draft, "A draft: not in force yet"),
            ),
            class_name="row",
        ),
    )


def _service(line: rx.Var[ServiceLine]) -> rx.Component:
    name = "service_" + line.number.to_string()
    box = rx.el.input(type="checkbox", name=name, default_checked=line.chosen, key=name + line.chosen.to_string())
    return rx.el.label(box, rx.el.span(line.name), class_name="offer")


def _covers() -> rx.Component:
    services = rx.el.fieldset(
        rx.el.legend(t("Services that it covers")),
        rx.el.div(rx.foreach(ContractForm.services, _service), class_name="scroll-list ticks"),
        class_name="plain-fieldset",
    )
    products = text_input("products", TEXTS.products, auto_complete="off")
    return rx.fragment(
        services,
        _field(
            "Products that it covers",
            "products",
            products,
            "With semicolons between them. Nothing chosen: it covers all.",
        ),
    )


def _money() -> rx.Component:
    codes = [rx.el.option(code, value=code) for code in CURRENCIES]
    own = rx.el.option(t("As the account"), value="")
    currency = choice("currency", TEXTS.currency, own, *codes, on_change=ContractForm.choose_currency)
    amount = text_input("discount_amount", TEXTS.discount_amount, input_mode="decimal", auto_complete="off")
    discount = text_input("discount", TEXTS.discount, input_mode="decimal", auto_complete="off")
    days = text_input("payment_days", TEXTS.payment_days, input_mode="numeric", auto_complete="off")
    return rx.fragment(
        rx.el.div(
            _field("Currency", "currency", currency),
            _field("Discount, in percent", "discount", discount),
            _field("Discount, amount", "discount_amount", amount),
            class_name="three",
        ),
        rx.el.div(
            _field("E-mail for bills", "bill_email", text_input("bill_email", TEXTS.bill_email, auto_complete="off")),
            _field("Days to pay", "payment_days", days),
            _field("Purchase order", "purchase_order", text_input("purchase_order", TEXTS.purchase_order)),
            class_name="three",
        ),
    )


def _amount(label: str, name: str, value: rx.Var[str]) -> rx.Component:
    control = text_input(name, value, auto_complete="off", placeholder=t("As in the plan"))
    return _field(label, name, control)


def _overage(tier: int) -> rx.Component:
    control = text_input(
        f"overage_{tier}",
        TEXTS.overage[tier],
        auto_complete="off",
        input_mode="decimal",
        placeholder=t("As in the plan"),
    )
    return _field(TIERS[tier], f"overage_{tier}", control)


def _overrides() -> rx.Component:
    unit = rx.match(
        ContractForm.unit,
        ("request", t("Included in a cycle, in requests")),
        ("money", t("Included in a cycle, an amount")),
        t("Included in a cycle, in hours"),
    )
    allowance = rx.el.div(
        rx.el.label(unit, html_for="allowance_amount"),
        text_input("allowance_amount", TEXTS.allowance, auto_complete="off", placeholder=t("As in the plan")),
        rx.cond(
            error_of(ContractForm, "allowance_amount") != "",
            rx.el.div(error_of(ContractForm, "allowance_amount"), class_name="field-error", role="alert"),
        ),
        class_name="field",
    )
    return rx.el.fieldset(
        rx.el.legend(t("Amounts in"), " ", ContractForm.shown_currency),
        rx.el.div(_amount("Base charge", "base_charge", TEXTS.base_charge), allowance, class_name="pair"),
        rx.el.div(t("Price beyond it"), class_name="field-label top-gap"),
        rx.el.div(*[_overage(tier) for tier in range(len(TIERS))], class_name="four"),
        class_name="plain-fieldset",
    )


def _time() -> rx.Component:
    own = rx.el.option(t("As the account"), value="")
    return rx.fragment(
        _field("Calendar", "calendar", choice("calendar", TEXTS.calendar, own, _options(ContractForm.calendars))),
        rounding_fields(ContractForm, TEXTS, "As the account"),
    )


def _section(title: str, *content: rx.Component) -> rx.Component:
    """A part that most contracts do without, folded away: what is in it is sent with the form all the same."""
    return rx.el.details(rx.el.summary(t(title)), rx.el.div(*content, class_name="stack"), class_name="fold")


def _fields() -> rx.Component:
    note = rx.el.textarea(
        id="note", name="note", default_value=TEXTS.note, key="note-" + TEXTS.note, rows=2, class_name="plain-input"
    )
    return rx.fragment(
        _what(),
        _section("What it covers", _covers()),
        _section(
            "Billing: currency, discount, taxes",
            _money(),
            tax_fields("Taxes", ContractForm.taxes, error_of(ContractForm, "taxes"), ContractForm.add_tax),
        ),
        _section("Agreed otherwise than in the plan", _overrides()),
        _section("Calendar and rounding", _time()),
        _field("Note", "note", note),
    )


def contract_dialog() -> rx.Component:
    """Return the dialog."""
    head = rx.match(
        ContractForm.kind,
        ("renew", dialog_head("Renew the contract")),
        ("change", dialog_head("Change the contract")),
        dialog_head("New contract"),
    )
    return checked_dialog(ContractForm, head, _fields(), FIELDS, "Save", width="720px")
