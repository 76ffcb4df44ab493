"""Tickets, and the reps and services that work is logged for, as other programs see them."""

from dataclasses import dataclass

from rxbilling.models import Account, Rep, Service, Ticket, api_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.entry_drafts import UNKNOWN
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import Page, Window, cut


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Every part that is set must hold."""

    accounts: tuple[int, ...] = ()
    state: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket; instants are UTC epoch seconds."""

    id: int
    number: str
    account_id: int
    account: str
    subject: str
    product: str
    priority: str
    ticket_type: str
    contract_id: int | None
    state: str
    opened_at: int
    closed_at: int | None


def some(actor: Actor | None, window: Window, chosen: TicketFilter) -> Page[Shown]:
    """Return tickets of a filter."""
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        rows = api_rows.tickets(db, window.after, window.most, chosen.accounts, chosen.state, chosen.number)
    return cut(rows, window, lambda row: row[0].id, lambda row: _shown(*row))


def look(actor: Actor | None, number: int) -> Shown:
    """Return a ticket.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        found = db.get(Ticket, number) if may_be_number(number) else None
        if found is None:
            raise NotThere(UNKNOWN["ticket"])
        return _shown(found, db.get_one(Account, found.account_id).name)


def services(actor: Actor | None, window: Window) -> Page[Service]:
    """Return the kinds of work that are sold."""
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        rows = api_rows.services(db, window.after, window.most)
    return cut(rows, window, lambda row: row.id, lambda row: row)


def reps(actor: Actor | None, window: Window) -> Page[Rep]:
    """Return the reps whose work an actor may see: of a rep that is one."""
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        rows = api_rows.reps(db, window.after, window.most, actor.rep_only)
    return cut(rows, window, lambda row: row.id, lambda row: row)


def _shown(row: Ticket, account: str) -> Shown:
    return Shown(
        id=row.id or 0,
        number=row.number,
        account_id=row.account_id,
        account=account,
        subject=row.subject,
        product=row.product,
        priority=row.priority,
        ticket_type=row.ticket_type,
        contract_id=row.contract_id,
        state=row.state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
