"""The fields of named taxes: a name and a percentage each."""

import reflex as rx

from rxbilling.components.confirm import Handler
from rxbilling.components.forms import text_input
from rxbilling.components.words import t
from rxbilling.state.contract_fields import TaxLine


def _tax(line: rx.Var[TaxLine]) -> rx.Component:
    place = line.place.to_string()
    return rx.el.div(
        text_input("tax_name_" + place, line.name, aria_label=t("Name of the tax"), placeholder=t("Tax")),
        text_input("tax_share_" + place, line.share, aria_label=t("Percent"), placeholder="%", input_mode="decimal"),
        class_name="tax",
    )


def tax_fields(label: str, lines: rx.Var[list[TaxLine]], wrong: rx.Var[str], on_add: Handler) -> rx.Component:
    """Return the fields, with a button for one more tax."""
    more = rx.button(
        rx.icon("plus", size=14), t("Another tax"), type="button", variant="ghost", size="1", on_click=on_add
    )
    return rx.el.fieldset(
        rx.el.legend(t(label)),
        rx.foreach(lines, _tax),
        more,
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        class_name="plain-fieldset",
    )
