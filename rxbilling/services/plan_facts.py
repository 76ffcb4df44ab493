"""A support plan for the audit trail."""

from decimal import Decimal

from rxbilling.exchange.money_text import major_text
from rxbilling.models import SupportPlan, TopUpOffer
from rxbilling.services.audit import Facts


def facts(plan: SupportPlan, offers: list[TopUpOffer]) -> Facts:
    """Return a plan, with the top-ups that can be bought for it, as texts."""
    rates = " / ".join(major_text(rate, plan.currency) for rate in plan.overage_rates or ())
    cap = "" if plan.carry_over_cap is None else f", {_quantity(plan, plan.carry_over_cap)}"
    return {
        "name": plan.name,
        "note": plan.description,
        "plan type": plan.type,
        "plan mode": plan.mode,
        "cycle": plan.cycle,
        "anchor": plan.anchor,
        "base charge": _money(plan, plan.base_charge),
        "prorated": _yes(said=plan.prorate),
        "allowance": _quantity(plan, plan.allowance_amount) if plan.allowance_amount else None,
        "allowance prorated": _yes(said=plan.prorate_allowance),
        "only operational": _yes(said=plan.only_operational_draws),
        "factors": " / ".join(f"{Decimal(factor).scaleb(-4).normalize():f}" for factor in plan.burn_bp),
        "price": f"{rates} {plan.currency}" if rates else None,
        "per": plan.overage_per,
        "afterwards": plan.after_allowance,
        "grace": f"{Decimal(plan.grace_bp).scaleb(-2).normalize():f} %",
        "carried over": f"{plan.carry_over_cycles}{cap}" if plan.carry_over_cycles else None,
        "top-ups": "; ".join(_offer(plan, offer) for offer in offers) or None,
        "default": _yes(said=plan.is_default),
        "active": _yes(said=plan.active),
    }


def _yes(*, said: bool) -> str:
    return "yes" if said else "no"


def _money(plan: SupportPlan, amount: int) -> str:
    return f"{major_text(amount, plan.currency)} {plan.currency}"


def _quantity(plan: SupportPlan, amount: int) -> str:
    if plan.allowance_unit == "money":
        return _money(plan, amount)
    if plan.allowance_unit == "request":
        return str(amount)
    return f"{amount // 3600}:{amount // 60 % 60:02}"


def _offer(plan: SupportPlan, offer: TopUpOffer) -> str:
    return f"{offer.name}: {_quantity(plan, offer.amount)}, {_money(plan, offer.price)}"
