"""An entry as it is before it is changed: what it says, on whose clock, and why it cannot be changed."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import Message
from rxbilling.models import Calendar, Charge, Organisation, TimeEntry
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, NotThere, Refused, Right, require
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_facts import draft_of, facts
from rxbilling.services.entry_locks import GONE, open_entry, there


@dataclass(frozen=True, slots=True)
class Editable:
    """An entry as it can be changed: what it says, its version, the zone of its calendar, and why it cannot be."""

    draft: EntryDraft
    version: int
    zone: str
    account: str
    rep: str
    ticket: str
    locked: Message | None


def look(actor: Actor | None, number: int) -> Editable:
    """Return an entry to be changed.

    Raises:
        Refused: the actor may see no entries, or none of that number.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        entry = there(db, number)
        if entry is None or actor.rep_only not in {None, entry.rep_id}:
            raise NotThere(GONE)
        charge, organisation = db.get(Charge, number), db.get_one(Organisation, 1)
        calendar = db.get_one(Calendar, charge.calendar_id if charge else organisation.calendar_id)
        known = facts(db, entry)
        return Editable(
            draft=draft_of(entry),
            version=entry.version,
            zone=calendar.zone,
            account=str(known["account"]),
            rep=str(known["rep"]),
            ticket=str(known["ticket"] or ""),
            locked=_lock(db, actor, entry),
        )


def _lock(db: Database, actor: Actor, entry: TimeEntry) -> Message | None:
    """Return why an actor cannot change an entry now, if that is so."""
    try:
        open_entry(db, require(actor, Right.LOG_OWN_WORK), entry.id or 0, entry.version)
    except Refused as refusal:
        return refusal.message
    return None
