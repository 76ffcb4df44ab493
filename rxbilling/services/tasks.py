"""What work is for: an account, a service, a ticket, a note; and what a rep does again and again."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlmodel import Session as Database

from rxbilling.models import day_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.inputs import plain

MOST_RECENT = 6
# As many of a rep's last entries are looked through for what is done again and again.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Task:
    """What work is for."""

    account_id: int
    service_id: int | None = None
    ticket_id: int | None = None
    note: str = ""
    billable: bool = True

    def draft(self, rep_id: int, start_at: int, end_at: int) -> EntryDraft:
        """Return the entry of a rep who did it from one instant to another."""
        return EntryDraft(rep_id=rep_id, start_at=start_at, end_at=end_at, **self.columns())

    def columns(self) -> dict[str, Any]:
        """Return it as the columns that entries and timers share."""
        return {
            "account_id": self.account_id,
            "service_id": self.service_id,
            "ticket_id": self.ticket_id,
            "note": plain(self.note).strip(),
            "billable": self.billable,
        }

    def facts(self, db: Database) -> Facts:
        """Return it for the audit trail."""
        account, service, ticket = sql.task_names(db, self.account_id, self.service_id, self.ticket_id)
        return {
            "account": account,
            "service": service or None,
            "ticket": ticket or None,
            "note": self.note,
            "billable": "yes" if self.billable else "no",
        }


@dataclass(frozen=True, slots=True)
class Recent:
    """A combination that a rep logged lately; names are empty where there is no service or ticket."""

    account_id: int
    service_id: int | None
    ticket_id: int | None
    account: str
    service: str
    ticket: str


def recent(actor: Actor | None, rep_id: int) -> list[Recent]:
    """Return the combinations that a rep logged last, the newest first."""
    actor = require(actor, Right.SEE_OWN_WORK)
    if actor.rep_only not in {None, rep_id}:
        return []
    work = read_model.current()
    last = np.flatnonzero(work["rep"] == rep_id)[-LOOKED_THROUGH:][::-1]
    combinations = dict.fromkeys(
        zip(*(work[name][last].tolist() for name in ("account", "service", "ticket")), strict=True)
    )
    with reading() as db:
        return [_named(db, *numbers) for numbers in list(combinations)[:MOST_RECENT]]


def _named(db: Database, account: int, service: int, ticket: int) -> Recent:
    numbers = (account, service or None, ticket or None)
    return Recent(*numbers, *sql.task_names(db, *numbers))
