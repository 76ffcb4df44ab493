"""What can be chosen for a contract: plans that are offered, calendars and services."""

from dataclasses import dataclass

from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import choices
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.choices import Choice


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A support plan; what it includes is counted in ``unit``, its amounts are in ``currency``."""

    number: int
    name: str
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen."""

    plans: list[PlanChoice]
    calendars: list[Choice]
    services: list[Choice]


def look(actor: Actor | None, plan: int = 0) -> Choices:
    """Return what can be chosen; ``plan`` is one that is offered in any case.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.CHANGE_CONTRACTS)
    with reading() as db:
        plans = [row for row in sql.plans(db) if row.active or row.id == plan]
        calendars = [Choice(row.id or 0, row.name) for row in sql.calendars(db)]
    offered = [PlanChoice(row.id or 0, row.name, row.allowance_unit, row.currency) for row in plans]
    return Choices(offered, calendars, choices.services(actor))
