"""What is asked before a question becomes a change: which plan or rule, from when on, and what will be otherwise."""

from collections.abc import Iterator
from datetime import date, timedelta

from rxbilling.engine.tier_rates import Four, tier_rates
from rxbilling.locales import N_, tr
from rxbilling.services import plans, rules
from rxbilling.services.access import Actor
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.what_if_changes import PlanTerms, RulePrice
from rxbilling.services.what_if_making import with_terms
from rxbilling.state import wording
from rxbilling.state.plan_words import allowance

NEW_VERSION = N_(
    "“{name}” gets a new version from {day} on: {changes}. Contracts keep the one they have until you move them."
)
AT_ONCE = N_("No contract uses “{name}”: it is changed at once, whatever the day: {changes}.")
SUCCESSOR = N_("“{name}” ends on {last}, and another rule takes its place from {day} on: {changes}.")


def change_in_words(actor: Actor, change: PlanTerms | RulePrice, day: date) -> str:
    """Return what a change from a day on would store.

    Raises:
        Refused: the actor may not, or the plan or rule is gone.
    """
    language, from_day = actor.language, wording.day(actor.language, day)
    if isinstance(change, PlanTerms):
        plan = plans.look(actor, change.plan_id)
        told = _joined(language, _terms(language, plan.draft, with_terms(plan.draft, change)))
        if not plan.contracts:
            return tr(language, AT_ONCE, name=plan.draft.name, changes=told)
        return tr(language, NEW_VERSION, name=plan.draft.name, day=from_day, changes=told)
    rule = rules.look(actor, change.rule_id).draft
    told = _joined(language, _rates(language, rule.currency, tier_rates(rule.price), change.rates))
    last = wording.day(language, day - timedelta(days=1))
    return tr(language, SUCCESSOR, name=rule.name, last=last, day=from_day, changes=told)


def _joined(language: str, told: Iterator[str]) -> str:
    return ", ".join(told) or tr(language, N_("nothing is otherwise"))


def _terms(language: str, before: PlanDraft, after: PlanDraft) -> Iterator[str]:
    if before.base_charge != after.base_charge:
        charges = (wording.money(language, one.base_charge, one.currency) for one in (before, after))
        yield f"{tr(language, N_('Base charge'))} {' → '.join(charges)}"
    if before.allowance_amount != after.allowance_amount:
        yield f"{tr(language, N_('Included'))} {allowance(language, before)} → {allowance(language, after)}"
    if before.overage_rates and after.overage_rates:
        yield from _rates(language, before.currency, before.overage_rates, after.overage_rates)


def _rates(language: str, currency: str, before: Four, after: Four) -> Iterator[str]:
    for tier, pair in zip(wording.TIERS, zip(before, after, strict=True), strict=True):
        if pair[0] != pair[1]:
            yield f"{tr(language, tier)} {' → '.join(wording.money(language, rate, currency) for rate in pair)}"
