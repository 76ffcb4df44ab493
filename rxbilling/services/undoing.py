"""Undoing changes of time entries, if nobody has changed them since: single ones, and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import ChangeSet, undo_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import approval, audit, pricing, week_locks
from rxbilling.services.access import NOT_ALLOWED, Actor, NotNow, Refused, Right, require
from rxbilling.services.clock import now, today
from rxbilling.services.entry_facts import facts_of_row

SUBJECT = "time entry"
# What was done, and the right that it took.
RIGHTS = {
    "add": Right.LOG_OWN_WORK,
    "change": Right.LOG_OWN_WORK,
    "delete": Right.LOG_OWN_WORK,
    "change many": Right.CHANGE_ALL_WORK,
    "delete many": Right.CHANGE_ALL_WORK,
    "mark": Right.MARK_WORK,
    "mark billable": Right.MARK_WORK,
}
DAYS_KEPT = 7
A_DAY = 86_400
NOTHING = Message(N_("There is nothing to undo."))
NOT_UNDONE = Message(N_("There is nothing to do again."))
SINCE = N_(
    "This cannot be put back: some of these entries have been changed since, by you or by somebody else ({count})."
)
OTHER_PRICE = N_(
    "This cannot be put back: {count} of these entries cost something else now. Mark them as billed again."
)
NOT_APPROVED = N_("This cannot be put back: {count} of these entries lie in weeks that are not approved.")
CLOSED = Message(N_("This cannot be put back: the period has been closed since."))


@dataclass(frozen=True, slots=True)
class One:
    """The only entry of a change: its local day, its account and its length."""

    day: date
    account: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its number, when it was made (epoch seconds), what it did (a key of ``RIGHTS``), to how many entries.

    ``one`` says which entry, where it is only one.
    """

    number: int
    at: int
    action: str
    count: int
    one: One | None


@dataclass(frozen=True, slots=True)
class Undone(Change):
    """A change that was undone or made again, and the revision that did it."""

    revision: int


def begin(db: Database, actor: Actor, action: str) -> int | None:
    """Begin a change that can be undone and return its number; None where nobody sits there to undo it."""
    if actor.user_id is None or actor.scopes is not None:
        return None
    undo_rows.forget(db, now() - DAYS_KEPT * A_DAY)
    made = ChangeSet(user_id=actor.user_id, at=now(), action=action)
    db.add(made)
    db.flush()
    return made.id


def remember(db: Database, actor: Actor, action: str, ids: Sequence[int]) -> int | None:
    """Keep entries as they are before they are changed; return the number of the change, None where it is not kept."""
    change_set = begin(db, actor, action) if ids else None
    if change_set is not None:
        undo_rows.remember(db, change_set, ids)
    return change_set


def remember_added(db: Database, actor: Actor, ids: Sequence[int]) -> int | None:
    """Keep that entries were added: undone, they are deleted; return the number of the change, as ``remember`` does."""
    change_set = begin(db, actor, "add") if ids else None
    if change_set is not None:
        undo_rows.remember(db, change_set, ids, added_at=now())
    return change_set


def last(actor: Actor | None) -> Change:
    """Return what the actor changed last, and can undo.

    Raises:
        Refused: there is nothing.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        found = _found(db, actor, None, undone=False)
        return Change(*_told(found, undo_rows.kept(db, found.id or 0)))


def undo(actor: Actor | None, change: int | None = None) -> Undone:
    """Undo a change of the actor's by its number, or (None) what the actor changed last.

    Raises:
        Refused: there is nothing to undo, the actor may not do it any more, entries were changed since, or the period
            is closed.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with writing() as db:
        found = _found(db, actor, change, undone=False)
        _refuse(db, require(actor, RIGHTS[found.action]), found.id or 0)
        return _turn(db, actor, found, "undo")


def redo(actor: Actor | None, change: int) -> Undone:
    """Make a change of the actor's again that was undone.

    Raises:
        Refused: as ``undo`` does.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with writing() as db:
        found = _found(db, actor, change, undone=True)
        _refuse(db, require(actor, RIGHTS[found.action]), found.id or 0)
        return _turn(db, actor, found, "redo")


def _found(db: Database, actor: Actor, change: int | None, *, undone: bool) -> ChangeSet:
    since = now() - DAYS_KEPT * A_DAY
    found = actor.user_id and undo_rows.open_change(db, actor.user_id, since, change, undone=undone)
    if not found:
        raise NotNow(NOT_UNDONE if undone else NOTHING)
    return found


def _turn(db: Database, actor: Actor, found: ChangeSet, action: str) -> Undone:
    """Put the entries of a change back as it keeps them; it then keeps how they were until now."""
    number, revision = found.id or 0, next_revision(db)
    before, after = undo_rows.now(db, number), undo_rows.kept(db, number)
    concerned = [] if found.action == "mark" else [row.id for row in after]
    accounts = undo_rows.accounts(db, number)
    week_locks.refuse_locked(db, actor, concerned)
    _restore(db, found, revision)
    week_locks.refuse_locked(db, actor, concerned)
    pricing.price(db, accounts, until=today("UTC").toordinal(), revision=revision)
    found.undone_at, found.version = now() if action == "undo" else None, found.version + 1
    db.add(found)
    events = [_event(action, old, new) for old, new in zip(before, after, strict=True)]
    audit.record_each(db, actor, SUBJECT, events)
    return Undone(*_told(found, after), revision)


def _restore(db: Database, found: ChangeSet, revision: int) -> None:
    undo_rows.reach(db, found.id or 0)
    spare = ChangeSet(user_id=found.user_id, at=found.at, action=found.action)
    db.add(spare)
    db.flush()
    undo_rows.restore(db, found.id or 0, revision, spare.id or 0)
    db.delete(spare)
    db.flush()


def _told(found: ChangeSet, rows: Sequence[Any]) -> tuple[int, int, str, int, One | None]:
    one = One(date.fromordinal(rows[0].day), rows[0].account, rows[0].seconds) if len(rows) == 1 else None
    return found.id or 0, found.at, found.action, len(rows), one


def _event(action: str, before: Any, after: Any) -> audit.Event:  # noqa: ANN401 - rows of the database have no type of their own
    old, new = facts_of_row(before), facts_of_row(after)
    if before.deleted_at is None and after.deleted_at is None:
        return audit.Event(action, after.id, *audit.difference(old, new))
    if after.deleted_at is None:
        return audit.Event(f"{action}: back", after.id, {}, new)
    return audit.Event(f"{action}: gone", after.id, old, {})


def _refuse(db: Database, actor: Actor, change_set: int) -> None:
    if changed := undo_rows.count(db, change_set, undo_rows.CHANGED_SINCE):
        raise NotNow(Message(SINCE, {"count": changed}))
    if undo_rows.count(db, change_set, undo_rows.IN_CLOSED_BOOKS):
        raise NotNow(CLOSED)
    if others := undo_rows.count(db, change_set, undo_rows.PRICED_OTHERWISE):
        raise NotNow(Message(OTHER_PRICE, {"count": others}))
    if unapproved := approval.unapproved(db, undo_rows.entries(db, change_set, undo_rows.WAS_BILLED)):
        raise NotNow(Message(NOT_APPROVED, {"count": len(unapproved)}))
    if not (actor.may(Right.CHANGE_ALL_WORK) or actor.may(Right.MARK_WORK)):
        own = int(actor.rep_id or 0)
        if undo_rows.count(db, change_set, f"t.rep_id <> {own} OR k.rep_id <> {own}"):
            raise Refused(NOT_ALLOWED)
