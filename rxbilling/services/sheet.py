"""The timesheet: one cell changed, an entry deleted, the last change undone; and every row whose price that moved."""

from dataclasses import dataclass, replace

from rxbilling.locales import tr
from rxbilling.models import entry_rows
from rxbilling.models.database import reading
from rxbilling.services import entries, entry_changes, entry_editing, undoing
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.entries import Cell
from rxbilling.services.entry_cells import with_cell
from rxbilling.services.entry_editing import Editable
from rxbilling.services.sheet_words import DONE, OTHER_CLOCK, TICKET_LEFT, UNDONE

MOST_MOVED = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change did: the rows that are others now, or (``is_many``) that there are too many to tell."""

    rows: list[dict[str, Cell]]
    is_many: bool
    said: str = ""


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
    done = moved(actor, entry_changes.change(actor, number, version, draft).revision)
    return replace(done, said=_beside(actor, found, done.rows, number)) if field == "account" else done


def _beside(actor: Actor, before: Editable, rows: list[dict[str, Cell]], number: int) -> str:
    """Say what else another account changes: the ticket stays with its own, and times are on another clock."""
    now = next((row for row in rows if row["id"] == number), None)
    if now is None:
        return ""
    lost = before.ticket and not now["ticket"]
    said = [tr(actor.language, TICKET_LEFT, ticket=before.ticket)] if lost else []
    if before.draft.start_at is not None and now["zone"] != before.zone:
        said.append(tr(actor.language, OTHER_CLOCK, zone=now["zone"]))
    return " ".join(said)


def delete(actor: Actor | None, number: int, version: int) -> Moved:
    """Delete an entry, if it still has the version that the actor saw.

    Raises:
        Refused: as ``entry_changes.delete`` does.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    found = moved(actor, entry_changes.delete(actor, number, version).revision)
    done = DONE["delete"]
    return replace(found, said=tr(actor.language, done))


def undo(actor: Actor | None, change: int | None = None) -> Moved:
    """Undo a change of the actor's by its number, or (None) what the actor changed last.

    Raises:
        Refused: as ``undoing.undo`` does.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    undone = undoing.undo(actor, change)
    said = tr(actor.language, UNDONE[undone.action], count=undone.count)
    return replace(moved(actor, undone.revision), said=said)


def moved(actor: Actor | None, revision: int) -> Moved:
    """Return the rows that a revision changed, as far as the actor may see them."""
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        numbers = entry_rows.changed_by(db.connection(), revision, MOST_MOVED + 1)
    is_many = len(numbers) > MOST_MOVED
    return Moved([] if is_many else entries.some(actor, numbers), is_many)
