"""Support plans to look at, and the contracts that can be moved to a new version."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.models import SupportPlan, plan_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.plan_changes import GONE
from rxbilling.services.plan_drafts import PlanDraft, draft_of
from rxbilling.services.plan_moves import candidates, earlier


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A plan with how many contracts use it, and the plan whose place it takes from a day on.

    ``is_replaced`` where another has taken its place; ``to_move`` counts contracts that use an earlier version.
    """

    number: int
    version: int
    draft: PlanDraft
    contracts: int
    replaces: str
    from_day: date | None
    is_replaced: bool
    to_move: int


@dataclass(frozen=True, slots=True)
class Movable:
    """A contract that uses an earlier version of a plan, and the day from which it would use the present one."""

    number: int
    name: str
    account: str
    plan: str
    from_day: date


def all_plans(actor: Actor | None) -> list[ListedPlan]:
    """Return all plans by name.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        rows, counts = plan_rows.plans(db), plan_rows.counts(db)
        replaced = {row.replaces_id for row in rows}
        return [_listed(db, row, counts, is_replaced=row.id in replaced) for row in rows]


def look(actor: Actor | None, number: int) -> ListedPlan:
    """Return a plan.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    found = next((plan for plan in all_plans(actor) if plan.number == number), None)
    if found is None:
        raise NotThere(GONE)
    return found


def movable(actor: Actor | None, number: int) -> list[Movable]:
    """Return the contracts that use an earlier version of a plan.

    Raises:
        Refused: the actor may see none, or there is no such plan.
    """
    look(actor, number)
    with reading() as db:
        names = {row.id: row.name for row in plan_rows.plans(db)}
        found = candidates(db, db.get_one(SupportPlan, number))
    return [
        Movable(
            number=one.contract.id or 0,
            name=f"{one.contract.number} · {one.contract.name}",
            account=one.account,
            plan=names[one.contract.plan_id],
            from_day=one.day,
        )
        for one in found
    ]


def _listed(db: Database, row: SupportPlan, counts: dict[int, int], *, is_replaced: bool) -> ListedPlan:
    number, before = row.id or 0, earlier(db, row)
    return ListedPlan(
        number=number,
        version=row.version,
        draft=draft_of(row, plan_rows.offers(db, number)),
        contracts=counts.get(number, 0),
        replaces=db.get_one(SupportPlan, before[0]).name if before else "",
        from_day=None if row.from_day is None else date.fromordinal(row.from_day),
        is_replaced=is_replaced,
        to_move=len(candidates(db, row)) if before else 0,
    )
