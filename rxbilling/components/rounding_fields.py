"""The fields of a rounding policy, in the forms of accounts and contracts (R11)."""

from typing import Any

import reflex as rx

from rxbilling.components.forms import choice, error_of, field, text_input
from rxbilling.components.words import t
from rxbilling.state.contract_words import ROUNDING_MODES, ROUNDING_SCOPES
from rxbilling.state.forms import Form


def rounding_fields(
    form: type[Form],
    texts: Any,  # noqa: ANN401 - a Var of texts
    otherwise: str,
    **more: Any,  # noqa: ANN401 - props of each control
) -> rx.Component:
    """Return the fields; ``texts`` has increment, minimum, mode and scope, ``otherwise`` is whose policy holds else."""
    modes = [rx.el.option(t(label), value=value) for value, label in ROUNDING_MODES.items()]
    scopes = [rx.el.option(t(label), value=value) for value, label in ROUNDING_SCOPES.items()]
    increment = text_input(
        "rounding_increment",
        texts.increment,
        input_mode="decimal",
        auto_complete="off",
        placeholder=t(otherwise),
        **more,
    )
    minimum = text_input("rounding_minimum", texts.minimum, input_mode="decimal", auto_complete="off", **more)
    wrong = error_of(form, "rounding_increment")
    return rx.el.div(
        field("Round to steps of, in minutes", "rounding_increment", increment, error=wrong),
        field("At least, in minutes", "rounding_minimum", minimum),
        field("Rounding", "rounding_mode", choice("rounding_mode", texts.mode, *modes, **more)),
        field("What is rounded", "rounding_scope", choice("rounding_scope", texts.scope, *scopes, **more)),
        class_name="four",
    )
