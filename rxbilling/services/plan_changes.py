"""Adding and changing support plans: one in use by a new version, which contracts are moved to (R24)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.locales import N_, Message
from rxbilling.models import SupportPlan, TopUpOffer, plan_rows, rule_rows
from rxbilling.models.database import writing
from rxbilling.services import audit, plan_drafts, plan_titles
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.plan_drafts import FREE, TERMS, UNITS, PlanDraft
from rxbilling.services.plan_facts import facts

SUBJECT = "support plan"
GONE = Message(N_("There is no such support plan."))
NO_DAY = Message(N_("Contracts use this plan: say from which day its new version counts."))
REPLACED = Message(N_("A new version has taken the place of this plan: change that one."))


@dataclass(frozen=True, slots=True)
class Saving:
    """A plan is to be as a draft says; number 0 adds one. ``from_day`` is that of a new version of one in use."""

    draft: PlanDraft
    number: int = 0
    version: int = 0
    from_day: date | None = None


def save(actor: Actor | None, change: Saving) -> int:
    """Add a plan, or change it: one in use by a new version. Return the number of the plan that says so now.

    Raises:
        Refused: the actor may not, it is gone or changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        return save_in(db, actor, change)


def save_in(db: Database, actor: Actor, change: Saving) -> int:
    """Add a plan or change it in a transaction of others; return the number of the plan that says so now.

    Raises:
        Refused: as ``save`` would.
    """
    plan_drafts.check(db, change.draft, change.number)
    if change.draft.is_default:
        _clear_default(db, actor, change.number)
    if not change.number:
        return _add(db, actor, change.draft)
    plan = there(db, change.number)
    if plan.version != change.version:
        raise Changed
    if plan_rows.is_used(db, change.number) and _differs(plan, change.draft):
        return replace_in(db, actor, plan, change)
    _change(db, actor, plan, change.draft)
    return change.number


def replace_in(db: Database, actor: Actor, plan: SupportPlan, change: Saving) -> int:
    """Put a new version in the place of a plan in a transaction of others, with its name and its bill rules.

    The old one gets another name. Return the number of the new one.

    Raises:
        Refused: the plan is replaced already, or there is no such day.
    """
    number, day = plan.id or 0, change.from_day
    if plan_rows.replacing(db, number):
        raise NotNow(REPLACED)
    if day is None:
        raise Invalid("from_day", NO_DAY)
    if not FIRST_DAY < day.toordinal() <= LAST_DAY:
        raise Invalid("from_day", NOT_OUR_TIME)
    offers = plan_rows.offers(db, number)
    before = facts(plan, offers)
    plan.name, plan.version, plan.is_default = _old_name(db, actor, plan.name, day), plan.version + 1, False
    db.add(plan)
    db.flush()
    audit.record_change(db, actor, SUBJECT, number, before, facts(plan, offers))
    made = _add(db, actor, change.draft, replaces_id=number, from_day=day.toordinal())
    rule_rows.copy_rules(db, "plan", number, made)
    return made


def there(db: Database, number: int) -> SupportPlan:
    """Return a plan.

    Raises:
        NotThere: there is none of that number.
    """
    plan = db.get(SupportPlan, number) if may_be_number(number) else None
    if plan is None:
        raise NotThere(GONE)
    return plan


def _differs(plan: SupportPlan, draft: PlanDraft) -> bool:
    """Say whether a draft changes what contracts have agreed to."""
    before = plan_drafts.draft_of(plan, [])
    other_unit = bool(plan.allowance_amount) and plan.allowance_unit != UNITS[draft.type]
    return other_unit or any(getattr(before, name) != getattr(draft, name) for name in TERMS)


def _add(db: Database, actor: Actor, draft: PlanDraft, **more: Any) -> int:  # noqa: ANN401 - columns
    plan = SupportPlan(**_columns(draft), **more)
    db.add(plan)
    db.flush()
    number = plan.id or 0
    _set_offers(db, number, draft)
    audit.record(db, actor, "add", SUBJECT, subject_id=number, after=facts(plan, plan_rows.offers(db, number)))
    return number


def _change(db: Database, actor: Actor, plan: SupportPlan, draft: PlanDraft) -> None:
    number = plan.id or 0
    before = facts(plan, plan_rows.offers(db, number))
    for name, value in (_columns(draft) | {"version": plan.version + 1}).items():
        setattr(plan, name, value)
    db.add(plan)
    _set_offers(db, number, draft)
    audit.record_change(db, actor, SUBJECT, number, before, facts(plan, plan_rows.offers(db, number)))


def _old_name(db: Database, actor: Actor, name: str, day: date) -> str:
    wanted = plan_titles.replaced(name, day, actor.language)
    names = [wanted, *(f"{wanted} {count}" for count in range(2, 100))]
    return next(one for one in names if plan_rows.named(db, one) is None)


def _clear_default(db: Database, actor: Actor, number: int) -> None:
    """Take the mark of the default from the plan that has it: there is one."""
    plan = plan_rows.default(db)
    if plan is None or plan.id == number:
        return
    plan.is_default, plan.version = False, plan.version + 1
    db.add(plan)
    db.flush()
    audit.record_change(db, actor, SUBJECT, plan.id, {"default": "yes"}, {"default": "no"})


def _set_offers(db: Database, number: int, draft: PlanDraft) -> None:
    unit = UNITS[draft.type]
    made = [
        TopUpOffer(plan_id=number, name=plain(offer.name).strip(), unit=unit, amount=offer.amount, price=offer.price)
        for offer in draft.offers
    ]
    plan_rows.set_offers(db, number, made)


def _columns(draft: PlanDraft) -> dict[str, Any]:
    rates = None if draft.overage_rates is None else list(draft.overage_rates)
    own = {
        "name": plain(draft.name).strip(),
        "description": plain(draft.description).strip(),
        "burn_bp": list(draft.burn_bp),
        "overage_rates": rates,
        "allowance_unit": UNITS[draft.type],
    }
    return {name: getattr(draft, name) for name in (*FREE, *TERMS)} | own
