"""Adding, changing, ordering, switching and deleting bill rules: looked at before it is done, priced and audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.engine.terms import Rounding
from rxbilling.locales import N_, Message
from rxbilling.models import BillRule, rule_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.pricing_rows import Scope
from rxbilling.services import audit, effects, pricing, rule_drafts
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.clock import today
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.pricing import Priced
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.services.rule_facts import facts

SUBJECT = "bill rule"
GONE = Message(N_("There is no such bill rule."))
STILL_ON = Message(N_("Switch the rule off first: then you see what that changes."))
IN_USE = Message(N_("This rule has set prices: switch it off instead of deleting it."))
NO_PLACE = Message(N_("Choose after which rule of the same level it is tried."))


@dataclass(frozen=True, slots=True)
class Saving:
    """A rule is to be as a draft says; number 0 adds one."""

    draft: RuleDraft
    number: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Switching:
    """A rule is to count, or not."""

    number: int
    version: int
    active: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """A rule is to be tried right after another of its level, first of all for 0."""

    number: int
    version: int
    after: int


RuleChange = Saving | Switching | Moving


def effect(actor: Actor | None, change: RuleChange, months: Sequence[date] = ()) -> Effect:
    """Return what a change would do to work that is not billed, and to some months (first days) for comparison.

    Raises:
        Refused: the actor may not, the rule is gone or changed meanwhile, or a value cannot be taken.
    """
    require(actor, Right.CHANGE_TERMS)
    with reading() as db:
        scope = _scope(db, change)
    return effects.effect(lambda db: _make(db, change), scope, months)


def carry_out(actor: Actor | None, change: RuleChange) -> Priced:
    """Make a change, and price the work again that is not billed (R24).

    Raises:
        Refused: the actor may not, the rule is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        carry_out_in(db, actor, change)
        return pricing.price(db, _scope(db, change), until=today("UTC").toordinal())


def delete(actor: Actor | None, number: int, version: int) -> None:
    """Delete a rule that is switched off and has set no price.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or it has set a price.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        rule = _there(db, Switching(number, version, active=False))
        if rule.active:
            # It may round work whose price comes from elsewhere: switching it off shows what that changes.
            raise NotNow(STILL_ON)
        if rule_rows.is_used(db, number):
            raise NotNow(IN_USE)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=facts(db, rule))
        db.delete(rule)


def carry_out_in(db: Database, actor: Actor, change: RuleChange) -> BillRule:
    """Make a change in a transaction of others, after which work is to be priced again.

    Raises:
        Refused: as ``carry_out`` would.
    """
    before = facts(db, _there(db, change)) if change.number else {}
    rule = _make(db, change)
    if change.number:
        audit.record_change(db, actor, SUBJECT, change.number, before, facts(db, rule))
    else:
        audit.record(db, actor, "add", SUBJECT, subject_id=rule.id, after=facts(db, rule))
    return rule


def _scope(db: Database, change: RuleChange) -> Scope:
    """Return the accounts whose prices a change may move; None for all."""
    if isinstance(change, Saving) and not change.number:
        return rule_rows.accounts_of(db, change.draft.level, change.draft.level_of_id)
    rule = db.get(BillRule, change.number) if may_be_number(change.number) else None
    if rule is None:
        raise NotThere(GONE)
    return rule_rows.accounts_of(db, rule.level, rule.level_of_id)


def _there(db: Database, change: RuleChange) -> BillRule:
    """Return the rule that is to be changed, if it still has the version that the actor saw."""
    rule = db.get(BillRule, change.number) if may_be_number(change.number) else None
    if rule is None:
        raise NotThere(GONE)
    if rule.version != change.version:
        raise Changed
    return rule


def _make(db: Database, change: RuleChange) -> BillRule:
    """Make a change in a transaction that is open."""
    if isinstance(change, Saving):
        return _save(db, change)
    rule = _there(db, change)
    rule.version += 1
    if isinstance(change, Moving):
        _place(db, rule, change.after)
    else:
        rule.active = change.active
    db.add(rule)
    db.flush()
    return rule


def _save(db: Database, change: Saving) -> BillRule:
    draft = change.draft
    rule_drafts.check(db, draft)
    if change.number:
        rule = _there(db, change)
        if (rule.level, rule.level_of_id) != (draft.level, draft.level_of_id):
            raise Invalid("level", rule_drafts.NO_OWNER)
        rule.version += 1
        for name, value in _columns(draft).items():
            setattr(rule, name, value)
    else:
        # Behind all others, until it has its place.
        others = rule_rows.of_level(db, draft.level, draft.level_of_id)
        last = max((other.position for other in others), default=0) + 1
        rule = BillRule(level=draft.level, level_of_id=draft.level_of_id, position=last, **_columns(draft))
    db.add(rule)
    db.flush()
    _place(db, rule, draft.after)
    return rule


def _place(db: Database, rule: BillRule, after: int) -> None:
    """Put a rule right behind another of its level, or first."""
    others = [other for other in rule_rows.of_level(db, rule.level, rule.level_of_id) if other.id != rule.id]
    places = [0, *(other.id or 0 for other in others)]
    if after not in places:
        raise Invalid("after", NO_PLACE)
    others.insert(places.index(after), rule)
    rule_rows.put_in_order(db, others)


def _columns(draft: RuleDraft) -> dict[str, Any]:
    rounding = draft.rounding or Rounding()
    return {
        "name": plain(draft.name).strip(),
        "match": draft.match if draft.match == "any" else "all",
        "criteria": {field: list(values) for field, values in draft.criteria.items() if values},
        "first_day": None if draft.first_day is None else draft.first_day.toordinal(),
        "last_day": None if draft.last_day is None else draft.last_day.toordinal(),
        "currency": draft.currency,
        "per": draft.price.per,
        "rates": list(draft.price.rates),
        "factors_bp": list(draft.price.factors_bp),
        "rounding_increment_s": None if draft.rounding is None else rounding.increment_s,
        "rounding_minimum_s": rounding.minimum_s,
        "rounding_mode": rounding.mode,
        "rounding_scope": rounding.scope,
    }
