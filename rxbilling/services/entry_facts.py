"""What a stored time entry says: as a draft that can be changed, and for the audit trail."""

from datetime import UTC, date, datetime

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
    return {
        "account": db.get_one(Account, entry.account_id).name,
        "rep": db.get_one(Rep, entry.rep_id).name,
        "service": None if entry.service_id is None else db.get_one(Service, entry.service_id).name,
        "ticket": None if entry.ticket_id is None else db.get_one(Ticket, entry.ticket_id).number,
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
