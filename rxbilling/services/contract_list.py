"""The list of contracts: a page at a time, each in its state today, with what its present cycle includes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from sqlmodel import Session as Database

from rxbilling.models import contract_rows as sql
from rxbilling.models.contract_rows import STATES, ContractLine, Wanted
from rxbilling.models.database import reading
from rxbilling.services import entitlements
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.addresses import number_in, query_of, text_in, word_in
from rxbilling.services.clock import today
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.entitlements import Entitlement
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.pricing_plans import agreed_plan

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class ContractQuery:
    """Which contracts: every part that is set must hold."""

    part: str = ""
    account: int | None = None
    plan: int | None = None
    state: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read what is looked for from an address."""
        state = word_in(query, "state", STATES)
        return cls(text_in(query), number_in(query, "account"), number_in(query, "plan"), state)

    def to_query(self) -> str:
        """Return what is looked for as the query of an address."""
        return query_of({"text": self.part, "account": self.account, "plan": self.plan, "state": self.state})


@dataclass(frozen=True, slots=True)
class Listed:
    """A contract in the list; ``state`` is that of today, ``base_charge`` in minor units of ``currency``."""

    number: int
    name: str
    title: str
    account: str
    account_id: int
    plan: str
    state: str
    first: date
    last: date | None
    currency: str
    base_charge: int
    includes: Entitlement | None = None


def page(actor: Actor | None, query: ContractQuery, first: int = 0, most: int = A_PAGE) -> list[Listed]:
    """Return a page of contracts, by account, the newest first.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        lines = sql.contracts(db, wanted(query), days(db), first, most)
        found = [listed(db, line) for line in lines]
    included = entitlements.some(actor, [one.number for one in found])
    return [with_cycle(one, included.get(one.number)) for one in found]


def count(actor: Actor | None, query: ContractQuery) -> int:
    """Count the contracts of a query.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return sql.count(db, wanted(query), days(db))


def plans(actor: Actor | None) -> list[tuple[int, str]]:
    """Return number and name of all support plans, by name.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return [(plan.id or 0, plan.name) for plan in sql.plans(db)]


def days(db: Database) -> dict[int, int]:
    """Return the day (ordinal) that it is on each calendar."""
    return {calendar.id or 0: today(calendar.zone).toordinal() for calendar in sql.calendars(db)}


def listed_of(db: Database, number: int) -> Listed | None:
    """Return a contract as the list has it, without what it includes."""
    found = sql.contracts(db, Wanted(number=number), days(db)) if may_be_number(number) else []
    return listed(db, found[0]) if found else None


def wanted(query: ContractQuery) -> Wanted:
    """Return what is looked for in the tables."""
    state = query.state if query.state in STATES else ""
    return Wanted(plain(query.part).strip(), query.account, query.plan, state)


def listed(db: Database, line: ContractLine) -> Listed:
    """Return a contract of the tables as the list has it, without what it includes."""
    contract, plan = line.contract, line.plan
    return Listed(
        number=contract.id or 0,
        name=contract.number,
        title=contract.name,
        account=line.account.name,
        account_id=contract.account_id,
        plan=plan.name,
        state=line.state,
        first=date.fromordinal(contract.first_day),
        last=date.fromordinal(contract.last_day) if contract.last_day else None,
        currency=currency_in(db, contract),
        base_charge=agreed_plan(plan, contract).base_charge,
    )


def with_cycle(one: Listed, includes: Entitlement | None) -> Listed:
    """Return a contract with what its present cycle includes, if it has one that includes something."""
    has_any = includes is not None and includes.cycle is not None and includes.current
    return replace(one, includes=includes if has_any else None)
