"""Whether anything has changed, for pages that are open: two numbers that only grow."""

from rxbilling.models import log_rows, work_columns
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require


def marks(actor: Actor | None) -> dict[str, str]:
    """Return a mark of the time entries (with their prices), and one of everything: another mark is a change."""
    require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        epoch, number = work_columns.revision(db.connection())
        return {"work": f"{epoch}.{number}", "all": str(log_rows.last_event(db))}
