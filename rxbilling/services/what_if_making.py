"""Making what was asked real from a day on, for those whose work was looked at (R24).

Rules get successors, plans new versions, and contracts go on under other terms from their next cycle. What is shown
before is the change itself, made in a transaction that is rolled back.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.locales import N_, Message
from rxbilling.models import Account, BillRule, agreement_rows, plan_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import effects, plan_changes, pricing, what_if_changes, what_if_contracts, what_if_rules
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.clock import today
from rxbilling.services.contract_checks import UNKNOWN
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import may_be_number
from rxbilling.services.plan_drafts import PlanDraft, draft_of
from rxbilling.services.rule_successors import counts_from
from rxbilling.services.what_if_changes import Change, OtherPlan, PlanTerms, RulePrice
from rxbilling.services.what_if_contracts import MadeContracts
from rxbilling.services.what_if_rules import Concerned, MadeRules

TOO_EARLY = Message(N_("The rule counts from a later day: change it on the page of bill rules."))
SWITCHED_OFF = Message(N_("The rule is switched off: it sets no prices."))
TOO_LATE = Message(N_("The rule ends before that day."))
NO_CONTRACT = Message(N_("No contract uses this plan on that day or later."))
NOTHING = Message(N_("Nothing would be otherwise from that day on."))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that is to count from a day on, for all accounts or (where any are given) for these alone."""

    change: Change
    day: date
    accounts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What is stored for a change: for which accounts (names; none for all), rules, plans, contracts.

    ``basis`` tells what was agreed before from what was agreed before another.
    """

    accounts: tuple[str, ...]
    rules: MadeRules
    contracts: MadeContracts
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be stored, and what it does to work that is not billed."""

    made: Made
    effect: Effect


def look(actor: Actor | None, wanted: Wanted) -> Preview:
    """Return what a change would store and do; nothing is stored.

    Raises:
        Refused: as ``make`` would.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    made: list[Made] = []
    effect = effects.effect(lambda db: made.append(_make(db, actor, wanted)), wanted.accounts or None)
    return Preview(made[0], effect)


def make(actor: Actor | None, wanted: Wanted, seen: Made) -> None:
    """Make a change from a day on that ``look`` has shown, and price the work again that is not billed.

    Contracts keep their version of a plan whose terms change until they are moved, where it is not for some alone.

    Raises:
        Refused: the actor may not, something it is about is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        if _make(db, actor, wanted) != seen:
            raise Changed
        pricing.price(db, wanted.accounts or None, until=today("UTC").toordinal(), revision=next_revision(db))


def with_terms(draft: PlanDraft, change: PlanTerms) -> PlanDraft:
    """Return a plan with the terms that are asked for in the place of its own."""
    asked: dict[str, Any] = {
        "base_charge": change.base_charge,
        "allowance_amount": change.allowance,
        "overage_rates": change.overage_rates,
    }
    return replace(draft, **{name: value for name, value in asked.items() if value is not None})


def _make(db: Database, actor: Actor, wanted: Wanted) -> Made:
    """Make the change in a transaction that is open; return what it stored."""
    what_if_changes.check(db, wanted.change)
    if not FIRST_DAY < wanted.day.toordinal() <= LAST_DAY:
        raise Invalid("from_day", NOT_OUR_TIME)
    names = tuple(_name(db, account) for account in wanted.accounts)
    basis = hashlib.sha256(repr(agreement_rows.versions(db)).encode()).hexdigest()
    day, accounts = wanted.day.toordinal(), wanted.accounts
    contracts = (rows(db, day, accounts) for rows in (agreement_rows.running_from, agreement_rows.coming_until))
    concerned = Concerned(wanted.day, accounts, *map(tuple, contracts))
    if isinstance(wanted.change, PlanTerms) and not wanted.accounts:
        return Made(names, MadeRules(), _new_version(db, actor, wanted.change, wanted.day), basis)
    if isinstance(wanted.change, RulePrice):
        _check_days(db, wanted.change.rule_id, wanted.day)
    # Plans and contracts hand their rules on, so that these come first.
    rules = what_if_rules.carry_out(db, actor, wanted.change, concerned)
    made = Made(names, rules, what_if_contracts.carry_out(db, actor, wanted.change, concerned), basis)
    _check_something(made, wanted.change)
    return made


def _name(db: Database, account: int) -> str:
    row = db.get(Account, account) if may_be_number(account) else None
    if row is None:
        raise NotThere(UNKNOWN[Account])
    return row.name


def _check_days(db: Database, number: int, day: date) -> None:
    rule = db.get_one(BillRule, number)
    if not rule.active:
        raise Invalid("from_day", SWITCHED_OFF)
    if rule.first_day is not None and rule.first_day >= day.toordinal():
        raise Invalid("from_day", TOO_EARLY)
    if not counts_from(rule, day):
        raise Invalid("from_day", TOO_LATE)


def _check_something(made: Made, change: Change) -> None:
    """Refuse a change of which nothing comes, with the first reason that there is."""
    if made.rules.succeeded or made.rules.own or made.contracts.plans or made.contracts.moved:
        return
    if made.contracts.kept:
        raise NotNow(made.contracts.kept[0])
    raise NotNow(NO_CONTRACT if isinstance(change, OtherPlan | PlanTerms) else NOTHING)


def _new_version(db: Database, actor: Actor, change: PlanTerms, day: date) -> MadeContracts:
    plan = plan_changes.there(db, change.plan_id)
    draft = draft_of(plan, plan_rows.offers(db, change.plan_id))
    if (after := with_terms(draft, change)) == draft:
        raise NotNow(NOTHING)
    saving = plan_changes.Saving(after, change.plan_id, plan.version, day)
    name = plan.name
    plan_changes.save_in(db, actor, saving)
    return MadeContracts((name,))
