"""Bills, read."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Currency, Day, Document, Number
from rxbilling.api.v1.paging import Listed, PageQuery, cursor_of
from rxbilling.services import bills

router = APIRouter(tags=["bills"])
State = Literal["draft", "issued", "void"]


class Bill(Document):
    """A bill of one account in one currency; `total` is what its lines add up to."""

    id: int
    number: Annotated[str | None, Field(description="Null while it is a draft.")]
    account_id: int
    account: str
    contract_id: int | None
    state: str
    currency: Currency
    start: Annotated[date, Field(description="The first day that it is for.")]
    end: Annotated[date, Field(description="The last day that it is for.")]
    issued_at: datetime | None
    due: date | None
    voided_at: datetime | None
    void_reason: str
    total: Annotated[int, Field(description="Minor units of `currency`.", examples=[54000])]
    replaces_id: int | None


class Bills(Listed[Bill]):
    """A page of bills."""


class Line(Document):
    """A line of a bill."""

    position: int
    kind: Annotated[str, Field(description="base, top_up, work, extra or expense")]
    text: str
    entry_id: Annotated[int | None, Field(description="The time entry that it is for.")]
    portion: Annotated[int | None, Field(description="Which portion of it, counted from 0.")]
    quantity_s: Annotated[int, Field(description="Billable seconds.")]
    amount: Annotated[int, Field(description="Minor units of the bill's `currency`.")]


class BillWithLines(Bill):
    """A bill with its lines, in their order."""

    lines: list[Line]


class BillQuery(PageQuery):
    """Which bills are wanted."""

    account: Annotated[list[Number], Field(description="Of these accounts; may be repeated.")] = []
    state: Annotated[State | None, Field(description="In this state.")] = None
    from_: Annotated[Day | None, Field(alias="from", description="That reach to this day, or beyond.")] = None
    to: Annotated[Day | None, Field(description="That begin on this day, or before.")] = None


@router.get("/bills", responses={200: told("A page of bills."), **problems(403)})
def list_bills(actor: Acting, query: Annotated[BillQuery, Query()]) -> Bills:
    """List bills without their lines. Scope: `read`; not for reps."""
    chosen = bills.BillFilter(tuple(query.account), query.state, query.from_, query.to)
    page = bills.some(actor, query.window(), chosen)
    return Bills(items=[Bill.model_validate(item) for item in page.items], next=cursor_of(page.next))


@router.get("/bills/{bill_id}", responses={200: told("The bill."), **problems(403, 404)})
def get_bill(actor: Acting, bill_id: Number) -> BillWithLines:
    """Get a bill with its lines. Scope: `read`; not for reps."""
    found, rows = bills.look(actor, bill_id)
    lines = [
        Line(
            position=row.position,
            kind=row.kind,
            text=row.text,
            entry_id=row.entry_id,
            portion=row.portion_seq,
            quantity_s=row.seconds,
            amount=row.amount,
        )
        for row in rows
    ]
    return BillWithLines.model_validate(asdict(found) | {"lines": lines})
