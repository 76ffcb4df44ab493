"""What a stored time entry says: as a draft that can be changed, and for the audit trail."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session as Database

from rxbilling.engine.terms import Tier
from rxbilling.models import Account, Rep, Service, Ticket, TimeEntry
from rxbilling.services.audit import Facts
from rxbilling.services.entry_drafts import EntryDraft


def draft_of(entry: TimeEntry) -> EntryDraft:
    """Return an entry as a draft."""
    by_clock = entry.start_at is not None
    return EntryDraft(
        account_id=entry.account_id,
        rep_id=entry.rep_id,
        service_id=entry.service_id,
        ticket_id=entry.ticket_id,
        start_at=entry.start_at,
        end_at=entry.end_at,
        day=None if by_clock else date.fromordinal(entry.day),
        seconds=None if by_clock else entry.seconds,
        tier=None if entry.tier is None else Tier(entry.tier),
        note=entry.note,
        billable=entry.billable,
    )


def facts(db: Database, entry: TimeEntry) -> Facts:
    """Return an entry for the audit trail, by names that are still understood when the rows are gone."""
    service = None if entry.service_id is None else db.get_one(Service, entry.service_id).name
    ticket = None if entry.ticket_id is None else db.get_one(Ticket, entry.ticket_id).number
    account, rep = db.get_one(Account, entry.account_id).name, db.get_one(Rep, entry.rep_id).name
    return {"account": account, "rep": rep, "service": service, "ticket": ticket} | _said(entry)


def facts_of_row(row: Any) -> Facts:  # noqa: ANN401 - a row of the database has no type of its own
    """Return the same of an entry that was read with its names, and by what it is billed."""
    names = {name: getattr(row, name) for name in ("account", "rep", "service", "ticket")}
    return names | _said(row) | {"billed": None if row.billed_at is None else row.billed_reference}


def _said(entry: Any) -> dict[str, str | int | None]:  # noqa: ANN401 - an entry, or a row of the database
    return {
        "start": _instant(entry.start_at),
        "end": _instant(entry.end_at),
        "day": date.fromordinal(entry.day).isoformat() if entry.start_at is None else None,
        "seconds": entry.seconds,
        "tier": entry.tier,
        "product": entry.product,
        "override": entry.override_rate,
        "note": entry.note,
        "billable": "yes" if entry.billable else "no",
    }


def _instant(at: int | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
