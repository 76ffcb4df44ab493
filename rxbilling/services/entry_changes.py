"""Adding, changing and deleting one time entry: who may, is it valid, in one transaction, priced again, audited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session as Database

from rxbilling.locales import Message
from rxbilling.models import Organisation, TimeEntry
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit, entry_drafts, pricing, undoing
from rxbilling.services.access import NOT_ALLOWED, Actor, NotNow, Refused, Right, require
from rxbilling.services.clock import now, today
from rxbilling.services.closing import refuse_closed
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_facts import facts
from rxbilling.services.entry_locks import open_entry
from rxbilling.services.inputs import plain
from rxbilling.services.undoing import SUBJECT
from rxbilling.services.week_locks import refuse_week


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its number, the version that it has now, and the revision that wrote it (0: no price moved).

    ``change`` is the number under which that is undone; None where nobody can.
    """

    number: int
    version: int
    revision: int = 0
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Entries that were added together: their numbers, in order, and the revision that wrote them."""

    numbers: list[int]
    revision: int


class SomeRefused(NotNow):
    """Some of the entries that were to be added together may not be there: why, by their places among them."""

    def __init__(self, reasons: Mapping[int, Message]) -> None:
        super().__init__(next(iter(reasons.values())))
        self.reasons = reasons


def add(actor: Actor | None, draft: EntryDraft) -> Stored:
    """Add an entry.

    Raises:
        Refused: the actor may not, a value cannot be taken, the period is closed or the week handed in.
    """
    actor = _require(actor, draft.rep_id)
    with writing() as db:
        stored = add_in(db, actor, draft)
        return replace(stored, change=undoing.remember_added(db, actor, [stored.number]))


def add_in(db: Database, actor: Actor | None, draft: EntryDraft) -> Stored:
    """Add an entry in a transaction that is open; see ``add``."""
    added = add_many_in(db, actor, [draft])
    return Stored(added.numbers[0], 1, added.revision)


def add_many_in(db: Database, actor: Actor | None, drafts: Sequence[EntryDraft]) -> Added:
    """Add entries in a transaction that is open, priced together; see ``add``.

    Raises:
        SomeRefused: weeks of some of them are handed in.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    for draft in drafts:
        refuse(db, actor, draft)
    revision = next_revision(db)
    made = [TimeEntry(**_columns(draft), revision=revision) for draft in drafts]
    db.add_all(made)
    db.flush()
    _price(db, {draft.account_id for draft in drafts}, revision)
    _refuse_weeks(db, actor, made)
    for entry in made:
        audit.record(db, actor, "add", SUBJECT, subject_id=entry.id, after=facts(db, entry))
    return Added([entry.id or 0 for entry in made], revision)


def refuse(db: Database, actor: Actor | None, draft: EntryDraft) -> None:
    """Refuse what an actor may not add, or what cannot be stored.

    Raises:
        Refused: see ``add``.
    """
    _require(actor, draft.rep_id)
    _check(db, draft)


def change(actor: Actor | None, number: int, version: int, draft: EntryDraft) -> Stored:
    """Change an entry, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, billed, closed or handed in, or a value cannot be
            taken.
    """
    actor = _require(actor, draft.rep_id)
    with writing() as db:
        kept = undoing.remember(db, actor, "change", [number])
        return replace(change_in(db, actor, number, version, draft), change=kept)


def change_in(db: Database, actor: Actor | None, number: int, version: int, draft: EntryDraft) -> Stored:
    """Change an entry in a transaction that is open; see ``change``."""
    actor = _require(actor, draft.rep_id)
    entry = open_entry(db, actor, number, version)
    _check(db, draft)
    before, accounts = facts(db, entry), {entry.account_id, draft.account_id}
    revision = next_revision(db)
    if (entry.account_id, entry.ticket_id) != (draft.account_id, draft.ticket_id):
        # What was agreed for the work there does not go with it.
        entry.product = entry.override_rate = None
    for name, value in (_columns(draft) | {"version": version + 1, "revision": revision}).items():
        setattr(entry, name, value)
    db.add(entry)
    db.flush()
    _price(db, accounts, revision)
    _refuse_week(db, actor, entry)
    audit.record_change(db, actor, SUBJECT, number, before, facts(db, entry))
    return Stored(number, entry.version, revision)


def delete(actor: Actor | None, number: int, version: int) -> Stored:
    """Delete an entry, if it still has the version that the actor saw; it is only marked, and its history stays.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, billed, closed or handed in.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        entry = open_entry(db, actor, number, version)
        kept = undoing.remember(db, actor, "delete", [number])
        before, revision = facts(db, entry), next_revision(db)
        entry.deleted_at, entry.version, entry.revision = now(), version + 1, revision
        db.add(entry)
        db.flush()
        _price(db, {entry.account_id}, revision)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=before)
        return Stored(number, entry.version, revision, kept)


def _require(actor: Actor | None, rep_id: int) -> Actor:
    """Let reps log their own work only."""
    actor = require(actor, Right.LOG_OWN_WORK)
    if not actor.may(Right.CHANGE_ALL_WORK) and rep_id != actor.rep_id:
        raise Refused(NOT_ALLOWED)
    return actor


def _check(db: Database, draft: EntryDraft) -> None:
    entry_drafts.check(db, draft)
    refuse_closed(db.get_one(Organisation, 1), draft.start_at, draft.ordinal)


def _refuse_week(db: Database, actor: Actor, entry: TimeEntry) -> None:
    """Refuse an entry that came into a week that is handed in: only pricing knows its local day (R5a)."""
    db.refresh(entry, ["day"])
    refuse_week(db, actor, entry.rep_id, entry.day)


def _refuse_weeks(db: Database, actor: Actor, made: Sequence[TimeEntry]) -> None:
    reasons = {}
    for place, entry in enumerate(made):
        try:
            _refuse_week(db, actor, entry)
        except NotNow as refusal:
            reasons[place] = refusal.message
    if reasons:
        raise SomeRefused(reasons)


def _columns(draft: EntryDraft) -> dict[str, Any]:
    return {
        "account_id": draft.account_id,
        "rep_id": draft.rep_id,
        "service_id": draft.service_id,
        "ticket_id": draft.ticket_id,
        "start_at": draft.start_at,
        "end_at": draft.end_at,
        "day": draft.ordinal,
        "seconds": draft.length_s,
        "tier": None if draft.tier is None else int(draft.tier),
        "note": plain(draft.note),
        "billable": draft.billable,
    }


def _price(db: Database, accounts: set[int], revision: int) -> None:
    pricing.price(db, sorted(accounts), until=today("UTC").toordinal(), revision=revision)
