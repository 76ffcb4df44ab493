"""SQL about a rep's day: the timer that runs, and what work is for."""

from sqlmodel import Session as Database
from sqlmodel import select

from rxbilling.models.customers import Account, Service, Ticket
from rxbilling.models.timesheets import Timer


def timer_of(db: Database, rep_id: int) -> Timer | None:
    """Return the timer of a rep, if one runs."""
    return db.exec(select(Timer).where(Timer.rep_id == rep_id)).first()


def task_names(db: Database, account_id: int, service_id: int | None, ticket_id: int | None) -> tuple[str, str, str]:
    """Return the names of an account, a service and a ticket; empty for none."""
    service = None if service_id is None else db.get(Service, service_id)
    ticket = None if ticket_id is None else db.get(Ticket, ticket_id)
    return (
        db.get_one(Account, account_id).name,
        service.name if service else "",
        ticket.number if ticket else "",
    )
