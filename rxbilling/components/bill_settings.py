"""The panel of the settings that says how bills are, and the fields of how an account wants its own."""

import reflex as rx

from rxbilling.components.bill_logo import logo_part
from rxbilling.components.cards import panel
from rxbilling.components.forms import conflict, error_of, field, refusal, text_input
from rxbilling.components.tax_fields import tax_fields
from rxbilling.components.words import t
from rxbilling.locales import N_
from rxbilling.state.bill_settings import AS_HOME, BillSettingsForm, BillWay
from rxbilling.state.viewer import Viewer

TEXTS = BillSettingsForm.texts
DETAILS = {
    "entry": N_("A line for each time entry"),
    "ticket": N_("A line for each ticket"),
    "service": N_("A line for each service"),
    "tier": N_("A line for each tier"),
}
STYLES = {"clock": N_("Hours and minutes (1:30)"), "decimal": N_("Decimal hours (1.5)")}
SCOPES = {"bill": N_("Once on the sum of the bill"), "line": N_("On each line")}
SHOWN = ("prefix", "next_number", "payment_days", "address", "tax_number", "email", "footer", "taxes", "detail")


def _field(label: str, name: str, control: rx.Component, hint: str = "") -> rx.Component:
    return field(label, f"bill-{name}", control, hint=hint, error=error_of(BillSettingsForm, name))


def _input(name: str, value: rx.Var[str]) -> rx.Component:
    return rx.el.input(
        id=f"bill-{name}", name=name, default_value=value, auto_complete="off", class_name="plain-input",
        disabled=~Viewer.may_change_bills,
    )  # fmt: skip


def _area(name: str, value: rx.Var[str]) -> rx.Component:
    return rx.el.textarea(
        id=f"bill-{name}", name=name, default_value=value, rows=3, class_name="plain-input",
        disabled=~Viewer.may_change_bills,
    )  # fmt: skip


def _choice(name: str, value: rx.Var[str], words: dict[str, str]) -> rx.Component:
    options = [rx.el.option(t(label), value=code) for code, label in words.items()]
    return rx.el.select(
        *options, id=f"bill-{name}", name=name, default_value=value, class_name="plain-select",
        disabled=~Viewer.may_change_bills,
    )  # fmt: skip


def bill_settings() -> rx.Component:
    """Return the panel."""
    form = rx.form(
        rx.el.div(
            _field("Prefix of numbers", "prefix", _input("prefix", TEXTS.prefix), "Such as 2026-"),
            _field("Next number", "next_number", _input("next_number", TEXTS.next_number)),
            class_name="pair",
        ),
        rx.el.div(
            _field("Lines", "detail", _choice("detail", TEXTS.detail, DETAILS)),
            _field("Hours", "hours_style", _choice("hours_style", TEXTS.hours_style, STYLES)),
            class_name="pair",
        ),
        _field("Your address", "address", _area("address", TEXTS.address)),
        rx.el.div(
            _field("Tax number", "tax_number", _input("tax_number", TEXTS.tax_number)),
            _field("E-mail", "email", _input("email", TEXTS.email)),
            class_name="pair",
        ),
        _field("Below every bill", "footer", _area("footer", TEXTS.footer), "Such as your bank account"),
        rx.el.div(
            _field("Taxes are rounded", "tax_scope", _choice("tax_scope", TEXTS.tax_scope, SCOPES)),
            _field("Days to pay, without a contract", "payment_days", _input("payment_days", TEXTS.payment_days)),
            class_name="pair",
        ),
        tax_fields(
            "Taxes, without a contract",
            BillSettingsForm.taxes,
            error_of(BillSettingsForm, "taxes"),
            BillSettingsForm.add_tax,
        ),
        refusal(BillSettingsForm, *SHOWN),
        conflict(BillSettingsForm),
        rx.cond(Viewer.may_change_bills, rx.el.div(rx.button(t("Save"), type="submit"), class_name="row")),
        on_submit=BillSettingsForm.save,
        key=BillSettingsForm.stamp,
        class_name="stack",
    )
    return panel("Bills", form, logo_part())


def _own(what: str, label: str, value: rx.Var[str], words: dict[str, str]) -> rx.Component:
    options = [rx.el.option(t(text), value=code) for code, text in {AS_HOME: N_("As everywhere"), **words}.items()]
    control = rx.el.select(
        *options,
        id=f"way-{what}",
        value=value,
        on_change=lambda chosen: BillWay.choose(what, chosen),
        disabled=~Viewer.may_change_bills,
        class_name="plain-select",
    )
    return field(label, f"way-{what}", control)


def bill_way() -> rx.Component:
    """Return the fields of how an account wants its bills."""
    return rx.el.div(
        _own("detail", "Lines of its bills", BillWay.detail, DETAILS),
        _own("hours_style", "Hours on its bills", BillWay.hours_style, STYLES),
        _own_email(),
        class_name="pair top-gap",
    )


def _own_email() -> rx.Component:
    control = text_input(
        "way-email",
        BillWay.email,
        "email",
        auto_complete="off",
        on_blur=lambda email: BillWay.choose("email", email),
        disabled=~Viewer.may_change_bills,
    )
    hint = "For bills by no contract, or by one that says no address of its own."
    return field("E-mail for bills", "way-email", control, hint=hint, error=error_of(BillWay, "email"))
