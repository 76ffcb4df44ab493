"""Charges: what time entries cost, and why."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.entry_documents import ChangedQuery, Status, WorkQuery
from rxbilling.api.v1.fields import Currency, Document, Number
from rxbilling.api.v1.paging import Listed, cursor_of
from rxbilling.api.v1.steps import Portion, Step
from rxbilling.services import charges, logged, reports
from rxbilling.services.logged import Logged

router = APIRouter(tags=["charges"])


class Tiers(Document):
    """Worked seconds by tier."""

    operational: int
    non_operational: int
    weekend: int
    holiday: int


class Charge(Document):
    """What a time entry costs."""

    entry_id: int
    day: date
    account_id: int
    rep_id: int
    status: Status
    error: Annotated[
        Literal["no_price", "two_currencies"] | None, Field(description="Why there is no amount, where there is none.")
    ]
    worked_s: Annotated[int, Field(examples=[5400])]
    billable_s: Annotated[int, Field(examples=[5400])]
    tiers: Tiers
    amount: Annotated[int | None, Field(description="Minor units of `currency`.", examples=[13500])]
    currency: Currency | None
    cost: Annotated[int, Field(description="Minor units of `cost_currency`.", examples=[6000])]
    cost_currency: Currency
    contract_id: int | None
    contract: Annotated[str | None, Field(description="Number of the contract.")]


class Charges(Listed[Charge]):
    """A page of charges."""

    total: Annotated[int, Field(description="How many entries the filter has in all.")]
    revision: Annotated[int, Field(description="What was read: the next `changed_since`, from the first page.")]


class Names(Document):
    """The names behind the keys of portions and steps."""

    rules: dict[str, str]
    contracts: dict[str, str]
    calendars: dict[str, str]


class ChargeWithReasons(Charge):
    """What a time entry costs, and why: portions and steps as in the answer to a quote."""

    portions: list[Portion]
    explanation: list[Step]
    names: Names


class Money(Document):
    """An amount in minor units of a currency."""

    currency: Currency
    amount: int


class Totals(Document):
    """Sums over a filter; amounts of different currencies are never added."""

    entries: int
    worked_s: int
    billable_s: int
    without_price: Annotated[int, Field(description="Entries that have no price.")]
    amounts: Annotated[list[Money], Field(description="Of what has a price, billed or not.")]
    unbilled: list[Money]
    cost: Annotated[int, Field(description="Minor units of `cost_currency`.")]
    cost_currency: Currency


@router.get("/charges", responses={200: told("A page of charges."), **problems(403)})
def list_charges(actor: Acting, query: Annotated[ChangedQuery, Query()]) -> Charges:
    """List what time entries cost, in the order of the entries; a rep sees own ones. Scope: `read`."""
    page = logged.some(actor, query.window(), query.chosen(), query.changed_since)
    items = [Charge.model_validate(_columns(item)) for item in page.items]
    return Charges(items=items, next=cursor_of(page.next), total=page.total, revision=page.revision)


@router.get("/charges/totals", responses={200: told("The sums."), **problems(403)})
def sum_charges(actor: Acting, query: Annotated[WorkQuery, Query()]) -> Totals:
    """Sum up what time entries of a filter cost; a rep's own only. Scope: `read`."""
    found = reports.totals(actor, query.chosen())
    return Totals(
        entries=found.entries,
        worked_s=found.worked_s,
        billable_s=found.billable_s,
        without_price=found.without_price,
        amounts=_money(found.billable),
        unbilled=_money(found.unbilled),
        cost=found.cost,
        cost_currency=found.cost_currency,
    )


@router.get("/entries/{entry_id}/charge", responses={200: told("The charge."), **problems(403, 404)})
def get_charge(actor: Acting, entry_id: Number) -> ChargeWithReasons:
    """Get what a time entry costs, part by part, and every step that led to it. Scope: `read`."""
    found = charges.look(actor, entry_id)
    reasons = {"portions": found.portions, "explanation": found.explanation, "names": found.names}
    return ChargeWithReasons.model_validate(_columns(found.entry) | reasons)


def _columns(entry: Logged) -> dict[str, object]:
    return {name: getattr(entry, name, None) for name in Charge.model_fields} | {
        "entry_id": entry.id,
        "worked_s": entry.seconds,
    }


def _money(amounts: dict[str, int]) -> list[Money]:
    return [Money(currency=currency, amount=amount) for currency, amount in amounts.items()]
