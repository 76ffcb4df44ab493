"""Invariants of the data that no single constraint can express; ``rxbilling check`` tells which do not hold."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import check_rows as sql
from rxbilling.models import lot_rows
from rxbilling.models.database import reading
from rxbilling.services import pricing
from rxbilling.services import pricing_store as store
from rxbilling.services.access import Actor, Right, require

UNPRICED = N_("{count} time entries were never priced.")
NOT_THE_SUM = N_("{count} charges are not the sum of their portions.")
STALE = N_("{count} stored prices differ from what the engine says today.")


def problems(actor: Actor | None) -> list[Message]:
    """Return what is wrong with the data; nothing where everything is in order."""
    require(actor, Right.ADMINISTER)
    with reading() as db:
        connection = db.connection()
        counts = {
            UNPRICED: sql.unpriced(connection),
            NOT_THE_SUM: sql.sums_that_differ(connection),
            STALE: _stale(db),
        }
    return [Message(msgid, {"count": count}) for msgid, count in counts.items() if count]


def _stale(db: Database) -> int:
    found = pricing.work(db, None)
    if found is None:
        return 0
    charges = found.rated(None)
    new = store.tables(found.entries, charges, found.terms, lot_rows.numbers(db, None))
    return len(store.changed(db, new, None))
