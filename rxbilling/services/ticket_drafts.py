"""What somebody states of a ticket, checked against what there is."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Service
from rxbilling.services.access import Invalid
from rxbilling.services.entry_drafts import known
from rxbilling.services.inputs import plain

LONGEST = {"subject": 200, "number": 60, "product": 100, "priority": 60, "ticket_type": 60, "reason": 500}
TOO_LONG = N_("At most {count} characters.")
NO_SUBJECT = Message(N_("Say in a few words what the ticket is about."))


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """A ticket as it is to be; without a ``number`` it gets the next one.

    ``reason`` is why it is opened although its contract allows none (R18).
    """

    account_id: int
    subject: str
    number: str = ""
    service_id: int | None = None
    product: str = ""
    priority: str = ""
    ticket_type: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketChange:
    """What may become of a ticket that is there: its account, its contract and its number stay."""

    subject: str
    service_id: int | None = None
    product: str = ""
    priority: str = ""
    ticket_type: str = ""


def checked(db: Database, draft: TicketDraft) -> TicketDraft:
    """Return a draft with its texts as they are stored.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    known(db, Account, "account", draft.account_id)
    if draft.service_id is not None:
        known(db, Service, "service", draft.service_id)
    texts: dict[str, Any] = {field: plain(getattr(draft, field)).strip() for field in LONGEST}
    for field, text in texts.items():
        if len(text) > LONGEST[field]:
            raise Invalid(field, Message(TOO_LONG, {"count": LONGEST[field]}))
    if not texts["subject"]:
        raise Invalid("subject", NO_SUBJECT)
    return replace(draft, **texts)
