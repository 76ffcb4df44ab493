"""The dialogs of an account and of its contacts."""

import reflex as rx

from rxbilling.components.checked_dialog import checked_dialog
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.rounding_fields import rounding_fields
from rxbilling.components.words import t
from rxbilling.state.account_form import AccountForm
from rxbilling.state.audit_words import LANGUAGES
from rxbilling.state.contact_form import ContactForm
from rxbilling.state.expense_fields import CURRENCIES
from rxbilling.state.forms import Fact

FIELDS = (
    "name", "country", "address", "tax_number", "language", "note", "currency", "calendar", "rounding_increment",
)  # fmt: skip
TEXTS = AccountForm.texts


def _field(label: str, name: str, control: rx.Component, hint: str = "") -> rx.Component:
    return field(label, name, control, hint=hint, error=error_of(AccountForm, name))


def _options(facts: rx.Var[list[Fact]]) -> rx.Component:
    return rx.foreach(facts, lambda one: rx.el.option(one.value, value=one.label))


def _area(name: str, value: rx.Var[str], rows: int) -> rx.Component:
    return rx.el.textarea(
        id=name, name=name, default_value=value, key=f"{name}-" + value, rows=rows, class_name="plain-input"
    )


def _who() -> rx.Component:
    none = rx.el.option("—", value="")
    reader = rx.el.option(t("As whoever makes them"), value="")
    languages = [rx.el.option(name, value=code, lang=code) for code, name in LANGUAGES.items()]
    return rx.fragment(
        _field("Name", "name", text_input("name", TEXTS.name, auto_complete="off", auto_focus=True)),
        rx.el.div(
            _field("Country", "country", choice("country", TEXTS.country, none, _options(AccountForm.countries))),
            _field("Tax number", "tax_number", text_input("tax_number", TEXTS.tax_number, auto_complete="off")),
            class_name="pair",
        ),
        _field("Address", "address", _area("address", TEXTS.address, 3)),
        _field("Language of its statements", "language", choice("language", TEXTS.language, reader, *languages)),
        _field("Note", "note", _area("note", TEXTS.note, 2)),
    )


def _terms() -> rx.Component:
    own = rx.el.option(t("As the organisation"), value="")
    codes = [rx.el.option(code, value=code) for code in CURRENCIES]
    kept = "Contracts keep the currency in which they were agreed."
    calendar = choice("calendar", TEXTS.calendar, own, _options(AccountForm.calendars))
    return rx.fragment(
        rx.el.div(
            _field("Currency", "currency", choice("currency", TEXTS.currency, own, *codes), kept),
            _field("Calendar", "calendar", calendar, "Its clock tells days, hours and holidays apart."),
            class_name="pair",
        ),
        rounding_fields(AccountForm, TEXTS, "As the organisation"),
    )


def account_dialog() -> rx.Component:
    """Return the dialog that adds an account, or changes it after a look at the effect."""
    head = rx.cond(AccountForm.is_new, dialog_head("New account"), dialog_head("Change the account"))
    first = rx.cond(AccountForm.is_new, t("Save"), t("Look at the effect")).to(str)
    fields = rx.fragment(_who(), _terms())
    return checked_dialog(AccountForm, head, fields, FIELDS, "Save", width="640px", first=first)


def _contact_field(label: str, name: str, value: rx.Var[str], kind: str = "text") -> rx.Component:
    control = text_input(name, value, kind, auto_complete="off", auto_focus=name == "name")
    return field(label, name, control, error=error_of(ContactForm, name))


def contact_dialog() -> rx.Component:
    """Return the dialog of a contact."""
    contact = ContactForm.contact
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    form = rx.form(
        _contact_field("Name", "name", contact.name),
        _contact_field("Position", "position", contact.position),
        rx.el.div(
            _contact_field("E-mail address", "email", contact.email),
            _contact_field("Phone", "phone", contact.phone, "tel"),
            class_name="pair",
        ),
        refusal(ContactForm, "name", "position", "email", "phone"),
        conflict(ContactForm),
        rx.el.div(cancel, rx.button(t("Save"), type="submit"), class_name="row dialog-actions"),
        on_submit=ContactForm.save,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            rx.cond(contact.number > 0, dialog_head("Change the contact"), dialog_head("New contact")),
            form,
            max_width="520px",
            aria_describedby=rx.Var("undefined"),
        ),
        open=ContactForm.is_open,
        on_open_change=ContactForm.toggle,
    )
