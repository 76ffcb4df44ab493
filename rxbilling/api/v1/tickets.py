"""Tickets, and the reps and services that time is logged for."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Document, Number, Text
from rxbilling.api.v1.paging import Listed, PageQuery, cursor_of
from rxbilling.services import tickets

router = APIRouter(tags=["tickets"])


class Ticket(Document):
    """A customer's request."""

    id: int
    number: Annotated[str, Field(description="As people know it; two accounts may use the same.", examples=["T-1"])]
    account_id: int
    account: str
    subject: str
    product: str
    priority: str
    ticket_type: str
    contract_id: Annotated[int | None, Field(description="Its own contract, if it has one.")]
    state: Literal["open", "closed"]
    opened_at: datetime
    closed_at: datetime | None


class Tickets(Listed[Ticket]):
    """A page of tickets."""


class TicketQuery(PageQuery):
    """Which tickets are wanted."""

    account: Annotated[list[Number], Field(description="Of these accounts; may be repeated.")] = []
    state: Annotated[Literal["open", "closed"] | None, Field(description="In this state.")] = None
    number: Annotated[Text | None, Field(description="With this number, exactly.")] = None


class Named(Document):
    """Something with a number and a name."""

    id: int
    name: str


class Rep(Named):
    """Somebody who does the work."""

    role: Annotated[str, Field(description="The rep role that prices may depend on; may be empty.")]
    active: bool


class Reps(Listed[Rep]):
    """A page of reps."""


class Service(Named):
    """A kind of work that is sold."""


class Services(Listed[Service]):
    """A page of services."""


@router.get("/tickets", responses={200: told("A page of tickets."), **problems(403)})
def list_tickets(actor: Acting, query: Annotated[TicketQuery, Query()]) -> Tickets:
    """List tickets, in the order in which they came here. Scope: `read`."""
    chosen = tickets.TicketFilter(tuple(query.account), query.state, query.number)
    page = tickets.some(actor, query.window(), chosen)
    return Tickets(items=[Ticket.model_validate(item) for item in page.items], next=cursor_of(page.next))


@router.get("/tickets/{ticket_id}", responses={200: told("The ticket."), **problems(403, 404)})
def get_ticket(actor: Acting, ticket_id: Number) -> Ticket:
    """Get a ticket. Scope: `read`."""
    return Ticket.model_validate(tickets.look(actor, ticket_id))


@router.get("/reps", responses={200: told("A page of reps."), **problems(403)})
def list_reps(actor: Acting, query: Annotated[PageQuery, Query()]) -> Reps:
    """List the reps whose work you may see: a rep sees itself alone. Scope: `read`."""
    page = tickets.reps(actor, query.window())
    return Reps(items=[Rep.model_validate(item) for item in page.items], next=cursor_of(page.next))


@router.get("/services", responses={200: told("A page of services."), **problems(403)})
def list_services(actor: Acting, query: Annotated[PageQuery, Query()]) -> Services:
    """List the kinds of work. Scope: `read`."""
    page = tickets.services(actor, query.window())
    return Services(items=[Service.model_validate(item) for item in page.items], next=cursor_of(page.next))
