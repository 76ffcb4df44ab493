"""The fields of a support plan: read from what its form says, and told as text."""

from dataclasses import dataclass, field
from typing import Any

from rxbilling.engine.terms import NO_FACTOR_BP
from rxbilling.engine.tier_rates import rates_of
from rxbilling.exchange.durations import NOT_A_DURATION, duration_seconds
from rxbilling.exchange.quote_values import MOST_BASIS_POINTS
from rxbilling.locales import Message
from rxbilling.services.access import Invalid
from rxbilling.services.expense_drafts import NO_CURRENCY, currencies
from rxbilling.services.plan_drafts import MOST_OFFERS, UNITS, Offer, PlanDraft
from rxbilling.state.forms import FormData, text_of
from rxbilling.state.quantities import whole_typed
from rxbilling.state.term_fields import (
    decimal_of,
    decimal_text,
    four_of,
    money_of,
    money_typed,
)

TIERS, HOUR, PERCENT = range(4), 3600, 100
WORDS = ("name", "description", "type", "mode", "cycle", "anchor", "overage_per", "after_allowance")
MARKS = ("prorate", "prorate_allowance", "only_operational_draws", "is_default", "active")


@dataclass
class OfferTexts:
    """A top-up that can be bought, as text; its fields end with its place."""

    place: str = ""
    name: str = ""
    amount: str = ""
    price: str = ""


@dataclass
class PlanTexts:
    """What the fields of a form begin with."""

    name: str = ""
    description: str = ""
    mode: str = "prepaid"
    cycle: str = "month"
    anchor: str = "calendar"
    currency: str = ""
    base_charge: str = ""
    prorate: bool = False
    allowance: str = ""
    prorate_allowance: bool = False
    only_operational_draws: bool = False
    burns: list[str] = field(default_factory=lambda: [""] * 4)
    overage_per: str = "hour"
    overages: list[str] = field(default_factory=lambda: [""] * 4)
    after_allowance: str = "allow"
    grace: str = ""
    carry_over_cap: str = ""
    carry_over_cycles: str = ""
    is_default: bool = False
    active: bool = True


def texts_of(language: str, draft: PlanDraft) -> PlanTexts:
    """Return a draft as text."""
    overages = draft.overage_rates or ()
    cap = draft.carry_over_cap
    return PlanTexts(
        **{name: getattr(draft, name) for name in (*WORDS, *MARKS) if name != "type"},
        currency=draft.currency,
        base_charge=money_typed(language, draft.base_charge, draft.currency) if draft.base_charge else "",
        allowance=quantity_text(language, draft, draft.allowance_amount) if draft.allowance_amount else "",
        burns=[
            "" if factor == NO_FACTOR_BP else decimal_text(language, factor, NO_FACTOR_BP) for factor in draft.burn_bp
        ],
        overages=[money_typed(language, rate, draft.currency) for rate in overages] or [""] * 4,
        grace=decimal_text(language, draft.grace_bp, PERCENT) if draft.grace_bp else "",
        carry_over_cap="" if cap is None else quantity_text(language, draft, cap),
        carry_over_cycles=str(draft.carry_over_cycles) if draft.carry_over_cycles else "",
    )


def offers_of(language: str, draft: PlanDraft) -> list[OfferTexts]:
    """Return the top-ups of a draft as text."""
    return [
        OfferTexts(
            str(place),
            offer.name,
            quantity_text(language, draft, offer.amount),
            money_typed(language, offer.price, draft.currency),
        )
        for place, offer in enumerate(draft.offers)
    ]


def quantity_text(language: str, draft: PlanDraft, amount: int) -> str:
    """Return an amount in the unit of a plan, as it is typed: hours, requests or money."""
    unit = UNITS[draft.type]
    if unit == "money":
        return money_typed(language, amount, draft.currency)
    return f"{amount // HOUR}:{amount // 60 % 60:02}" if unit == "second" else str(amount)


def draft_of(language: str, form: FormData) -> PlanDraft:
    """Return what the form says.

    Raises:
        Invalid: a field is not what it should be.
    """
    currency = text_of(form, "currency")
    if currency not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": currency[:10]}))
    unit = UNITS.get(text_of(form, "type"), "second")
    cap = text_of(form, "carry_over_cap")
    same: dict[str, Any] = {name: text_of(form, name) for name in WORDS}
    same |= {name: bool(form.get(name)) for name in MARKS}
    return PlanDraft(
        **same,
        currency=currency,
        base_charge=money_of(form, "base_charge", language, currency),
        allowance_amount=_quantity(form, "allowance", unit, language, currency),
        burn_bp=rates_of([decimal_of(form, f"burn_{tier}", NO_FACTOR_BP, NO_FACTOR_BP) for tier in TIERS]),
        overage_rates=four_of(form, "overage", language, currency),
        grace_bp=min(decimal_of(form, "grace", PERCENT), MOST_BASIS_POINTS + 1),
        carry_over_cap=_quantity(form, "carry_over_cap", unit, language, currency) if cap else None,
        carry_over_cycles=whole_typed(form, "carry_over_cycles") or 0,
        offers=tuple(_offers(form, unit, language, currency)),
    )


def _quantity(form: FormData, name: str, unit: str, language: str, currency: str) -> int:
    if unit == "money":
        return money_of(form, name, language, currency)
    return whole_typed(form, name) or 0 if unit == "request" else _hours(form, name)


def _hours(form: FormData, name: str) -> int:
    text = text_of(form, name)
    seconds = duration_seconds(text) if text else 0
    if seconds is None:
        raise Invalid(name, NOT_A_DURATION)
    return seconds


def _offers(form: FormData, unit: str, language: str, currency: str) -> list[Offer]:
    places = [place for place in range(MOST_OFFERS) if text_of(form, f"offer_name_{place}")]
    return [
        Offer(
            text_of(form, f"offer_name_{place}"),
            _quantity(form, f"offer_amount_{place}", unit, language, currency),
            money_of(form, f"offer_price_{place}", language, currency),
        )
        for place in places
    ]
