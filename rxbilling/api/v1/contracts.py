"""Contracts, and what they include."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Currency, Document, Number
from rxbilling.api.v1.paging import Listed, PageQuery, cursor_of
from rxbilling.services import contracts, entitlements

router = APIRouter(tags=["contracts"])
State = Literal["draft", "upcoming", "active", "expiring", "expired", "renewed", "terminated"]
LAST_DAY = "The last day in it; null without an end."
UNIT = "What `granted`, `drawn` and `left` count: seconds, requests, or minor units of `currency`."


class Contract(Document):
    """What is agreed with an account; days are those of its own calendar."""

    id: int
    number: str
    name: str
    account_id: int
    account: str
    plan: Annotated[str, Field(description="Name of the support plan.")]
    plan_type: Literal["hour", "request", "fixed", "retainer"]
    mode: Literal["prepaid", "postpaid"]
    cycle: Literal["week", "month", "quarter", "half-year", "year", "contract"]
    state: Annotated[State, Field(description="As it is today, on its own calendar.")]
    start: date
    end: Annotated[date | None, Field(description=LAST_DAY)]
    currency: Currency
    base_charge: Annotated[int, Field(description="For a cycle, in minor units of `currency`.", examples=[50000])]
    discount_bp: Annotated[int, Field(description="Discount in basis points: 1000 is 10 %.")]
    auto_renew: bool
    renewal_of_id: int | None


class Contracts(Listed[Contract]):
    """A page of contracts."""


class ContractQuery(PageQuery):
    """Which contracts are wanted."""

    account: Annotated[list[Number], Field(description="Of these accounts; may be repeated.")] = []
    state: Annotated[State | None, Field(description="In this state today.")] = None


class Lot(Document):
    """What a cycle, a top-up or a carry-over grants."""

    id: Annotated[str, Field(examples=["1/2026-01-31"])]
    kind: Literal["base", "top_up", "carry_over"]
    unit: Annotated[Literal["second", "request", "money"], Field(description=UNIT)]
    granted: Annotated[int, Field(examples=[36000])]
    drawn: Annotated[int, Field(examples=[1200])]
    left: Annotated[int, Field(examples=[34800])]
    start: date
    end: Annotated[date | None, Field(description=LAST_DAY)]


class Cycle(Document):
    """A bill cycle."""

    start: date
    end: Annotated[date | None, Field(description=LAST_DAY)]


class Current(Document):
    """What can be drawn today: its lots, and their sums."""

    cycle: Annotated[Cycle | None, Field(description="Null when the contract does not run today.")]
    unit: Annotated[Literal["second", "request", "money"] | None, Field(description=UNIT)]
    granted: int
    drawn: int
    left: int
    lots: list[Lot]


class Entitlement(Document):
    """What a contract includes, as it stands today on its own calendar."""

    contract_id: int
    currency: Currency
    day: date
    current: Current
    all: Annotated[list[Lot], Field(description="All lots that have begun, the oldest first.")]


@router.get("/contracts", responses={200: told("A page of contracts."), **problems(403)})
def list_contracts(actor: Acting, query: Annotated[ContractQuery, Query()]) -> Contracts:
    """List contracts. Scope: `read`; not for reps."""
    page = contracts.some(actor, query.window(), tuple(query.account), query.state)
    return Contracts(items=[Contract.model_validate(item) for item in page.items], next=cursor_of(page.next))


@router.get("/contracts/{contract_id}", responses={200: told("The contract."), **problems(403, 404)})
def get_contract(actor: Acting, contract_id: Number) -> Contract:
    """Get a contract. Scope: `read`; not for reps."""
    return Contract.model_validate(contracts.look(actor, contract_id))


@router.get("/contracts/{contract_id}/entitlement", responses={200: told("What it includes."), **problems(403, 404)})
def get_entitlement(actor: Acting, contract_id: Number) -> Entitlement:
    """Get what a contract includes: granted, drawn and left, now and in all. Scope: `read`; not for reps."""
    found = entitlements.look(actor, contract_id)
    cycle = Cycle(start=found.cycle[0], end=found.cycle[1]) if found.cycle else None
    lots = [Lot.model_validate(lot) for lot in found.current]
    return Entitlement(
        contract_id=found.contract_id,
        currency=found.currency,
        day=found.day,
        current=_current(cycle, lots),
        all=[Lot.model_validate(lot) for lot in found.lots],
    )


def _current(cycle: Cycle | None, lots: list[Lot]) -> Current:
    """Sum lots up: all of a contract are in one unit."""
    return Current(
        cycle=cycle,
        unit=lots[0].unit if lots else None,
        granted=sum(lot.granted for lot in lots),
        drawn=sum(lot.drawn for lot in lots),
        left=sum(lot.left for lot in lots),
        lots=lots,
    )
