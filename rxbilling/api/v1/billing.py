"""Making bills: drafts of some days, issuing one, making one void."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field, StringConstraints

from rxbilling.api.v1.acting import JSON_ONLY, Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Day, Document, Number, Words
from rxbilling.services import bill_issuing, bill_runs, bill_voids
from rxbilling.services.bill_runs import Run

router = APIRouter(tags=["bills"])
Reason = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class RunBody(Words):
    """What is billed: base charges and top-ups that are due in some days, all else up to the last of them."""

    first: Annotated[Day, Field(description="The first day.")]
    last: Annotated[Day, Field(description="The last day.")]
    accounts: Annotated[list[Number], Field(description="Of these accounts only.", max_length=1000)] = []
    contracts: Annotated[list[Number], Field(description="Of these contracts only.", max_length=1000)] = []

    def run(self) -> Run:
        """Return it as the services take it."""
        return Run(self.first, self.last, tuple(self.accounts), tuple(self.contracts))


class LeftOut(Document):
    """What is not billed, for one reason."""

    reason: Annotated[str, Field(description="A code.", examples=["no_price"])]
    of: Annotated[str, Field(description="Of what the numbers are: entry, expense or contract.")]
    numbers: list[int]


class Drafts(Document):
    """The drafts that were made, and what was left out."""

    bills: Annotated[list[int], Field(description="Their ids; none where nothing is to be billed.")]
    left_out: list[LeftOut]


class IssueBody(Words):
    """When a bill is issued."""

    day: Annotated[Day, Field(description="The day of the bill: it is due so many days later as its contract says.")]


class IssuedBill(Document):
    """A bill that was issued."""

    id: int
    number: Annotated[str, Field(description="What it got.", examples=["2026-0041"])]


class VoidBody(Words):
    """Why a bill is made void."""

    reason: Annotated[Reason, Field(description="Why.")]


@router.post(
    "/bill-runs",
    status_code=201,
    dependencies=JSON_ONLY,
    responses={201: told("The drafts."), **problems(403, 415)},
)
def run_bills(
    actor: Acting, body: Annotated[RunBody, Body(examples=[{"first": "2026-03-01", "last": "2026-03-31"}])]
) -> Drafts:
    """Make drafts of all that can be billed and is on no bill; run twice, the second makes none. Scope: `bill`."""
    shown = bill_runs.preview(actor, body.run())
    made = bill_runs.make(actor, body.run(), shown.promise)
    return Drafts(bills=made, left_out=[LeftOut.model_validate(left) for left in shown.left_out])


@router.post(
    "/bills/{bill_id}/issue",
    dependencies=JSON_ONLY,
    responses={200: told("Its number."), **problems(403, 404, 409, 415)},
)
def issue_bill(
    actor: Acting, bill_id: Number, body: Annotated[IssueBody, Body(examples=[{"day": "2026-04-01"}])]
) -> IssuedBill:
    """Issue a draft: it gets its number, and what is on it is billed. Scope: `bill`.

    A draft whose work has changed since it was made is refused (409).
    """
    (number,) = bill_issuing.issue(actor, [bill_id], body.day)
    return IssuedBill(id=bill_id, number=number)


@router.post(
    "/bills/{bill_id}/void",
    status_code=204,
    dependencies=JSON_ONLY,
    responses={204: told("The bill is void."), **problems(403, 404, 409, 415)},
)
def void_bill(
    actor: Acting, bill_id: Number, body: Annotated[VoidBody, Body(examples=[{"reason": "Wrong address"}])]
) -> None:
    """Make an issued bill void: what is on it can be billed again. Scope: `bill`.

    One that was paid or credited is refused (409).
    """
    bill_voids.void(actor, bill_id, body.reason)
