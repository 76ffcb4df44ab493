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
    """A bill of one account in one currency, or a credit note for one."""

    id: int
    kind: Annotated[str, Field(description="bill, or credit: amounts of 0 or less.")]
    number: Annotated[str | None, Field(description="Null while it is a draft.")]
    account_id: int
    account: str
    contract_id: int | None
    state: Annotated[
        str,
        Field(
            description="draft, issued or void. What became of an issued one follows of its amounts: `paid` and "
            "`credited` together below `total`, and it is still to be paid; at `total`, it is settled: paid, or "
            "credited where `paid` is 0; above it, what is beyond is owed to the customer."
        ),
    ]
    currency: Currency
    start: Annotated[date, Field(description="The first day that it is for.")]
    end: Annotated[date, Field(description="The last day that it is for.")]
    issued_at: datetime | None
    day: Annotated[date | None, Field(description="The date on it. Null while it is a draft.")]
    due: date | None
    voided_at: datetime | None
    void_reason: str
    net: Annotated[int, Field(description="Before tax, minor units of `currency`.", examples=[45000])]
    total: Annotated[int, Field(description="Minor units of `currency`.", examples=[54000])]
    paid: Annotated[int, Field(description="What was paid of it, minor units of `currency`.")]
    credited: Annotated[int, Field(description="What credit notes took back of it, minor units of `currency`.")]
    replaces_id: Annotated[int | None, Field(description="The void bill that it takes the place of.")]
    credits_id: Annotated[int | None, Field(description="The bill that a credit note is for.")]


class Bills(Listed[Bill]):
    """A page of bills."""


class Line(Document):
    """A thing that is charged for; those with one position are printed as one line."""

    position: int
    kind: Annotated[str, Field(description="base, top_up, work, extra or expense")]
    text: str
    entry_id: Annotated[int | None, Field(description="The time entry that it is for.")]
    portion: Annotated[int | None, Field(description="Which portion of it, counted from 0.")]
    quantity_s: Annotated[int, Field(description="Billable seconds.")]
    amount: Annotated[int, Field(description="Before discount and tax, minor units of the bill's `currency`.")]
    discount: Annotated[int, Field(description="Its share of the discount, minor units.")]
    ticket: Annotated[str, Field(description="Its number.")]
    service: str
    rep: str


class TaxOfBill(Document):
    """What a tax comes to."""

    name: str
    bp: Annotated[int, Field(description="Basis points: 2000 are 20 %.")]
    net: Annotated[int, Field(description="Of what, minor units.")]
    amount: Annotated[int, Field(description="Minor units of the bill's `currency`.")]


class PaymentOfBill(Document):
    """Money that came in for a bill, less than 0 where it was paid back."""

    id: int
    day: date
    amount: Annotated[int, Field(description="Minor units of the bill's `currency`.")]
    note: str


class BillWithLines(Bill):
    """A bill with its lines in their order, its taxes and payments."""

    lines: list[Line]
    taxes: list[TaxOfBill]
    payments: list[PaymentOfBill]


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
    """Get a bill with its lines, taxes and payments. Scope: `read`; not for reps."""
    found = bills.look(actor, bill_id)
    parts = {
        "lines": _lines(found),
        "taxes": [TaxOfBill.model_validate(row) for row in found.taxes],
        "payments": [
            PaymentOfBill(id=row.id or 0, day=date.fromordinal(row.day), amount=row.amount, note=row.note)
            for row in found.payments
        ],
    }
    return BillWithLines.model_validate(asdict(found.bill) | parts)


def _lines(found: bills.Whole) -> list[Line]:
    return [
        Line(
            position=row.position,
            kind=row.kind,
            text=row.text,
            entry_id=row.entry_id,
            portion=row.portion_seq,
            quantity_s=row.seconds,
            amount=row.amount,
            discount=row.discount,
            ticket=row.ticket,
            service=row.service,
            rep=row.rep,
        )
        for row in found.lines
    ]
