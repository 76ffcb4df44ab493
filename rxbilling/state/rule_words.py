"""Bill rules in words: what they ask for, what they cost, when they count, how they round."""

from collections.abc import Mapping

from rxbilling.engine.terms import NO_FACTOR_BP, Price, Rounding
from rxbilling.engine.tier_rates import tier_rates
from rxbilling.locales import N_, tr
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.state import wording
from rxbilling.state.why_words import MODES

FIELDS = {
    "account": N_("Account"),
    "service": N_("Service"),
    "rep": N_("Rep"),
    "role": N_("Rep role"),
    "product": N_("Product"),
    "priority": N_("Priority"),
    "ticket_type": N_("Ticket type"),
}
LEVELS = {
    "general": N_("General rules"),
    "plan": N_("Of a support plan"),
    "account": N_("Of an account"),
    "contract": N_("Of a contract"),
}
SCOPES = {
    "entry": N_("each time entry"),
    "ticket-day": N_("each ticket and day"),
    "ticket": N_("each ticket and bill cycle"),
    "day": N_("each day"),
    "cycle": N_("each bill cycle"),
}
MISSES = {
    "account": N_("another account"),
    "service": N_("another service"),
    "rep": N_("another rep"),
    "role": N_("another rep role"),
    "product": N_("another product"),
    "priority": N_("another priority"),
    "ticket_type": N_("another ticket type"),
    "days": N_("not in force on this day"),
    "currency": N_("another currency"),
}
NAMES_SHOWN = 4


def conditions(language: str, draft: RuleDraft, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what a rule asks for, one text a field; nothing where it matches all work."""
    return [
        tr(language, N_("{field} is {names}"), field=tr(language, FIELDS[field]), names=_some(language, names[field]))
        for field in FIELDS
        if draft.criteria.get(field)
    ]


def _some(language: str, names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return shown if more <= 0 else f"{shown} +{wording.number(language, more)}"


def price(language: str, rule: Price, currency: str) -> str:
    """Return the first of the prices, or the only one, with what it is for."""
    per = N_("{rate} per request") if rule.per == "request" else N_("{rate} an hour")
    rate = tier_rates(rule)[0] if price_kind(rule) == "tiers" else rule.rates[0]
    return tr(language, per, rate=wording.money(language, rate, currency))


def tiers(language: str, rule: Price, currency: str) -> list[str]:
    """Return what each tier after the first costs, where it differs."""
    if price_kind(rule) == "fixed":
        return []
    return [f"{tr(language, wording.TIERS[tier])} {_tier(language, rule, tier, currency)}" for tier in range(1, 4)]


def _tier(language: str, rule: Price, tier: int, currency: str) -> str:
    if price_kind(rule) == "tiers":
        return wording.money(language, tier_rates(rule)[tier], currency)
    return f"× {wording.factor(language, rule.factors_bp[tier])}"


def price_kind(rule: Price) -> str:
    """Return how a price is stated: one for all tiers, one with factors, or one for each tier, its factor included."""
    if len(set(rule.rates)) > 1:
        return "tiers"
    return "fixed" if set(rule.factors_bp) == {NO_FACTOR_BP} else "factors"


def days(language: str, draft: RuleDraft) -> str:
    """Return when a rule counts; nothing where it always does."""
    if draft.first_day is None:
        last = draft.last_day
        return tr(language, N_("until {day}"), day=wording.day(language, last)) if last else ""
    return wording.days(language, draft.first_day, draft.last_day)


def rounding(language: str, policy: Rounding | None) -> str:
    """Return how a rule rounds; nothing where the contract, the account or the organisation says so."""
    if policy is None:
        return ""
    if policy.increment_s <= 1 and not policy.minimum_s:
        return tr(language, N_("Nothing is rounded"))
    told = [tr(language, SCOPES[policy.scope])]
    if policy.minimum_s:
        told.append(tr(language, N_("at least {length}"), length=wording.exact(policy.minimum_s)))
    if policy.increment_s > 1:
        told.append(tr(language, MODES[policy.mode], step=wording.exact(policy.increment_s)))
    text = ", ".join(told)
    return text[:1].upper() + text[1:]
