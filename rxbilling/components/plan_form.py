"""The dialog of one support plan: what a cycle costs and includes, and what comes after it."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.expense_fields import CURRENCIES
from rxbilling.state.plan_fields import OfferTexts
from rxbilling.state.plan_form import PlanForm
from rxbilling.state.plan_words import AFTERWARDS, ANCHORS, CYCLES, MODES, PER, TYPES
from rxbilling.state.wording import TIERS

SHOWN = (
    "name", "description", "currency", "base_charge", "allowance", "grace", "carry_over_cap", "carry_over_cycles",
    "from_day", "offers", *(f"burn_{tier}" for tier in range(4)), *(f"overage_{tier}" for tier in range(4)),
)  # fmt: skip
HINTS = {
    "hour": "In hours, such as 10 or 7:30. Empty for none: all work is billed by the rules.",
    "request": "The number of requests. Empty for none: all work is billed by the rules.",
    "fixed": "",
    "retainer": "An amount of money that work is drawn from.",
}


def _error(name: str) -> rx.Var[str]:
    return error_of(PlanForm, name)


def _choose(label: str, name: str, words: dict[str, str], value: rx.Var[str]) -> rx.Component:
    options = [rx.el.option(t(word), value=code) for code, word in words.items()]
    return field(label, name, choice(name, value, *options))


def _typed(label: str, name: str, value: rx.Var[str], *, hint: str = "", **more: str) -> rx.Component:
    control = text_input(name, value, input_mode="decimal", auto_complete="off", **more)
    return field(label, name, control, hint=hint, error=_error(name))


def _mark(label: str, name: str, value: rx.Var[bool]) -> rx.Component:
    box = rx.el.input(type="checkbox", name=name, default_checked=value, key=f"{name}-" + value.to_string())
    return rx.el.label(box, rx.el.span(t(label)), class_name="offer")


def _what() -> rx.Component:
    texts = PlanForm.texts
    kind = rx.el.select(
        *[rx.el.option(t(word), value=code) for code, word in TYPES.items()],
        id="type", name="type", value=PlanForm.type, on_change=PlanForm.choose_type, class_name="plain-select",
    )  # fmt: skip
    name = text_input("name", texts.name, required=True, auto_complete="off", auto_focus=True)
    description = text_input("description", texts.description, auto_complete="off")
    return rx.fragment(
        rx.el.div(
            field("Name", "name", name, error=_error("name")),
            field("Description", "description", description, error=_error("description")),
            class_name="pair",
        ),
        rx.el.div(
            field("What it includes", "type", kind),
            _choose("Paid", "mode", MODES, texts.mode),
            class_name="pair",
        ),
    )


def _cycle() -> rx.Component:
    texts = PlanForm.texts
    codes = [rx.el.option(code, value=code) for code in CURRENCIES]
    return rx.el.fieldset(
        rx.el.legend(t("Cycle and base charge")),
        rx.el.div(
            _choose("Bill cycle", "cycle", CYCLES, texts.cycle),
            _choose("It begins", "anchor", ANCHORS, texts.anchor),
            _typed("Base charge a cycle", "base_charge", texts.base_charge, placeholder="0"),
            field("Currency", "currency", choice("currency", texts.currency, *codes), error=_error("currency")),
            class_name="four",
        ),
        _mark("Charge a part of a cycle by its days", "prorate", texts.prorate),
        class_name="fields",
    )


def _four(label: str, name: str, values: rx.Var[list[str]], placeholder: str) -> rx.Component:
    fields = [_typed(tier, f"{name}_{code}", values[code], placeholder=placeholder) for code, tier in enumerate(TIERS)]
    return rx.el.div(
        rx.el.div(t(label), class_name="field-label"), rx.el.div(*fields, class_name="four"), role="group",
        aria_label=t(label),
    )  # fmt: skip


def _allowance() -> rx.Component:
    texts = PlanForm.texts
    hints = [(code, t(hint) if hint else "") for code, hint in HINTS.items()]
    amount = _typed("Allowance a cycle", "allowance", texts.allowance)
    return rx.el.fieldset(
        rx.el.legend(t("Allowance")),
        amount,
        rx.el.div(rx.match(PlanForm.type, *hints, ""), class_name="muted"),
        _mark("A part of a cycle includes a part of it", "prorate_allowance", texts.prorate_allowance),
        _mark("Only operational time draws on it", "only_operational_draws", texts.only_operational_draws),
        _four("How fast each tier draws: factors", "burn", texts.burns, "1"),
        rx.el.div(
            _typed("Carried over for (cycles)", "carry_over_cycles", texts.carry_over_cycles, placeholder="0"),
            _typed(
                "At most", "carry_over_cap", texts.carry_over_cap, hint="In the unit of the allowance; empty for all."
            ),
            class_name="pair",
        ),
        class_name="fields",
    )


def _afterwards() -> rx.Component:
    texts = PlanForm.texts
    return rx.el.fieldset(
        rx.el.legend(t("When the allowance is used up")),
        rx.el.div(
            _choose("New tickets", "after_allowance", AFTERWARDS, texts.after_allowance),
            _typed("Grace, in percent", "grace", texts.grace, placeholder="0"),
            _choose("Price beyond it", "overage_per", PER, texts.overage_per),
            class_name="three",
        ),
        _four("Price of each tier; where all are empty, the bill rules decide", "overage", texts.overages, ""),
        class_name="fields",
    )


def _offer(offer: rx.Var[OfferTexts]) -> rx.Component:
    def part(label: str, name: str, value: rx.Var[str]) -> rx.Component:
        return rx.el.input(
            name=name + offer.place, default_value=value, aria_label=t(label), placeholder=t(label),
            auto_complete="off", class_name="plain-input",
        )  # fmt: skip

    remove = rx.icon_button(
        rx.icon("x", size=15), type="button", variant="ghost", color_scheme="gray", aria_label=t("Remove the top-up"),
        on_click=PlanForm.drop_offer(offer.place),
    )  # fmt: skip
    return rx.el.div(
        part("Name of the top-up", "offer_name_", offer.name),
        part("Amount of the top-up", "offer_amount_", offer.amount),
        part("Price of the top-up", "offer_price_", offer.price),
        remove,
        class_name="offer-line",
        key=offer.place,
    )


def _offers() -> rx.Component:
    wrong = _error("offers")
    return rx.el.fieldset(
        rx.el.legend(t("Top-ups that can be bought")),
        rx.foreach(PlanForm.offers, _offer),
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        rx.el.div(
            rx.button(
                rx.icon("plus", size=14), t("Add a top-up"), type="button", variant="soft", size="1",
                on_click=PlanForm.add_offer,
            ),
            rx.el.span(t("Name, amount in the unit of the allowance, price."), class_name="muted"),
            class_name="row",
        ),
        class_name="fields",
    )  # fmt: skip


def _version() -> rx.Component:
    """Ask from when on a new version counts, where contracts use the plan."""
    day = text_input("from_day", "", "date")
    note = rx.el.div(
        rx.icon("git-branch", size=16),
        rx.el.span(
            t("Contracts that use this plan:"), " ", PlanForm.contracts, ". ",
            t("Other terms become a new version; contracts keep theirs until they are moved."),
        ),
        class_name="warning",
    )  # fmt: skip
    hint = "Not needed for the name, the description, the default, top-ups and whether it can be chosen."
    return rx.cond(
        PlanForm.contracts != "",
        rx.fragment(note, field("The new version counts from", "from_day", day, hint=hint, error=_error("from_day"))),
    )


def _form() -> rx.Component:
    texts = PlanForm.texts
    return rx.form(
        _version(),
        _what(),
        _cycle(),
        _allowance(),
        _afterwards(),
        _offers(),
        rx.el.div(
            _mark("It can be chosen for contracts", "active", texts.active),
            _mark("New contracts begin with it", "is_default", texts.is_default),
            class_name="row",
        ),
        refusal(PlanForm, *SHOWN),
        conflict(PlanForm),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Save"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=PlanForm.save,
        class_name="stack",
    )


def plan_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.cond(PlanForm.number > 0, dialog_head("Change the plan"), dialog_head("New plan")),
            _form(),
            max_width="760px",
            aria_describedby=rx.Var("undefined"),
        ),
        open=PlanForm.is_open,
        on_open_change=PlanForm.toggle,
    )
