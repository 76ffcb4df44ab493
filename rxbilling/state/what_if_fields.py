"""The question of the what-if page: read from what its form says."""

from dataclasses import dataclass

from rxbilling.engine.terms import Rounding
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.services.plans import ListedPlan
from rxbilling.services.rules import ListedRule
from rxbilling.services.what_if_changes import (
    NO_SHARE,
    Change,
    OtherPlan,
    OtherRounding,
    PlanTerms,
    PricesTimes,
    RulePrice,
)
from rxbilling.state.contract_fields import rounding_typed
from rxbilling.state.forms import FormData, text_of
from rxbilling.state.quantities import money_typed, quantity_typed, share_typed
from rxbilling.state.term_fields import number_of
from rxbilling.state.wording import TIERS

ALL = 10_000
UNITS = {"hour": "second", "request": "request", "fixed": "second", "retainer": "money"}
KINDS = ("prices", "rule", "plan", "other", "rounding")
NO_PRICE = Message(N_("Give a price for each of the four tiers."))


@dataclass
class RoundingTexts:
    """A rounding policy as it is typed."""

    increment: str = "15"
    minimum: str = ""
    mode: str = "up"
    scope: str = "entry"


def question_of(form: FormData, kind: str, language: str, plan: ListedPlan | None, rule: ListedRule | None) -> Change:
    """Return what a form asks; amounts are in the currency of its plan or rule.

    Raises:
        Invalid: a value cannot be taken; the field is named.
    """
    match kind:
        case "rule":
            return RulePrice(rule.number if rule else 0, _rates(form, language, rule.draft.currency if rule else "EUR"))
        case "plan":
            return _plan_terms(form, language, plan)
        case "other":
            return OtherPlan(plan.number if plan else 0, number_of(form, "instead"))
        case "rounding":
            return OtherRounding(rounding_typed(form) or Rounding())
        case _:
            percent = text_of(form, "percent")
            # Elsewhere an empty percentage is none; here nothing would be asked.
            if not percent:
                raise Invalid("percent", NO_SHARE)
            return PricesTimes(ALL + share_typed(percent, "percent"))


def _plan_terms(form: FormData, language: str, plan: ListedPlan | None) -> PlanTerms:
    if plan is None:
        return PlanTerms(0)
    draft, currency = plan.draft, plan.draft.currency
    base = money_typed(form, "base_charge", language, currency)
    allowance = quantity_typed(form, "allowance", UNITS[draft.type], language, currency)
    rates = _rates(form, language, currency, "overage") if draft.overage_rates else None
    # What is as it was is not asked: contracts keep what they have agreed of it.
    return PlanTerms(
        plan.number,
        base_charge=None if base == draft.base_charge else base,
        allowance=None if allowance == draft.allowance_amount else allowance,
        overage_rates=None if rates == draft.overage_rates else rates,
    )


def _rates(form: FormData, language: str, currency: str, name: str = "rate") -> tuple[int, int, int, int]:
    found = [money_typed(form, f"{name}_{place}", language, currency) for place in range(len(TIERS))]
    operational, non_operational, weekend, holiday = found
    if operational is None or non_operational is None or weekend is None or holiday is None:
        raise Invalid("rates", NO_PRICE)
    return operational, non_operational, weekend, holiday
