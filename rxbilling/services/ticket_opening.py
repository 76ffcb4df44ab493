"""Opening tickets: refused where the contract's plan blocks them, unless a manager says why all the same (R18)."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Contract, Service, Ticket
from rxbilling.models import ticket_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.clock import now
from rxbilling.services.entry_drafts import UNKNOWN
from rxbilling.services.inputs import may_be_number
from rxbilling.services.quotas import Quota, contract_for, quota_of
from rxbilling.services.ticket_drafts import TicketDraft, checked

SUBJECT, SERIES = "ticket", "T-"
TAKEN = N_("This account has a ticket “{number}” already.")
ASK_A_MANAGER = N_("{reason} A manager can open the ticket all the same, with a reason.")
NOT_YOURS = Message(N_("Only a manager opens a ticket beyond what the contract includes."))
ALREADY = {
    "closed": Message(N_("This ticket is closed already.")),
    "open": Message(N_("This ticket is open already.")),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a ticket may be opened: ``quota`` of its contract, if that includes something; what there is to say."""

    contract_id: int | None
    quota: Quota | None
    said: Message | None

    @property
    def is_allowed(self) -> bool:
        """Whether it may be opened without a reason."""
        return not (self.quota and self.quota.blocks)


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket that was opened, and what there is to say of its contract."""

    number: int
    name: str
    contract_id: int | None
    said: Message | None


def ask(actor: Actor | None, draft: TicketDraft) -> Answer:
    """Return whether a ticket may be opened now; nothing is opened.

    Raises:
        Refused: the actor opens no tickets, or a value cannot be taken.
    """
    require(actor, Right.OPEN_TICKETS)
    with reading() as db:
        return _answer(db, checked(db, draft))


def open_ticket(actor: Actor | None, draft: TicketDraft) -> Opened:
    """Open a ticket under the contract that covers it now.

    Raises:
        Refused: the actor may not, a value cannot be taken, or its contract allows no ticket any more (NotNow).
    """
    actor = require(actor, Right.OPEN_TICKETS)
    with writing() as db:
        draft = checked(db, draft)
        number = _number(db, draft)
        answer = _answer(db, draft, lock=True)
        if not answer.is_allowed:
            _require_reason(actor, draft, answer)
        ticket = Ticket(**_columns(draft, answer), number=number, opened_at=now(), opened_by=actor.user_id)
        db.add(ticket)
        db.flush()
        action = "add" if answer.is_allowed else "override"
        audit.record(db, actor, action, SUBJECT, subject_id=ticket.id, after=facts(db, ticket))
        return Opened(ticket.id or 0, number, answer.contract_id, answer.said)


def set_state(actor: Actor | None, number: int, version: int, state: str) -> None:
    """Close a ticket, or open a closed one again.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, or in that state already.
    """
    actor = require(actor, Right.OPEN_TICKETS)
    with writing() as db:
        ticket = found_in(db, number, version)
        if state not in ALREADY or ticket.state == state:
            raise NotNow(ALREADY.get(state, UNKNOWN[SUBJECT]))
        before = facts(db, ticket)
        ticket.state, ticket.version = state, version + 1
        ticket.closed_at = max(now(), ticket.opened_at) if state == "closed" else None
        db.add(ticket)
        audit.record_change(db, actor, SUBJECT, number, before, facts(db, ticket))


def found_in(db: Database, number: int, version: int) -> Ticket:
    """Return a ticket as the actor has seen it.

    Raises:
        Refused: there is none, or it changed meanwhile.
    """
    ticket = db.get(Ticket, number) if may_be_number(number) else None
    if ticket is None:
        raise NotThere(UNKNOWN[SUBJECT])
    if ticket.version != version:
        raise Changed
    return ticket


def facts(db: Database, ticket: Ticket) -> audit.Facts:
    """Return a ticket for the audit trail."""
    contract = db.get(Contract, ticket.contract_id) if ticket.contract_id else None
    service = db.get(Service, ticket.service_id) if ticket.service_id else None
    return {
        "ticket": ticket.number,
        "account": db.get_one(Account, ticket.account_id).name,
        "subject": ticket.subject,
        "contract": contract.number if contract else None,
        "service": service.name if service else None,
        "product": ticket.product or None,
        "priority": ticket.priority or None,
        "ticket_type": ticket.ticket_type or None,
        "ticket_state": ticket.state,
        "override_reason": ticket.override_reason or None,
    }


def _answer(db: Database, draft: TicketDraft, *, lock: bool = False) -> Answer:
    contract = contract_for(db, draft, now())
    if contract is None:
        return Answer(None, None, None)
    if lock:
        # Whoever opens another ticket of this contract waits: the last request is given once.
        db.refresh(contract, with_for_update=True)
    quota = quota_of(db, contract)
    return Answer(contract.id, quota, quota.message() if quota else None)


def _require_reason(actor: Actor, draft: TicketDraft, answer: Answer) -> None:
    if not draft.reason and answer.said:
        may = actor.may(Right.OVERRIDE_TICKETS)
        raise NotNow(answer.said if may else Message(ASK_A_MANAGER, {"reason": answer.said}))
    if not actor.may(Right.OVERRIDE_TICKETS):
        raise NotNow(NOT_YOURS)


def _number(db: Database, draft: TicketDraft) -> str:
    """Return the number that was given, or the next one that is free."""
    if draft.number:
        if sql.is_taken(db, draft.account_id, draft.number):
            raise Invalid("number", Message(TAKEN, {"number": draft.number}))
        return draft.number
    counts = (number.removeprefix(SERIES) for number in sql.latest_numbers(db, SERIES))
    following = max((int(count) for count in counts if count.isascii() and count.isdigit()), default=0) + 1
    while sql.is_taken(db, draft.account_id, f"{SERIES}{following}"):
        following += 1
    return f"{SERIES}{following}"


def _columns(draft: TicketDraft, answer: Answer) -> dict[str, Any]:
    return {
        "account_id": draft.account_id,
        "subject": draft.subject,
        "service_id": draft.service_id,
        "product": draft.product,
        "priority": draft.priority,
        "ticket_type": draft.ticket_type,
        "contract_id": answer.contract_id,
        "override_reason": "" if answer.is_allowed else draft.reason,
    }
