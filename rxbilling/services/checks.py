"""Invariants of the data that no single constraint can express; ``rxbilling check`` tells which do not hold."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
from sqlalchemy import Connection
from sqlmodel import Session as Database

from rxbilling.engine.calendar import EPOCH_DAY
from rxbilling.locales import N_, Message
from rxbilling.models import check_rows as sql
from rxbilling.models import lot_rows
from rxbilling.models.database import reading
from rxbilling.services import pricing, pricing_lots
from rxbilling.services import pricing_store as store
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today

NUMBERS_SHOWN = 5
UNPRICED = N_(
    "{count} time entries were never priced ({numbers}). `rxbilling price` prices them, once their period is open."
)
NOT_THE_SUM = N_(
    "{count} charges are not the sum of their portions (time entries {numbers}). `rxbilling price` prices again what "
    "is not billed; for billed work restore a backup."
)
OTHER_TIERS = N_(
    "{count} charges have other hours by tier than their portions (time entries {numbers}). `rxbilling price` prices "
    "again what is not billed; for billed work restore a backup."
)
OUTSIDE = N_(
    "{count} time entries are not covered exactly by their portions ({numbers}). `rxbilling price` prices again what "
    "is not billed; for billed work restore a backup."
)
STALE = N_(
    "{count} stored prices differ from what the engine says today (time entries {numbers}). `rxbilling price` stores "
    "today's."
)
OTHER_DAY = N_(
    "{count} time entries stand on another day than the customer's calendar says ({numbers}). `rxbilling price` moves "
    "them."
)
OTHER_ACCOUNT = N_(
    "{count} time entries are of another account than their ticket ({numbers}). Give them a ticket of their account."
)
EXPENSE_OF_OTHER = N_(
    "{count} expenses are of another account than their ticket ({numbers}). Give them a ticket of their account."
)
OTHER_RECEIPT = N_(
    "{count} receipts have another length than when they were saved (expenses {numbers}). Add them again, or restore a "
    "backup."
)
SHARED_REP = N_("{count} users share their rep with another user ({numbers}). Link each rep to one user.")
BILLED_TWICE = N_(
    "{count} time entries are billed more than once ({numbers}). Void the bills that are wrong, or restore a backup."
)
HALF_BILLED = N_("{count} billed time entries stand on a bill with a part of them only ({numbers}). Void the bill.")
NOT_MARKED = N_(
    "{count} time entries stand on an issued bill and are not marked as billed ({numbers}). Void the bill and issue it "
    "again."
)
EXPENSE_NOT_MARKED = N_(
    "{count} expenses stand on an issued bill and are not marked as billed ({numbers}). Void the bill and issue it "
    "again."
)
OVERPAID = N_("More than it came to was paid or credited of {count} bills ({numbers}). Remove what is wrong.")
LIVE_OF_VOID = N_("{count} void bills still hold their work ({numbers}). Restore a backup.")
OTHER_TOTAL = N_("{count} bills have another total than their lines ({numbers}). Void them and issue them again.")
OTHER_DRAWN = N_(
    "{count} allowances say another use than their work drew ({numbers}). `rxbilling price` counts them again."
)
OVERDRAWN = N_(
    "{count} allowances are drawn beyond what they grant by work that is neither billed nor closed ({numbers}). "
    "`rxbilling price` counts them again."
)
OTHER_LOT = N_(
    "{count} stored allowances differ from what the engine says today ({numbers}). `rxbilling price` stores today's."
)
ORPHANS = N_("{count} values of {column} in {table} refer to rows that are not there ({numbers}). Restore a backup.")
DAMAGED_FILE = N_("The database file is damaged: {problem}. Stop the app and restore a backup.")

OF_ROWS = {
    UNPRICED: sql.UNPRICED,
    NOT_THE_SUM: sql.NOT_THE_SUM,
    OTHER_TIERS: sql.OTHER_TIERS,
    OUTSIDE: sql.OUTSIDE,
    OTHER_ACCOUNT: sql.OTHER_ACCOUNT,
    EXPENSE_OF_OTHER: sql.EXPENSE_OF_OTHER,
    OTHER_RECEIPT: sql.OTHER_RECEIPT,
    SHARED_REP: sql.SHARED_REP,
    BILLED_TWICE: sql.BILLED_TWICE,
    HALF_BILLED: sql.HALF_BILLED,
    NOT_MARKED: sql.NOT_MARKED,
    EXPENSE_NOT_MARKED: sql.EXPENSE_NOT_MARKED,
    OVERPAID: sql.OVERPAID,
    LIVE_OF_VOID: sql.LIVE_OF_VOID,
    OTHER_TOTAL: sql.OTHER_TOTAL,
    OTHER_DRAWN: sql.OTHER_DRAWN,
    OVERDRAWN: sql.OVERDRAWN,
}
Numbers = Sequence[int]


def problems(actor: Actor | None) -> list[Message]:
    """Return what is wrong with the data, a line each; nothing where everything is in order."""
    require(actor, Right.ADMINISTER)
    with reading() as db:
        connection = db.connection()
        if damaged := _of_file(connection):
            return damaged
        of_rows = list(_told((msgid, sql.numbers(connection, found)) for msgid, found in OF_ROWS.items()))
        if orphans := _orphans(connection):
            # The engine cannot work with references that lead nowhere: they are mended first.
            return orphans + of_rows
        return of_rows + list(_told(_of_engine(db)))


def _of_engine(db: Database) -> Iterator[tuple[str, Numbers]]:
    """Compare what is stored with what the engine says of all work that is not billed."""
    stored = lot_rows.lots(db, None)
    until = max([today("UTC").toordinal(), *(lot.first_day for lot in stored.values())])
    found = pricing.work(db, None, until)
    if found is None:
        return
    charges = found.rated(until)
    new = store.tables(found.entries, charges, found.terms, lot_rows.numbers(db, None))
    yield STALE, found.entries.id[store.changed(db, new, None)].tolist()
    yield OTHER_DAY, _on_other_days(db.connection())
    yield OTHER_LOT, pricing_lots.differing(stored, charges.lots, found.terms, found.billed)


def _on_other_days(connection: Connection) -> list[int]:
    """Return entries whose day is not the local date of their start (R5a), worked out without the engine."""
    wrong: list[int] = []
    for zone, rows in sql.days(connection).items():
        local = pd.to_datetime(rows[:, 1], unit="s", utc=True).tz_convert(zone).tz_localize(None)
        day = local.to_numpy("datetime64[D]").astype("int64") + EPOCH_DAY
        wrong += rows[day != rows[:, 2], 0].tolist()
    return sorted(wrong)


def _told(found: Iterable[tuple[str, Numbers]]) -> Iterator[Message]:
    """Make a line of each invariant that rows break: how many do, and the first of them."""
    for msgid, numbers in found:
        if numbers:
            yield Message(msgid, _counted(numbers))


def _counted(numbers: Numbers) -> dict[str, str | int]:
    more = ", …" if len(numbers) > NUMBERS_SHOWN else ""
    return {"count": len(numbers), "numbers": ", ".join(map(str, numbers[:NUMBERS_SHOWN])) + more}


def _of_file(connection: Connection) -> list[Message]:
    return [Message(DAMAGED_FILE, {"problem": line}) for line in sql.file_damage(connection)[:NUMBERS_SHOWN]]


def _orphans(connection: Connection) -> list[Message]:
    return [
        Message(ORPHANS, {**_counted(found.missing), "table": found.table, "column": found.column})
        for found in sql.orphans(connection)
    ]
