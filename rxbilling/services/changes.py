"""Whether anything has changed, for pages that are open: two numbers that only grow."""

from rxbilling.models import log_rows, work_columns
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require


def marks(actor: Actor | None) -> dict[str, str]:
    """Return marks of the time entries (with their prices), of everything, and of who looks: another is a change."""
    actor = require(actor, Right.SEE_OWN_WORK)
    who = f"{actor.user_id}.{actor.role}.{actor.rep_id}"
    with reading() as db:
        epoch, number = work_columns.revision(db.connection())
        return {"work": f"{epoch}.{number}", "all": str(log_rows.last_event(db)), "who": who}
