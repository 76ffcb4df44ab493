"""SQL of undoing: time entries as they were before a change, kept and put back, however many they are."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import col, delete, select

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


def open_change(db: Database, user_id: int, since: int, number: int | None = None) -> ChangeSet | None:
    """Return a user's change by its number, or the last one, if it is not undone yet and not older than a time."""
    mine = select(ChangeSet).where(ChangeSet.user_id == user_id, col(ChangeSet.undone_at).is_(None))
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


def restore(db: Database, change_set: int, revision: int) -> None:
    """Put the entries of a change back as they were, with a new version."""
    columns = ", ".join(f"{name} = k.{name}" for name in KEPT)
    db.connection().exec_driver_sql(
        f"UPDATE time_entry SET {columns}, version = time_entry.version + 1, revision = {int(revision)} "  # noqa: S608 - as above
        f"FROM changed_entry k WHERE k.change_set_id = {int(change_set)} AND k.entry_id = time_entry.id"
    )
    # The entries are as an earlier change left them: that one can be undone now.
    db.connection().exec_driver_sql(
        "UPDATE changed_entry AS earlier SET version = k.version + 1 FROM changed_entry k "  # noqa: S608 - as above
        f"WHERE k.change_set_id = {int(change_set)} AND k.entry_id = earlier.entry_id "
        f"AND earlier.version = k.version_before AND earlier.change_set_id < {int(change_set)}"
    )
