"""What can be chosen for a contract: plans that are offered, calendars and services; what a new one begins with."""

import re
from dataclasses import dataclass

from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import choices
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.choices import Choice
from rxbilling.services.clock import today


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A support plan; what it includes is counted in ``unit``, its amounts are in ``currency``."""

    number: int
    name: str
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen; ``default_plan`` is that of a new contract, 0 for none."""

    plans: list[PlanChoice]
    calendars: list[Choice]
    services: list[Choice]
    default_plan: int


def look(actor: Actor | None, plan: int = 0) -> Choices:
    """Return what can be chosen; ``plan`` is one that is offered in any case.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.CHANGE_CONTRACTS)
    with reading() as db:
        every, day = sql.plans(db), today("UTC").toordinal()
        replaced = {row.replaces_id for row in every if row.active and (row.from_day or 0) <= day}
        plans = [row for row in every if row.id == plan or (row.active and row.id not in replaced)]
        calendars = [Choice(row.id or 0, row.name) for row in sql.calendars(db)]
    offered = [PlanChoice(row.id or 0, row.name, row.allowance_unit, row.currency) for row in plans]
    default = next((row.id or 0 for row in plans if row.is_default), 0)
    return Choices(offered, calendars, choices.services(actor), default)


def next_number(actor: Actor | None) -> str:
    """Return the number after that of the contract that was added last, the first one after it that is free.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.CHANGE_CONTRACTS)
    with reading() as db:
        ends_with_digits = re.fullmatch(r"(.*?)([0-9]{1,9})", sql.last_number(db), re.DOTALL)
        series, digits = ends_with_digits.groups() if ends_with_digits else ("C-", "0")
        following = int(digits) + 1
        while sql.numbered(db, f"{series}{following:0{len(digits)}}"):
            following += 1
    return f"{series}{following:0{len(digits)}}"
