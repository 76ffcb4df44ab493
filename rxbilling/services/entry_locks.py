"""When a time entry may change: by whom, and not once it is billed, in a closed period or in a week handed in."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Organisation, TimeEntry
from rxbilling.services.access import Actor, Changed, NotNow, NotThere, Right
from rxbilling.services.closing import refuse_closed
from rxbilling.services.inputs import may_be_number
from rxbilling.services.week_locks import refuse_week

GONE = Message(N_("This entry is not there any more."))
BILLED = N_("This entry is billed ({reference}): it changes only after the bill is void or the mark is taken back.")


def there(db: Database, number: int) -> TimeEntry | None:
    """Return an entry that is not deleted."""
    entry = db.get(TimeEntry, number) if may_be_number(number) else None
    return None if entry is None or entry.deleted_at is not None else entry


def open_entry(db: Database, actor: Actor, number: int, version: int) -> TimeEntry:
    """Return an entry that the actor may change now.

    Raises:
        Refused: it is none of the actor's, changed meanwhile, billed or closed, or its week is handed in.
    """
    entry = there(db, number)
    may_all = actor.may(Right.CHANGE_ALL_WORK)
    if entry is None or not (may_all or entry.rep_id == actor.rep_id):
        raise NotThere(GONE)
    if entry.version != version:
        raise Changed
    if entry.billed_at is not None:
        raise NotNow(Message(BILLED, {"reference": entry.billed_reference}))
    refuse_closed(db.get_one(Organisation, 1), entry.start_at, entry.day)
    refuse_week(db, actor, entry.rep_id, entry.day)
    return entry
