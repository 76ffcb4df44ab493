"""What a person says of a support plan, checked against what is stored (R14 to R18, R21)."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.engine.terms import NO_FACTOR_BP
from rxbilling.engine.tier_rates import Four, rates_of
from rxbilling.exchange.amounts import LARGEST, TOO_LARGE
from rxbilling.exchange.quote_values import MOST_BASIS_POINTS, MOST_MINOR_UNITS
from rxbilling.locales import N_, Message
from rxbilling.models import SupportPlan, TopUpOffer, plan_rows
from rxbilling.models.contracts import AFTER_ALLOWANCE, ANCHORS, BILLING_MODES, CYCLES, PLAN_TYPES, PRICE_UNITS
from rxbilling.services.access import Invalid
from rxbilling.services.expense_drafts import NO_CURRENCY, currencies
from rxbilling.services.inputs import plain
from rxbilling.services.rule_drafts import LONGEST_NAME, NO_FACTOR, NO_NAME

# What a plan of a type includes: a fixed one includes all work by its rules.
UNITS = {"hour": "second", "request": "request", "fixed": "second", "retainer": "money"}
WORDS = {
    "type": PLAN_TYPES, "mode": BILLING_MODES, "cycle": CYCLES, "anchor": ANCHORS, "overage_per": PRICE_UNITS,
    "after_allowance": AFTER_ALLOWANCE,
}  # fmt: skip
LONGEST_TEXT, MOST_OFFERS, MOST_CYCLES = 1000, 20, 120
SAME_NAME = Message(N_("There is a plan of this name already."))
NO_WORD = Message(N_("Choose one of the list."))
LONG_TEXT = Message(N_("A description has at most {count} characters."), {"count": LONGEST_TEXT})
NO_ALLOWANCE = Message(N_("A plan of a fixed charge has no allowance: its rules say what work costs."))
NO_CYCLES = Message(N_("Carry over for 0 to {count} cycles."), {"count": MOST_CYCLES})
NO_OFFER = Message(N_("A top-up has a name, and an amount of more than 0; there are at most {count}."),
                   {"count": MOST_OFFERS})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A top-up that can be bought, in the unit of the plan."""

    name: str
    amount: int
    price: int


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A support plan as somebody wants it; amounts are in the unit of its type, money in minor units."""

    name: str
    currency: str
    description: str = ""
    type: str = "hour"
    mode: str = "postpaid"
    cycle: str = "month"
    anchor: str = "calendar"
    base_charge: int = 0
    prorate: bool = False
    allowance_amount: int = 0
    prorate_allowance: bool = False
    only_operational_draws: bool = False
    burn_bp: Four = (NO_FACTOR_BP,) * 4
    overage_per: str = "hour"
    overage_rates: Four | None = None
    after_allowance: str = "allow"
    grace_bp: int = 0
    carry_over_cap: int | None = None
    carry_over_cycles: int = 0
    is_default: bool = False
    active: bool = True
    offers: tuple[Offer, ...] = ()


# What can be said of a plan in use without another agreement.
FREE = frozenset({"name", "description", "is_default", "active"})
TERMS = tuple(name for name in PlanDraft.__dataclass_fields__ if name not in {*FREE, "offers"})


def draft_of(plan: SupportPlan, offers: list[TopUpOffer]) -> PlanDraft:
    """Return a stored plan as a draft."""
    same = {name: getattr(plan, name) for name in (*FREE, *TERMS)}
    rates = None if plan.overage_rates is None else rates_of(plan.overage_rates)
    made = tuple(Offer(offer.name, offer.amount, offer.price) for offer in offers)
    return PlanDraft(**same | {"burn_bp": rates_of(plan.burn_bp), "overage_rates": rates, "offers": made})


def check(db: Database, draft: PlanDraft, number: int) -> None:
    """Refuse what cannot be stored; ``number`` is the plan whose new values these are, 0 for a new one.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    _check_words(db, draft, number)
    _check_amounts(draft)
    if draft.type == "fixed" and draft.allowance_amount:
        raise Invalid("allowance", NO_ALLOWANCE)
    if not 0 <= draft.carry_over_cycles <= MOST_CYCLES:
        raise Invalid("carry_over_cycles", NO_CYCLES)
    if len(draft.offers) > MOST_OFFERS:
        raise Invalid("offers", NO_OFFER)
    for offer in draft.offers:
        if not (0 < len(plain(offer.name).strip()) <= LONGEST_NAME and 0 < offer.amount <= LARGEST):
            raise Invalid("offers", NO_OFFER)
        _check_amount("offers", offer.price, LARGEST)


def _check_words(db: Database, draft: PlanDraft, number: int) -> None:
    name = plain(draft.name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    holder = plan_rows.named(db, name)
    if holder is not None and holder.id != number:
        raise Invalid("name", SAME_NAME)
    if len(draft.description) > LONGEST_TEXT:
        raise Invalid("description", LONG_TEXT)
    for field, words in WORDS.items():
        if getattr(draft, field) not in words:
            raise Invalid(field, NO_WORD)
    if draft.currency not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": draft.currency[:10]}))


def _check_amounts(draft: PlanDraft) -> None:
    _check_amount("base_charge", draft.base_charge, LARGEST)
    _check_amount("allowance", draft.allowance_amount, LARGEST)
    _check_amount("carry_over_cap", draft.carry_over_cap or 0, LARGEST)
    for tier in range(4):
        _check_amount(f"overage_{tier}", (draft.overage_rates or draft.burn_bp)[tier], MOST_MINOR_UNITS)
        _check_factor(f"burn_{tier}", draft.burn_bp[tier])
    _check_factor("grace", draft.grace_bp)


def _check_amount(field: str, amount: int, most: int) -> None:
    if not 0 <= amount <= most:
        raise Invalid(field, TOO_LARGE)


def _check_factor(field: str, factor: int) -> None:
    if not 0 <= factor <= MOST_BASIS_POINTS:
        raise Invalid(field, NO_FACTOR)
