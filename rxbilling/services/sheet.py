"""The timesheet: one cell changed, an entry deleted, the last change undone; and every row whose price that moved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rxbilling.exchange.statement_text import hours_text
from rxbilling.locales import Message, tr
from rxbilling.models import entry_rows
from rxbilling.models.database import reading
from rxbilling.services import entries, entry_changes, entry_editing, undoing
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.entries import Cell
from rxbilling.services.entry_cells import with_cell
from rxbilling.services.entry_editing import Editable
from rxbilling.services.sheet_words import (
    CHANGED,
    DONE,
    ENTRIES,
    ENTRY,
    OTHER_CLOCK,
    REDONE,
    STILL_TO_COME,
    TICKET_LEFT,
    UNDONE,
)
from rxbilling.services.undoing import Change, Undone

MOST_MOVED = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change did: the rows that are others now, or (``is_many``) that these are not all.

    ``change`` is the number under which it is undone, or done again; None where nobody can.
    """

    rows: list[dict[str, Cell]]
    is_many: bool
    said: str = ""
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A change that can be undone: its number, when it was made (epoch seconds), and what it was, in words."""

    change: int
    at: int
    said: str


def change_cell(actor: Actor | None, number: int, version: int, field: str, text: str) -> Moved:
    """Change one cell of an entry, if it still has the version that the actor saw.

    Raises:
        Refused: as ``entry_changes.change`` does; Invalid names the column.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    found = entry_editing.look(actor, number)
    with reading() as db:
        draft = with_cell(db, actor, found.draft, found.zone, field, text)
    if draft == found.draft:
        return Moved(entries.some(actor, [number]), is_many=False)
    stored = entry_changes.change(actor, number, version, draft)
    done = replace(moved(actor, stored.revision), change=stored.change)
    now = next((row for row in done.rows if row["id"] == number), None)
    return done if now is None or field not in BESIDE else replace(done, said=BESIDE[field](actor, found, now))


def _of_day(actor: Actor, _before: Editable, now: Mapping[str, Cell]) -> str:
    """Say that a day is still to come, where it is."""
    is_to_come = str(now["day"]) > today(str(now["zone"])).isoformat()
    return tr(actor.language, STILL_TO_COME) if is_to_come else ""


def _of_account(actor: Actor, before: Editable, now: Mapping[str, Cell]) -> str:
    """Say what else another account changes: the ticket stays with its own, and times are on another clock."""
    lost = before.ticket and not now["ticket"]
    said = [tr(actor.language, TICKET_LEFT, ticket=before.ticket)] if lost else []
    if before.draft.start_at is not None and now["zone"] != before.zone:
        said.append(tr(actor.language, OTHER_CLOCK, zone=now["zone"]))
    return " ".join(said)


# What is said of a change of some fields.
BESIDE: Mapping[str, Callable[[Actor, Editable, Mapping[str, Cell]], str]] = {"day": _of_day, "account": _of_account}


def delete(actor: Actor | None, number: int, version: int) -> Moved:
    """Delete an entry, if it still has the version that the actor saw.

    Raises:
        Refused: as ``entry_changes.delete`` does.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    stored, done = entry_changes.delete(actor, number, version), DONE["delete"]
    return replace(moved(actor, stored.revision), said=tr(actor.language, done), change=stored.change)


def undo(actor: Actor | None, change: int | None = None) -> Moved:
    """Undo a change of the actor's by its number, or (None) what the actor changed last.

    Raises:
        Refused: as ``undoing.undo`` does.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    return _turned(actor, undoing.undo(actor, change), UNDONE)


def redo(actor: Actor | None, change: int) -> Moved:
    """Make a change of the actor's again that was undone.

    Raises:
        Refused: as ``undoing.redo`` does.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    return _turned(actor, undoing.redo(actor, change), REDONE)


def last(actor: Actor | None) -> Offered:
    """Return what the actor changed last, before it is undone.

    Raises:
        Refused: as ``undoing.last`` does.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    found = undoing.last(actor)
    return Offered(found.number, found.at, _named(actor.language, CHANGED, found))


def _turned(actor: Actor, turned: Undone, words: Mapping[str, str]) -> Moved:
    said = _named(actor.language, words, turned)
    found = moved(actor, turned.revision)
    # Where entries come or go, or their status does, the list is another; a cell is only shown as it is now.
    is_many = found.is_many or turned.action != "change"
    return replace(found, is_many=is_many, said=said, change=turned.number)


def _named(language: str, words: Mapping[str, str], change: Change) -> str:
    """Say of a change which entry it was of, or how many."""
    one, what = change.one, Message(ENTRIES, {"count": change.count})
    if one is not None:
        what = Message(ENTRY, {"day": one.day, "account": one.account, "length": hours_text(one.seconds)})
    return Message(words[change.action], {"what": what}).text(language)


def moved(actor: Actor | None, revision: int) -> Moved:
    """Return the rows that a revision changed, as far as the actor may see them."""
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        numbers = entry_rows.changed_by(db.connection(), revision, MOST_MOVED + 1)
    is_many = len(numbers) > MOST_MOVED
    return Moved([] if is_many else entries.some(actor, numbers), is_many)
