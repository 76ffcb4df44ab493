"""The question of the what-if page: what would be otherwise."""

import reflex as rx

from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.rounding_fields import rounding_fields
from rxbilling.components.words import t
from rxbilling.state.forms import Fact
from rxbilling.state.what_if import WhatIf
from rxbilling.state.wording import TIERS

KINDS = {
    "prices": "All prices",
    "rule": "The price of a bill rule",
    "plan": "The terms of a plan",
    "other": "Another plan in the place of one",
    "rounding": "Rounding",
}
FIELDS = (
    "percent",
    "rule",
    "rates",
    "plan",
    "base_charge",
    "allowance",
    "overage_rates",
    "instead",
    "rounding_increment",
    "from_day",
)
# An answer is not that of another question; at once, so that it comes before the next answer.
FORGET = WhatIf.forget.throttle(500)


def _options(facts: rx.Var[list[Fact]]) -> rx.Component:
    return rx.foreach(facts, lambda one: rx.el.option(one.value, value=one.label))


def _error(name: str) -> rx.Var[str]:
    return error_of(WhatIf, name)


def _chooser(name: str, label: str, value: rx.Var[str], facts: rx.Var[list[Fact]], on_change: object) -> rx.Component:
    control = rx.el.select(
        rx.el.option(t("Choose one"), value=""),
        _options(facts),
        id=name,
        name=name,
        value=value,
        on_change=on_change,
        class_name="plain-select",
    )
    return field(label, name, control, error=_error(name))


def _number(name: str, label: str, value: object, hint: str = "") -> rx.Component:
    control = text_input(name, value, auto_complete="off", on_change=FORGET)
    return field(label, name, control, hint=hint, error=_error(name))


def _prices() -> rx.Component:
    return _number("percent", "Prices go up by, in percent", "", "5 is 5 % dearer, -5 is 5 % cheaper.")


def _rule() -> rx.Component:
    return rx.fragment(
        _chooser("rule", "Bill rule", WhatIf.rule, WhatIf.rules, WhatIf.choose_rule), _rates("rate", WhatIf.rates)
    )


def _rates(name: str, rates: rx.Var[list[str]]) -> rx.Component:
    fields = [_number(f"{name}_{place}", label, rates[place]) for place, label in enumerate(TIERS)]
    wrong = rx.cond(_error("rates") != "", rx.el.div(_error("rates"), class_name="field-error", role="alert"))
    return rx.fragment(rx.el.div(*fields, class_name="four"), wrong)


def _plan_chooser() -> rx.Component:
    return _chooser("plan", "Support plan", WhatIf.plan, WhatIf.plans, WhatIf.choose_plan)


def _plan() -> rx.Component:
    allowance = rx.match(
        WhatIf.unit,
        ("request", _number("allowance", "Included in a cycle, in requests", WhatIf.allowance)),
        ("money", _number("allowance", "Included in a cycle, as an amount", WhatIf.allowance)),
        _number("allowance", "Included in a cycle, in hours", WhatIf.allowance),
    )
    return rx.fragment(
        _plan_chooser(),
        rx.el.div(
            _number("base_charge", "Base charge of a cycle", WhatIf.base_charge),
            rx.cond(WhatIf.has_allowance, allowance),
            class_name="pair",
        ),
        rx.cond(
            WhatIf.overage.length() > 0,
            rx.el.fieldset(
                rx.el.legend(t("Price beyond what is included")),
                _rates("overage", WhatIf.overage),
                class_name="plain-fieldset",
            ),
        ),
    )


def _other() -> rx.Component:
    instead = rx.el.select(
        rx.el.option(t("Choose one"), value=""),
        _options(WhatIf.plans),
        id="instead",
        name="instead",
        on_change=WhatIf.forget,
        class_name="plain-select",
    )
    return rx.el.div(
        _plan_chooser(), field("In its place", "instead", instead, error=_error("instead")), class_name="pair"
    )


def what_if_form() -> rx.Component:
    """Return the form."""
    kinds = rx.el.select(
        *[rx.el.option(t(label), value=kind) for kind, label in KINDS.items()],
        id="kind",
        name="kind",
        value=WhatIf.kind,
        on_change=WhatIf.choose_kind,
        class_name="plain-select",
    )
    fields = rx.match(
        WhatIf.kind,
        ("rule", _rule()),
        ("plan", _plan()),
        ("other", _other()),
        ("rounding", rounding_fields(WhatIf, WhatIf.rounding, "Nothing is rounded", on_change=FORGET)),
        _prices(),
    )
    return rx.form(
        field("What would be otherwise", "kind", kinds),
        fields,
        refusal(WhatIf, *FIELDS),
        rx.el.div(rx.button(t("Compare"), type="submit", loading=WhatIf.is_running), class_name="row"),
        on_submit=WhatIf.ask,
        class_name="stack what-if-form",
    )
