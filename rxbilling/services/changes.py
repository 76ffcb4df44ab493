"""Whether anything has changed, for pages that are open: a few marks."""

from rxbilling.models import export_rows, log_rows, notice_rows, work_columns
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require


def marks(actor: Actor | None) -> dict[str, str]:
    """Return marks of the time entries (with their prices), of everything, of one's own notices, and of who looks.

    Another mark is a change.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    who = f"{actor.user_id}.{actor.role}.{actor.rep_id}"
    with reading() as db:
        epoch, number = work_columns.revision(db.connection())
        notices = f"{notice_rows.last(db, actor.user_id or 0)}.{notice_rows.unread(db, actor.user_id or 0)}"
        return {
            "work": f"{epoch}.{number}",
            "all": f"{log_rows.last_event(db)}.{export_rows.last(db)}",
            "notices": notices,
            "who": who,
        }
