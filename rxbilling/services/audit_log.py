"""Reading the audit trail: who changed what, when, from where, what it was before and after."""

from dataclasses import dataclass

from rxbilling.models import log_rows
from rxbilling.models.database import reading
from rxbilling.models.log_rows import AuditFilter
from rxbilling.services import entries
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.undoing import SUBJECT

PAGE = 50
__all__ = [
    "AuditFilter", "Event", "Events", "account_history", "bill_history", "contract_history", "entry_history", "search",
    "subjects", "ticket_history",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One change; ``who`` is empty for the command line, ``at`` UTC epoch seconds.

    ``subject_name`` is what a person calls the subject: of a user the name, else empty.
    """

    number: int
    at: int
    who: str
    address: str
    action: str
    subject: str
    subject_id: int | None
    subject_name: str
    before: Facts
    after: Facts


@dataclass(frozen=True, slots=True)
class Events:
    """Some events, the newest first, whether there are older ones, and how many there are in all."""

    events: list[Event]
    has_more: bool
    total: int


def search(actor: Actor | None, chosen: AuditFilter, before_id: int | None = None, most: int = PAGE) -> Events:
    """Return a page of the audit trail, from before an event on.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.SEE_AUDIT)
    return _page(chosen, before_id, most)


def subjects(actor: Actor | None) -> list[str]:
    """Return the kinds of things that were changed.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.SEE_AUDIT)
    with reading() as db:
        return list(log_rows.subjects(db))


def entry_history(actor: Actor | None, number: int) -> list[Event]:
    """Return what was done to a time entry, the newest first; nothing for one that the actor may not see.

    Raises:
        Refused: the actor may see no entries at all.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    if not entries.may_see(actor, number):
        return []
    return _page(AuditFilter(subject=SUBJECT, subject_id=number), None, PAGE).events


def contract_history(actor: Actor | None, number: int) -> list[Event]:
    """Return what was done to a contract, the newest first.

    Raises:
        Refused: the actor may see no contracts.
    """
    require(actor, Right.SEE_CONTRACTS)
    return _page(AuditFilter(subject="contract", subject_id=number), None, PAGE).events


def account_history(actor: Actor | None, number: int) -> list[Event]:
    """Return what was done to an account, the newest first.

    Raises:
        Refused: the actor may see no contracts.
    """
    require(actor, Right.SEE_CONTRACTS)
    return _page(AuditFilter(subject="account", subject_id=number), None, PAGE).events


def ticket_history(actor: Actor | None, number: int) -> list[Event]:
    """Return what was done to a ticket, and by whom, the newest first.

    Raises:
        Refused: the actor may not see what others do.
    """
    require(actor, Right.SEE_ALL_WORK)
    return _page(AuditFilter(subject="ticket", subject_id=number), None, PAGE).events


def bill_history(actor: Actor | None, number: int) -> list[Event]:
    """Return what was done to a bill, the newest first.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    return _page(AuditFilter(subject="bill", subject_id=number), None, PAGE).events


def _page(chosen: AuditFilter, before_id: int | None, most: int) -> Events:
    with reading() as db:
        rows = log_rows.events(db, chosen, before_id, most + 1)
        total = log_rows.count(db, chosen)
        has_more, rows = len(rows) > most, rows[:most]
        users = {event.subject_id for event, _ in rows if event.subject == "user" and event.subject_id is not None}
        names = log_rows.user_names(db, users)
    return Events(
        [
            Event(
                number=event.id or 0,
                at=event.at,
                who=name or "",
                address=event.address,
                action=event.action,
                subject=event.subject,
                subject_id=event.subject_id,
                subject_name=names.get(event.subject_id or 0, "") if event.subject == "user" else "",
                before=event.before or {},
                after=event.after or {},
            )
            for event, name in rows
        ],
        has_more,
        total,
    )
