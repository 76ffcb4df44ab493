"""Top-ups: an amount bought beside what a contract includes (R14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.exchange.amounts import LARGEST, TOO_LARGE
from rxbilling.exchange.money_text import major_text
from rxbilling.locales import N_, Message
from rxbilling.models import Contract, SupportPlan, TopUp
from rxbilling.models.database import writing
from rxbilling.services import audit, effects
from rxbilling.services.access import Actor, Invalid, NotNow, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.contract_changes import SUBJECT, account_of, found_in, price_again
from rxbilling.services.contract_checks import BACKWARDS, LONG_NAME, LONGEST_NAME, NEGATIVE
from rxbilling.services.contract_facts import amount_text, currency_in
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import plain

NO_AMOUNT = Message(N_("A top-up is more than 0."))
OTHER_UNIT = Message(N_("The plan counts something else: choose a top-up in its unit."))
OUTSIDE = Message(N_("The days of a top-up lie within the contract."))
A_DRAFT = Message(N_("A draft is not in force: nothing can be bought for it yet."))


@dataclass(frozen=True, slots=True)
class TopUpDraft:
    """What is bought: ``amount`` in a unit, ``price`` in minor units; ``name`` is that of the offer, if it is one."""

    unit: str
    amount: int
    price: int
    first_day: date
    last_day: date
    name: str = ""


def add(actor: Actor | None, number: int, version: int, draft: TopUpDraft) -> None:
    """Add a top-up to a contract, and price the work of its account again.

    Raises:
        Refused: the actor may not, the contract changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        contract = found_in(db, number, version)
        _add(db, actor, contract, draft)
        price_again(db, [contract.account_id])


def effect_of_adding(actor: Actor | None, number: int, version: int, draft: TopUpDraft) -> Effect:
    """Return what a top-up would do to work that is not billed.

    Raises:
        Refused: as ``add`` would.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    return effects.effect(lambda db: _add(db, actor, found_in(db, number, version), draft), [account_of(number)])


def _add(db: Database, actor: Actor, contract: Contract, draft: TopUpDraft) -> None:
    check(db, contract, draft)
    row = TopUp(contract_id=contract.id or 0, **columns_of(draft))
    contract.version += 1
    db.add_all([row, contract])
    db.flush()
    audit.record(db, actor, "top up", SUBJECT, subject_id=contract.id, after=facts_of(db, contract, row))


def columns_of(draft: TopUpDraft) -> dict[str, Any]:
    """Return a draft as columns."""
    return {
        "unit": draft.unit,
        "amount": draft.amount,
        "price": draft.price,
        "first_day": draft.first_day.toordinal(),
        "last_day": draft.last_day.toordinal(),
        "name": plain(draft.name).strip(),
    }


def facts_of(db: Database, contract: Contract, row: TopUp) -> Facts:
    """Return a top-up for the audit trail."""
    currency = currency_in(db, contract)
    return {
        "top_up": amount_text(row.amount, row.unit, currency),
        "price": f"{major_text(row.price, currency)} {currency}",
        "first_day": date.fromordinal(row.first_day).isoformat(),
        "last_day": date.fromordinal(row.last_day).isoformat(),
    }


def check(db: Database, contract: Contract, draft: TopUpDraft) -> None:
    """Refuse what cannot be bought for a contract.

    Raises:
        Refused: it is a draft, or a value cannot be taken.
    """
    if contract.state == "draft":
        raise NotNow(A_DRAFT)
    if draft.unit != db.get_one(SupportPlan, contract.plan_id).allowance_unit:
        raise Invalid("amount", OTHER_UNIT)
    if draft.amount <= 0:
        raise Invalid("amount", NO_AMOUNT)
    if draft.price < 0:
        raise Invalid("price", NEGATIVE)
    for field, amount in (("amount", draft.amount), ("price", draft.price)):
        if amount > LARGEST:
            raise Invalid(field, TOO_LARGE)
    if len(draft.name) > LONGEST_NAME:
        raise Invalid("name", LONG_NAME)
    first, last = draft.first_day.toordinal(), draft.last_day.toordinal()
    if last < first:
        raise Invalid("last_day", BACKWARDS)
    if first < contract.first_day or (contract.last_day is not None and last > contract.last_day):
        raise Invalid("first_day" if first < contract.first_day else "last_day", OUTSIDE)
