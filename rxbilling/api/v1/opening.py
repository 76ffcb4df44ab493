"""Opening tickets, for help desks: asked first, or at once."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Response
from pydantic import Field

from rxbilling.api.v1.acting import JSON_ONLY, Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import PLACE, Document, Number, Text, Words
from rxbilling.api.v1.problems import fields_of_body
from rxbilling.services import ticket_opening
from rxbilling.services.quotas import Quota
from rxbilling.services.ticket_drafts import TicketDraft
from rxbilling.services.ticket_opening import Answer

router = APIRouter(tags=["tickets"])


EXAMPLE = {"account_id": 1, "subject": "Printer does not print", "service_id": 1, "priority": "High"}


class TicketBody(Words):
    """A ticket as it is to be opened."""

    account_id: Number
    subject: Text
    number: Annotated[Text, Field(description="Its number there; without one it gets the next.")] = ""
    service_id: Annotated[Number | None, Field(description="What it is about: decides on its contract.")] = None
    product: Annotated[Text, Field(description="As above.")] = ""
    priority: Text = ""
    ticket_type: Text = ""
    reason: Annotated[Text, Field(description="Why all the same, where its contract allows none: managers only.")] = ""

    def draft(self) -> TicketDraft:
        """Return it as the services take it."""
        return TicketDraft(**self.model_dump())


Draft = Annotated[TicketBody, Body(examples=[EXAMPLE])]


class ContractQuota(Document):
    """What a contract includes at present."""

    contract_id: int
    contract: Annotated[str, Field(description="Its number.")]
    unit: Annotated[Literal["second", "request", "money"], Field(description="Money: minor units of `currency`.")]
    currency: str
    granted: int
    used: int
    waiting: Annotated[int, Field(description="Open tickets that nobody has worked for: each will draw a request.")]
    until: Annotated[date | None, Field(description="The last day of the cycle.")]
    policy: Annotated[Literal["allow", "warn", "block"], Field(description="With new tickets, once it is used up.")]


class MayOpen(Document):
    """Whether a ticket may be opened now."""

    allowed: bool
    detail: Annotated[str, Field(description="Why not, or what is to be known; in the token user's language.")]
    contract_id: Annotated[int | None, Field(description="The contract that covers it; none: it is charged.")]
    quota: Annotated[ContractQuota | None, Field(description="None where the contract includes nothing.")]


class OpenedTicket(Document):
    """A ticket that was opened."""

    id: int
    number: Annotated[str, Field(description="As people know it.", examples=["T-1"])]
    contract_id: Annotated[int | None, Field(description="The contract that covers it, if any does.")]
    warning: Annotated[str, Field(description="What is to be known of its contract; empty for nothing.")]


@router.post(
    "/ticket-checks", dependencies=JSON_ONLY, responses={200: told("Whether it may be opened."), **problems(403, 415)}
)
def check_ticket(actor: Acting, body: Draft) -> MayOpen:
    """Ask whether a ticket may be opened now; nothing is opened. Scope: `write`."""
    with fields_of_body():
        answer = ticket_opening.ask(actor, body.draft())
    return MayOpen(
        allowed=answer.is_allowed,
        detail=answer.said.text(actor.language) if answer.said else "",
        contract_id=answer.contract_id,
        quota=_quota(answer),
    )


@router.post(
    "/tickets",
    status_code=201,
    dependencies=JSON_ONLY,
    responses={201: told("The ticket is open.", Location="Where it is."), **problems(403, 409, 415)},
)
def open_ticket(actor: Acting, body: Draft, response: Response) -> OpenedTicket:
    """Open a ticket under the contract that covers it. Scope: `write`.

    Where the contract is used up and its plan blocks new tickets, nothing is opened (409), and `detail` says why:
    which contract, what it includes, what is used, until when. A manager opens it all the same with a `reason`.
    """
    with fields_of_body():
        made = ticket_opening.open_ticket(actor, body.draft())
    response.headers["Location"] = f"{PLACE}/tickets/{made.number}"
    warning = made.said.text(actor.language) if made.said else ""
    return OpenedTicket(id=made.number, number=made.name, contract_id=made.contract_id, warning=warning)


def _quota(answer: Answer) -> ContractQuota | None:
    found: Quota | None = answer.quota
    return None if found is None else ContractQuota.model_validate(found)
