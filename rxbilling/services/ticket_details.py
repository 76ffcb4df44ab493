"""One ticket: what was asked, under which contract, and what its work comes to."""

from dataclasses import dataclass

from rxbilling.models import Service, Ticket, ticket_rows
from rxbilling.models.database import reading
from rxbilling.services import ticket_list
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.ticket_drafts import TicketChange
from rxbilling.services.ticket_list import TicketWork


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """A ticket and its work as far as the actor sees it; ``contract`` is what it is called ("" for none).

    ``closed_at`` is in UTC epoch seconds; ``reason`` is why it was opened although its
    contract allowed none (R18), told to those who see contracts.
    """

    work: TicketWork
    asked: TicketChange
    account_id: int
    contract_id: int | None
    contract: str
    service: str
    closed_at: int | None
    reason: str


def look(actor: Actor | None, number: int) -> TicketDetail:
    """Return a ticket.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    # The version first: of a ticket that changes meanwhile it is the one before, which cannot be saved over.
    work = ticket_list.one(actor, number)
    with reading() as db:
        ticket = db.get_one(Ticket, number)
        contract = ticket_rows.contract_of(db, ticket)
        service = db.get(Service, ticket.service_id) if ticket.service_id else None
    return TicketDetail(
        work=work,
        asked=_asked(ticket),
        account_id=ticket.account_id,
        contract_id=contract.id if contract else None,
        contract=contract.number if contract else "",
        service=service.name if service else "",
        closed_at=ticket.closed_at,
        reason=ticket.override_reason if actor.may(Right.SEE_CONTRACTS) else "",
    )


def _asked(ticket: Ticket) -> TicketChange:
    return TicketChange(
        subject=ticket.subject,
        service_id=ticket.service_id,
        product=ticket.product,
        priority=ticket.priority,
        ticket_type=ticket.ticket_type,
    )
