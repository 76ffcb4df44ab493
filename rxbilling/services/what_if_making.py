"""Making what was asked real from a day on: a rule's successor, or a new version of a plan (R24)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rxbilling.engine.tier_rates import with_tier_rates
from rxbilling.locales import N_, Message
from rxbilling.services import plan_changes, plans, rule_changes, rules
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.what_if_changes import Change, PlanTerms, RulePrice

FROM = N_("{name} (from {day})")
NOT_THIS = Message(N_("Only the price of a rule and the terms of a plan can be made a change here."))
TOO_EARLY = Message(N_("The rule counts from a later day: change it on the page of bill rules."))


def make(actor: Actor | None, change: Change, day: date) -> None:
    """Let a rule's price end before a day and another take its place, or give a plan a new version from that day.

    Contracts keep their version of a plan until they are moved.

    Raises:
        Refused: the actor may not, it is gone, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    match change:
        case RulePrice(number, rates):
            _succeed(actor, number, rates, day)
        case PlanTerms(number):
            _new_version(actor, number, change, day)
        case _:
            raise NotNow(NOT_THIS)


def _succeed(actor: Actor, number: int, rates: tuple[int, int, int, int], day: date) -> None:
    """Add the successor first, which has no work as long as the rule before it has not ended."""
    rule = rules.look(actor, number)
    if rule.draft.first_day is not None and rule.draft.first_day >= day:
        raise Invalid("from_day", TOO_EARLY)
    name = Message(FROM, {"name": rule.draft.name, "day": day}).text(actor.language)
    price = with_tier_rates(rule.draft.price, rates)
    after = replace(rule.draft, name=name, price=price, first_day=day, after=number)
    rule_changes.carry_out(actor, rule_changes.Saving(after))
    before = replace(rule.draft, last_day=day - timedelta(days=1))
    rule_changes.carry_out(actor, rule_changes.Saving(before, number, rule.version))


def _new_version(actor: Actor, number: int, change: PlanTerms, day: date) -> None:
    plan = plans.look(actor, number)
    plan_changes.save(actor, plan_changes.Saving(with_terms(plan.draft, change), number, plan.version, day))


def with_terms(draft: PlanDraft, change: PlanTerms) -> PlanDraft:
    """Return a plan with the terms that are asked for in the place of its own."""
    asked: dict[str, Any] = {
        "base_charge": change.base_charge,
        "allowance_amount": change.allowance,
        "overage_rates": change.overage_rates,
    }
    return replace(draft, **{name: value for name, value in asked.items() if value is not None})
