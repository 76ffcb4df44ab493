"""The files that were made: a user's own, for finance everybody's."""

from rxbilling.models import Export, api_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.pages import Page, Window, cut


def some(actor: Actor | None, window: Window) -> Page[Export]:
    """Return the files that were made, the newest first; ``window.after`` 0 begins with the last one."""
    actor = require(actor, Right.EXPORT_WORK)
    only = None if actor.may(Right.EXPORT_ACCOUNTING) else actor.user_id or 0
    with reading() as db:
        rows = api_rows.exports(db, window.after or None, window.most, only)
    return cut(rows, window, lambda row: row.id, lambda row: row)
