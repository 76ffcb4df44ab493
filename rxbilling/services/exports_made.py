"""The files that were made: a user's own, for finance everybody's."""

from dataclasses import dataclass

from rxbilling.models import Export, api_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.pages import Page, Window, cut


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was made: by whom (empty: the command line), of which filter (as in addresses), and its hash.

    ``totals`` is what its amounts come to by currency, in minor units; empty where it has none.
    """

    number: int
    at: int
    who: str
    format: str
    filter: str
    rows: int
    totals: dict[str, int]
    sha256: str


def some(actor: Actor | None, window: Window) -> Page[Export]:
    """Return the files that were made, the newest first; ``window.after`` 0 begins with the last one."""
    actor = require(actor, Right.EXPORT_WORK)
    only = None if actor.may(Right.EXPORT_ACCOUNTING) else actor.user_id or 0
    with reading() as db:
        rows = api_rows.exports(db, window.after or None, window.most, only)
    return cut(rows, window, lambda row: row.id, lambda row: row)


def named(actor: Actor | None, window: Window) -> Page[MadeFile]:
    """Return the same with who made them."""
    found = some(actor, window)
    with reading() as db:
        names = api_rows.exporters(db, {row.user_id for row in found.items if row.user_id is not None})
    return Page([_made(row, names) for row in found.items], found.next)


def _made(row: Export, names: dict[int, str]) -> MadeFile:
    who = names.get(row.user_id or 0, "")
    return MadeFile(row.id or 0, row.at, who, row.format, row.filter, row.row_count, row.totals, row.sha256)
