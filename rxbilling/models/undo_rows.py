"""SQL of undoing: time entries as they were before a change, kept and put back, however many they are."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session as Database
from sqlmodel import col, delete, select, update

from rxbilling.models.pricing_rows import CLOSED, IDS_A_STATEMENT, numbers
from rxbilling.models.views import ChangedEntry, ChangeSet

VERSIONS = ("version", "version_before")
OURS = {"change_set_id", "entry_id", *VERSIONS, "amount", "currency"}
KEPT = [name for name in ChangedEntry.model_fields if name not in OURS]
OF_SET = "FROM changed_entry k JOIN time_entry t ON t.id = k.entry_id WHERE k.change_set_id = "


def remember(db: Database, change_set: int, ids: Sequence[int], *, added_at: int | None = None) -> None:
    """Keep entries as they are: before a change, which raises their version, or (with a time) after being added."""
    columns = ", ".join(KEPT)
    versions, values = "t.version + 1, t.version", ", ".join(f"t.{name}" for name in KEPT)
    if added_at is not None:
        versions, values = "t.version, 0", values.replace("t.deleted_at", str(int(added_at)))
    for begin in range(0, len(ids), IDS_A_STATEMENT):
        some = numbers(ids[begin : begin + IDS_A_STATEMENT])
        db.connection().exec_driver_sql(
            f"INSERT INTO changed_entry (change_set_id, entry_id, {', '.join(VERSIONS)}, {columns}, amount, currency) "  # noqa: S608 - integers and our own names
            f"SELECT {int(change_set)}, t.id, {versions}, {values}, c.amount, c.currency FROM time_entry t "
            f"LEFT JOIN charge c ON c.entry_id = t.id AND c.problem = 0 WHERE t.id IN ({some})"
        )


def forget(db: Database, before: int) -> None:
    """Forget changes that were made before a time."""
    db.exec(delete(ChangeSet).where(col(ChangeSet.at) < before))


def open_change(
    db: Database, user_id: int, since: int, number: int | None = None, *, undone: bool = False
) -> ChangeSet | None:
    """Return a user's change by its number, or the last one, that is (not) ``undone`` and not older than a time."""
    state = col(ChangeSet.undone_at)
    mine = select(ChangeSet).where(ChangeSet.user_id == user_id, state.is_not(None) if undone else state.is_(None))
    if number is not None:
        mine = mine.where(ChangeSet.id == number)
    return db.exec(mine.where(ChangeSet.at >= since).order_by(col(ChangeSet.id).desc()).limit(1)).first()


def entries(db: Database, change_set: int, condition: str = "TRUE") -> list[int]:
    """Return the numbers of the entries (``t``, before the change ``k``) of a change that a condition holds for."""
    sql = f"SELECT t.id {OF_SET}{int(change_set)} AND ({condition}) ORDER BY t.id"
    return list(db.connection().exec_driver_sql(sql).scalars())


def accounts(db: Database, change_set: int) -> list[int]:
    """Return the accounts that the entries of a change belong to now, or did before."""
    sql = f"SELECT t.account_id {OF_SET}{int(change_set)} UNION SELECT k.account_id {OF_SET}{int(change_set)}"
    return sorted(db.connection().exec_driver_sql(sql).scalars())


def count(db: Database, change_set: int, condition: str) -> int:
    """Count the entries (``t``, before the change ``k``) of a change that a condition holds for."""
    sql = f"SELECT count(*) {OF_SET}{int(change_set)} AND ({condition})"
    return int(db.connection().exec_driver_sql(sql).scalar_one())


CHANGED_SINCE = "t.version <> k.version"
WAS_BILLED = "k.billed_at IS NOT NULL"
# What was released from a bill was priced anew: it goes back onto it only at the price that is on it (R24).
ON_THE_BILL = "c.entry_id = t.id AND c.problem = 0 AND c.amount = k.amount AND c.currency = k.currency"
PRICED_OTHERWISE = f"{WAS_BILLED} AND NOT EXISTS (SELECT 1 FROM charge c WHERE {ON_THE_BILL})"  # noqa: S608 - our own
IN_CLOSED_BOOKS = f"{CLOSED} OR {CLOSED.replace('t.', 'k.')}"


def restore(db: Database, change_set: int, revision: int, spare: int) -> None:
    """Put the entries of a change back as they are kept, with a new version; kept is then how they were until now.

    So what is put back twice is as it was. ``spare`` is a change without entries, for the meantime.
    """
    remember(db, spare, entries(db, change_set))
    columns = ", ".join(f"{name} = k.{name}" for name in KEPT)
    db.connection().exec_driver_sql(
        f"UPDATE time_entry SET {columns}, version = time_entry.version + 1, revision = {int(revision)} "  # noqa: S608 - as above
        f"FROM changed_entry k WHERE k.change_set_id = {int(change_set)} AND k.entry_id = time_entry.id"
    )
    db.exec(delete(ChangedEntry).where(col(ChangedEntry.change_set_id) == change_set))
    db.exec(update(ChangedEntry).where(col(ChangedEntry.change_set_id) == spare).values(change_set_id=change_set))


def reach(db: Database, change_set: int) -> None:
    """Let what is beyond a change be reached, before that one is put back: entries will be as those left them.

    That is, for one that is undone, what was changed before it; for one that is made again, what was undone before it.
    """
    db.connection().exec_driver_sql(
        "UPDATE changed_entry AS beyond SET version = k.version + 1 FROM changed_entry k "  # noqa: S608 - as above
        f"WHERE k.change_set_id = {int(change_set)} AND k.entry_id = beyond.entry_id "
        f"AND beyond.version = k.version_before AND beyond.change_set_id <> {int(change_set)}"
    )


def now(db: Database, change_set: int) -> list[Any]:
    """Return the entries of a change as they are; see ``kept``."""
    return _told(db, change_set, "t")


def kept(db: Database, change_set: int) -> list[Any]:
    """Return the entries of a change as it keeps them, by names instead of numbers, in the order of their numbers."""
    return _told(db, change_set, "k")


def _told(db: Database, change_set: int, side: str) -> list[Any]:
    names = "a.name AS account, r.name AS rep, s.name AS service, n.number AS ticket"
    columns = ", ".join(f"{side}.{name}" for name in KEPT)
    sql = (
        f"SELECT t.id, {names}, {columns} FROM changed_entry k JOIN time_entry t ON t.id = k.entry_id "  # noqa: S608 - as above
        f"JOIN account a ON a.id = {side}.account_id JOIN rep r ON r.id = {side}.rep_id "
        f"LEFT JOIN service s ON s.id = {side}.service_id LEFT JOIN ticket n ON n.id = {side}.ticket_id "
        f"WHERE k.change_set_id = {int(change_set)} ORDER BY t.id"
    )
    return list(db.connection().exec_driver_sql(sql))
