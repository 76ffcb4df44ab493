"""Adding, changing and deleting entries for other programs: what is answered is what the transaction wrote."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models.database import reading, writing
from rxbilling.services import entry_changes, idempotency, logged
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_locks import GONE
from rxbilling.services.inputs import may_be_number
from rxbilling.services.logged import Logged

DELETED_SINCE = Message(N_("The entry that was made with this key has been deleted since."))


class DeletedSince(NotThere):
    """A request is repeated whose entry is gone."""

    def __init__(self) -> None:
        super().__init__(DELETED_SINCE)


@dataclass(frozen=True, slots=True)
class Made:
    """An entry that a request made; ``repeated`` where an earlier one with the same key did."""

    entry: Logged
    repeated: bool


def create(actor: Actor | None, draft: EntryDraft, key: str | None = None) -> Made:
    """Add an entry; with a key that was used for the same before, add nothing and return the same entry.

    Raises:
        Refused: the actor may not, a value cannot be taken, the period is closed, or the key was used for another
            request.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        known = idempotency.used_for(db, actor, key, draft) if key else None
        if known is not None:
            return Made(_again(db, actor, known), repeated=True)
        number = entry_changes.add_in(db, actor, draft).number
        if key:
            idempotency.keep(db, actor, key, draft, number)
        return Made(_writable(db, actor, number), repeated=False)


def change(actor: Actor | None, number: int, version: int, draft: EntryDraft) -> Logged:
    """Change an entry, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, billed or closed, or a value cannot be taken.
    """
    with writing() as db:
        entry_changes.change_in(db, actor, number, version, draft)
        (changed,) = logged.views(db, [number])
        return changed


def present(actor: Actor | None, number: int) -> Logged:
    """Return an entry that an actor may write to, as it is now: for who was refused, and wants to do it again.

    Raises:
        Refused: the actor may write to no entries, or to none of that number.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with reading() as db:
        return _writable(db, actor, number)


def _again(db: Database, actor: Actor, number: int) -> Logged:
    """Return the entry that an earlier request made."""
    try:
        return _writable(db, actor, number)
    except NotThere as gone:
        raise DeletedSince from gone


def _writable(db: Database, actor: Actor, number: int) -> Logged:
    found = logged.views(db, [number]) if may_be_number(number) else []
    if not found or not (actor.may(Right.CHANGE_ALL_WORK) or found[0].rep_id == actor.rep_id):
        raise NotThere(GONE)
    return found[0]
