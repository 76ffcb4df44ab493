"""Undoing changes of time entries, if nobody has changed them since: single ones, and many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import ChangeSet, undo_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import approval, audit, pricing, week_locks
from rxbilling.services.access import NOT_ALLOWED, Actor, NotNow, Refused, Right, require
from rxbilling.services.clock import now, today

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
SINCE = N_(
    "This cannot be undone: some of these entries have been changed since, by you or by somebody else ({count})."
)
OTHER_PRICE = N_("This cannot be undone: {count} of these entries cost something else now. Mark them as billed again.")
NOT_APPROVED = N_("This cannot be undone: {count} of these entries lie in weeks that are not approved.")
CLOSED = Message(N_("This cannot be undone: the period has been closed since."))


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone (a key of ``RIGHTS``), of how many entries, and the revision that did it."""

    action: str
    count: int
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


def remember_added(db: Database, actor: Actor, ids: Sequence[int]) -> None:
    """Keep that entries were added: undone, they are deleted."""
    if ids and (change_set := begin(db, actor, "add")) is not None:
        undo_rows.remember(db, change_set, ids, added_at=now())


def undo(actor: Actor | None, change: int | None = None) -> Undone:
    """Undo a change of the actor's by its number, or (None) what the actor changed last.

    Raises:
        Refused: there is nothing to undo, the actor may not do it any more, entries were changed since, or the period
            is closed.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with writing() as db:
        since = now() - DAYS_KEPT * A_DAY
        found = None if actor.user_id is None else undo_rows.open_change(db, actor.user_id, since, change)
        if found is None or found.id is None:
            raise NotNow(NOTHING)
        _refuse(db, require(actor, RIGHTS[found.action]), found.id)
        return _undo(db, actor, found, undo_rows.entries(db, found.id))


def _undo(db: Database, actor: Actor, found: ChangeSet, ids: list[int]) -> Undone:
    number, revision = found.id or 0, next_revision(db)
    concerned = [] if found.action == "mark" else ids
    week_locks.refuse_locked(db, actor, concerned)
    undo_rows.restore(db, number, revision)
    week_locks.refuse_locked(db, actor, concerned)
    pricing.price(db, undo_rows.accounts(db, number), until=today("UTC").toordinal(), revision=revision)
    found.undone_at, found.version = now(), found.version + 1
    db.add(found)
    audit.record_many(db, actor, "undo", SUBJECT, ids, before={}, after={"undone": found.action})
    return Undone(found.action, len(ids), revision)


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
