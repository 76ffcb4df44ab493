"""Moving contracts to a later version of their plan, each from a cycle on, so that what was before stays (R5, R24)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, SupportPlan, plan_rows
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import contract_moves, effects
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.contract_changes import price_again
from rxbilling.services.contract_checks import check_currency
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.effects import Effect
from rxbilling.services.plan_changes import there

IS_OVER = N_("Contract {number} is terminated: it does not change any more.")
OTHER_UNIT = N_("Contract {number} includes an amount of its own in another unit: change that first.")
NO_CYCLE = N_(
    "Contract {number} has no cycle that begins on {day} or later: it gets the new version when it is renewed."
)
NOT_OF_IT = Message(N_("Choose contracts that use an earlier version of this plan."))


class Candidate(NamedTuple):
    """A contract that can be moved, the name of its account, and the day from which it would be."""

    contract: Contract
    account: str
    day: date


@dataclass(frozen=True, slots=True)
class Moving:
    """Contracts (numbers) are to use a plan in the place of an earlier version of it."""

    plan_id: int
    contracts: tuple[int, ...]


def effect(actor: Actor | None, change: Moving, months: Sequence[date] = ()) -> Effect:
    """Return what moving contracts would do to work that is not billed, and to some months for comparison.

    Raises:
        Refused: the actor may not, or these cannot be moved.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with reading() as db:
        accounts = {row.account_id for row in _to_move(db, change)}
    return effects.effect(lambda db: _move(db, actor, change), sorted(accounts), months)


def move(actor: Actor | None, change: Moving) -> None:
    """Move contracts to a version of their plan, and price the work again that is not billed.

    One that began before the version's day ends with the cycle in which that lies, and is renewed under the new version
    for the rest of its days; others change their plan as a whole.

    Raises:
        Refused: the actor may not, or these cannot be moved.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        price_again(db, _move(db, actor, change))


def earlier(db: Database, plan: SupportPlan) -> list[int]:
    """Return the plans whose place a plan has taken, the latest first."""
    found: list[int] = []
    while plan.replaces_id is not None and plan.replaces_id not in found:
        found.append(plan.replaces_id)
        plan = db.get_one(SupportPlan, plan.replaces_id)
    return found


def moves_on(db: Database, contract: Contract, plan: SupportPlan) -> date | None:
    """Return the day from which a contract would have a version of its plan; None where no cycle of it begins by then.

    It is the first day of a cycle: none is charged in parts for it.
    """
    return contract_moves.cycle_from(db, contract, plan.from_day or contract.first_day)


def candidates(db: Database, plan: SupportPlan) -> list[Candidate]:
    """Return the contracts that can be moved to a plan, by account."""
    found = []
    for row, account in plan_rows.contracts_of(db, earlier(db, plan)):
        day = moves_on(db, row, plan)
        stands_before = day is None or day.toordinal() == row.first_day or sql.renewal_of(db, row.id or 0) is None
        if day is not None and stands_before:
            found.append(Candidate(row, account, day))
    return found


def _to_move(db: Database, change: Moving) -> list[Contract]:
    """Return the contracts that are to be moved."""
    plans = earlier(db, there(db, change.plan_id))
    rows = [row for row, _ in plan_rows.contracts_of(db, plans) if row.id in change.contracts]
    if not rows or len(rows) != len({*change.contracts}):
        raise Invalid("contracts", NOT_OF_IT)
    return rows


def _move(db: Database, actor: Actor, change: Moving) -> list[int]:
    """Move contracts; return their accounts."""
    rows, plan = _to_move(db, change), db.get_one(SupportPlan, change.plan_id)
    for row in rows:
        _refuse_other_terms(db, row, plan)
        _move_one(db, actor, row, plan)
    return [row.account_id for row in rows]


def _move_one(db: Database, actor: Actor, contract: Contract, plan: SupportPlan) -> None:
    if (day := moves_on(db, contract, plan)) is None:
        from_day = date.fromordinal(plan.from_day or contract.first_day)
        raise Invalid("contracts", Message(NO_CYCLE, {"number": contract.number, "day": from_day}))
    if (reason := contract_moves.obstacle(db, contract, day)) is not None:
        raise Invalid("contracts", reason)
    contract_moves.move(db, actor, contract, day, lambda draft: replace(draft, plan_id=plan.id or 0))


def _refuse_other_terms(db: Database, contract: Contract, plan: SupportPlan) -> None:
    """Refuse to move a contract that is over, or whose own amounts would mean something else under the plan."""
    if contract.state == "terminated":
        raise Invalid("contracts", Message(IS_OVER, {"number": contract.number}))
    check_currency(plan, currency_in(db, contract))
    before = db.get_one(SupportPlan, contract.plan_id)
    if contract.overrides.get("allowance_amount") and before.allowance_unit != plan.allowance_unit:
        raise Invalid("contracts", Message(OTHER_UNIT, {"number": contract.number}))
