"""The files that were made: a user's own, for finance everybody's."""

from dataclasses import dataclass, replace

from rxbilling.models import Export, export_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.pages import Page, Window, cut


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made: by whom (empty: the command line), of which filter (as in addresses), and its hash.

    ``totals`` is what its amounts come to by currency, in minor units; empty where it has none. ``before`` is when a
    file of the same filter was made last before it (None: never), and ``is_same`` that it is that one to the letter.
    """

    number: int
    at: int
    who: str
    format: str
    filter: str
    rows: int
    totals: dict[str, int]
    sha256: str
    before: int | None = None
    is_same: bool = False


def some(actor: Actor | None, window: Window) -> Page[Export]:
    """Return the files that were made, the newest first; ``window.after`` 0 begins with the last one."""
    actor = require(actor, Right.EXPORT_WORK)
    with reading() as db:
        rows = export_rows.exports(db, window.after or None, window.most, _only(actor))
    return cut(rows, window, lambda row: row.id, lambda row: row)


def named(actor: Actor | None, window: Window) -> Page[MadeFile]:
    """Return the same with who made them."""
    actor = require(actor, Right.EXPORT_WORK)
    found = some(actor, window)
    with reading() as db:
        names = export_rows.exporters(db, {row.user_id for row in found.items if row.user_id is not None})
        earlier = export_rows.made_before(db, [row.id or 0 for row in found.items], _only(actor))
    return Page([_made(row, names, earlier.get(row.id or 0)) for row in found.items], found.next)


def _only(actor: Actor) -> int | None:
    """Return whose files an actor sees; None for everybody's."""
    return None if actor.may(Right.EXPORT_ACCOUNTING) else actor.user_id or 0


def _made(row: Export, names: dict[int, str], earlier: Export | None) -> MadeFile:
    who = names.get(row.user_id or 0, "")
    made = MadeFile(row.id or 0, row.at, who, row.format, row.filter, row.row_count, row.totals, row.sha256)
    return made if earlier is None else replace(made, before=earlier.at, is_same=earlier.sha256 == row.sha256)
