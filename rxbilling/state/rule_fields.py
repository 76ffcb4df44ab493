"""The fields of a bill rule: read from what its form says, and told as text."""

from dataclasses import dataclass, field, replace
from typing import Any

from rxbilling.engine.terms import NO_FACTOR_BP, Price, Rounding
from rxbilling.engine.tier_rates import rates_of, tier_rates, with_tier_rates
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.services.expense_drafts import NO_CURRENCY, currencies
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.state import rule_words
from rxbilling.state.forms import FormData, text_of
from rxbilling.state.term_fields import (
    day_of,
    decimal_of,
    decimal_text,
    money_of,
    money_typed,
    number_of,
)
from rxbilling.state.why_words import MODES

FACTOR, MINUTE, TIERS = NO_FACTOR_BP, 60, range(4)
NO_PRICE = Message(N_("Give a price; 0 is one too."))


@dataclass
class RuleTexts:
    """What the fields of a form begin with."""

    name: str = ""
    match: str = "all"
    per: str = "hour"
    currency: str = ""
    rate: str = ""
    rates: list[str] = field(default_factory=lambda: [""] * 4)
    factors: list[str] = field(default_factory=lambda: [""] * 4)
    first_day: str = ""
    last_day: str = ""
    after: str = "0"
    step: str = ""
    minimum: str = ""
    mode: str = "up"
    scope: str = "entry"


def texts_of(language: str, draft: RuleDraft) -> RuleTexts:
    """Return a draft as text."""
    rounding = draft.rounding or Rounding()
    return RuleTexts(
        name=draft.name,
        match=draft.match,
        per=draft.price.per,
        currency=draft.currency,
        rate=money_typed(language, draft.price.rates[0], draft.currency),
        rates=[money_typed(language, rate, draft.currency) for rate in tier_rates(draft.price)],
        factors=[decimal_text(language, factor, FACTOR) for factor in draft.price.factors_bp],
        first_day=draft.first_day.isoformat() if draft.first_day else "",
        last_day=draft.last_day.isoformat() if draft.last_day else "",
        after=str(draft.after),
        step=decimal_text(language, rounding.increment_s, MINUTE) if draft.rounding else "",
        minimum=decimal_text(language, rounding.minimum_s, MINUTE) if rounding.minimum_s else "",
        mode=rounding.mode,
        scope=rounding.scope,
    )


def parts_of(language: str, form: FormData, kind: str, before: Price | None = None) -> dict[str, Any]:
    """Return the parts of a draft that the form says; what it asks for and whose it is, the page knows.

    ``before`` is the price that the form began with.

    Raises:
        Invalid: a field is not what it should be.
    """
    currency = text_of(form, "currency")
    if currency not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": currency[:10]}))
    return {
        "name": text_of(form, "name"),
        "match": text_of(form, "match"),
        "currency": currency,
        "price": _price(language, form, kind, currency, before),
        "after": number_of(form, "after"),
        "first_day": day_of(form, "first_day"),
        "last_day": day_of(form, "last_day"),
        "rounding": _rounding(form),
    }


def _price(language: str, form: FormData, kind: str, currency: str, before: Price | None) -> Price:
    fields = [f"rate_{tier}" for tier in TIERS] if kind == "tiers" else ["rate"]
    for name in fields:
        if not text_of(form, name):
            raise Invalid(name, NO_PRICE)
    rates = [money_of(form, name, language, currency) for name in fields]
    factors = [FACTOR] * 4
    if kind == "factors":
        factors = [decimal_of(form, f"factor_{tier}", FACTOR, FACTOR) for tier in TIERS]
    price = Price(
        "request" if text_of(form, "per") == "request" else "hour", rates_of((rates * 4)[:4]), rates_of(factors)
    )
    # What was not touched stays to the last digit, also where a rate with its factor is no whole number.
    return with_tier_rates(replace(before, per=price.per), price.rates) if before and kind == "tiers" else price


def _rounding(form: FormData) -> Rounding | None:
    """Without a step and a minimum the contract, the account or the organisation decides."""
    if not text_of(form, "step") and not text_of(form, "minimum"):
        return None
    mode, scope = text_of(form, "mode"), text_of(form, "scope")
    return Rounding(
        decimal_of(form, "step", MINUTE),
        decimal_of(form, "minimum", MINUTE),
        mode if mode in MODES else "up",  # type: ignore[arg-type]  # looked at just now
        scope if scope in rule_words.SCOPES else "entry",  # type: ignore[arg-type]  # as above
    )
