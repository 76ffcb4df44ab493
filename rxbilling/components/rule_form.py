"""The dialog of one bill rule: what it asks for, what it costs, and what saving it would change."""

import reflex as rx

from rxbilling.components.chosen import adding, asked, chips
from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_view
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.expense_fields import CURRENCIES
from rxbilling.state.rule_form import RuleForm
from rxbilling.state.rule_words import FIELDS, SCOPES
from rxbilling.state.wording import TIERS

PICKED = ("account", "service", "rep")
KINDS = {"fixed": "One price for all tiers", "factors": "One price with factors", "tiers": "A price for each tier"}
MODES = {"up": "Up", "nearest": "To the nearest", "down": "Down"}
TITLES = {"on": "Switch the rule on", "off": "Switch the rule off", "move": "Change the order"}
SHOWN = (
    "name", "currency", "rate", "first_day", "last_day", "after", "step", "minimum",
    *(f"rate_{tier}" for tier in range(4)), *(f"factor_{tier}" for tier in range(4)),
)  # fmt: skip


def _error(name: str) -> rx.Var[str]:
    return error_of(RuleForm, name)


def _options(words: dict[str, str]) -> list[rx.Component]:
    return [rx.el.option(t(label), value=code) for code, label in words.items()]


def _adding(name: str) -> rx.Component:
    if name in PICKED:
        return adding(RuleForm, name, "Any", f"ask_{name}", f"/app/choices/{name}")
    word = lambda one: rx.el.option(one, value=one)  # noqa: E731 - one option
    return rx.el.select(
        rx.el.option(asked(RuleForm, name, "Any"), value=""),
        rx.foreach(RuleForm.words[name], word),
        id=f"ask_{name}",
        name=f"ask_{name}",
        value="",
        on_change=lambda one: RuleForm.add_value(name, one, one),
        class_name="plain-select",
    )


def _criterion(name: str, label: str) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(label), html_for=f"ask_{name}"),
        rx.el.div(chips(RuleForm, name), _adding(name), class_name="criterion-values"),
        class_name="criterion",
    )


def _criteria() -> rx.Component:
    match = choice(
        "match",
        RuleForm.texts.match,
        rx.el.option(t("It matches all that is asked for"), value="all"),
        rx.el.option(t("It matches any of what is asked for"), value="any"),
        aria_label=t("How it matches"),
    )
    wrong = rx.cond(RuleForm.wrong_field == "criteria", RuleForm.wrong, "")
    return rx.el.fieldset(
        rx.el.legend(t("For which work")),
        *[_criterion(name, label) for name, label in FIELDS.items()],
        match,
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        class_name="fields",
    )


def _amount(name: str, label: str, value: rx.Var[str], **more: str) -> rx.Component:
    control = text_input(name, value, input_mode="decimal", auto_complete="off", **more)
    return field(label, name, control, error=_error(name))


def _factors() -> rx.Component:
    texts = RuleForm.texts
    fields = [
        _amount(f"factor_{tier}", label, texts.factors[tier], placeholder="1") for tier, label in enumerate(TIERS)
    ]
    return rx.el.div(*fields, class_name="four", role="group", aria_label=t("Factors"))


def _tiers() -> rx.Component:
    fields = [_amount(f"rate_{tier}", label, RuleForm.texts.rates[tier]) for tier, label in enumerate(TIERS)]
    return rx.el.div(*fields, class_name="four", role="group", aria_label=t("Prices"))


def _price() -> rx.Component:
    codes = [rx.el.option(code, value=code) for code in CURRENCIES]
    per = [rx.el.option(t("Per hour"), value="hour"), rx.el.option(t("Per request"), value="request")]
    kind = rx.el.select(
        *_options(KINDS), id="price_kind", name="price_kind", value=RuleForm.price_kind,
        on_change=RuleForm.choose_price, class_name="plain-select",
    )  # fmt: skip
    return rx.el.fieldset(
        rx.el.legend(t("Price")),
        rx.el.div(
            field("How it is stated", "price_kind", kind),
            field("Charged", "per", choice("per", RuleForm.texts.per, *per)),
            field(
                "Currency", "currency", choice("currency", RuleForm.texts.currency, *codes), error=_error("currency")
            ),
            class_name="three",
        ),
        rx.cond(RuleForm.price_kind == "tiers", _tiers(), _amount("rate", "Price", RuleForm.texts.rate)),
        rx.cond(RuleForm.price_kind == "factors", _factors()),
        class_name="fields",
    )


def _when() -> rx.Component:
    texts = RuleForm.texts
    after = lambda one: rx.el.option(t("After"), " ", one.name, value=one.value)  # noqa: E731 - one option
    places = [rx.el.option(t("First of all"), value="0"), rx.foreach(RuleForm.places, after)]
    return rx.el.fieldset(
        rx.el.legend(t("When it counts, and when it is tried")),
        rx.el.div(
            field("Tried", "after", choice("after", texts.after, *places), error=_error("after")),
            field(
                "First day", "first_day", text_input("first_day", texts.first_day, "date"), error=_error("first_day")
            ),
            field("Last day", "last_day", text_input("last_day", texts.last_day, "date"), error=_error("last_day")),
            class_name="three",
        ),
        class_name="fields",
    )


def _rounding() -> rx.Component:
    texts = RuleForm.texts
    return rx.el.details(
        rx.el.summary(t("Rounding of its own")),
        rx.el.p(t("Left empty, the contract, the account or the organisation decides."), class_name="muted"),
        rx.el.div(
            _amount("step", "Step, in minutes", texts.step),
            _amount("minimum", "Minimum, in minutes", texts.minimum),
            field("Rounded", "mode", choice("mode", texts.mode, *_options(MODES))),
            field("For", "scope", choice("scope", texts.scope, *_options(SCOPES))),
            class_name="four",
        ),
        open=(texts.step != "") | (texts.minimum != ""),
        class_name="fields",
    )


def _form() -> rx.Component:
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    name = text_input("name", RuleForm.texts.name, auto_complete="off", required=True, auto_focus=True)
    return rx.form(
        field("Name", "name", name, error=_error("name")),
        _criteria(),
        _price(),
        _when(),
        _rounding(),
        refusal(RuleForm, *SHOWN, "criteria"),
        conflict(RuleForm),
        rx.el.div(
            cancel,
            rx.button(t("Look at the effect"), type="submit", loading=RuleForm.is_running),
            class_name="row dialog-actions",
        ),
        on_submit=RuleForm.look,
        class_name="stack",
    )


def _heads() -> rx.Component:
    saving = rx.cond(RuleForm.number > 0, dialog_head("Change the rule"), dialog_head("New rule"))
    return rx.match(RuleForm.kind, *[(kind, dialog_head(title)) for kind, title in TITLES.items()], saving)


def rule_dialog() -> rx.Component:
    """Return the dialog."""
    is_form = RuleForm.kind == "save"
    return rx.dialog.root(
        rx.dialog.content(
            _heads(),
            # What was typed stays there while its effect is looked at.
            rx.cond(is_form, rx.el.div(_form(), hidden=RuleForm.is_looked_at)),
            rx.cond(RuleForm.is_looked_at, effect_view(RuleForm, has_form=is_form)),
            max_width="720px",
            aria_describedby=rx.Var("undefined"),
        ),
        open=RuleForm.is_open,
        on_open_change=RuleForm.toggle,
    )
