"""SQL that reads entries and their charges as columns of integers, for totals, charts and orderings."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from rxbilling.models.bulk_reading import integers
from rxbilling.models.choice_rows import containing

# In the order of the columns of the array that ``changed_since`` returns.
COLUMNS = (
    "id", "revision", "gone", "account", "rep", "service", "ticket", "day", "start", "end", "status", "problem",
    "worked_s", "billable_s", "operational_s", "non_operational_s", "weekend_s", "holiday_s",
    "amount", "cost", "currency", "contract", "clock",
)  # fmt: skip
UNBILLED, BILLED, NOT_BILLABLE, NO_PRICE = range(4)
STATUSES = ("unbilled", "billed", "not_billable", "no_price")
STATUS_SQL = f"""CASE WHEN NOT t.billable THEN {NOT_BILLABLE} WHEN t.billed_at IS NOT NULL THEN {BILLED}
    WHEN coalesce(c.problem, 1) <> 0 THEN {NO_PRICE} ELSE {UNBILLED} END"""
# An entry without a clock stands at the midnight (UTC) of its date: 719163 is the ordinal of 1970-01-01.
START_SQL = "coalesce(t.start_at, (CAST(t.day AS bigint) - 719163) * 86400)"
CHANGED_SQL = """
SELECT t.id, t.revision, CASE WHEN t.deleted_at IS NULL THEN 0 ELSE 1 END,
    t.account_id, t.rep_id, coalesce(t.service_id, 0), coalesce(t.ticket_id, 0),
    t.day, {start}, {start} + t.seconds, {status}, coalesce(c.problem, 1),
    t.seconds, coalesce(c.billable_s, 0),
    coalesce(c.operational_s, 0), coalesce(c.non_operational_s, 0), coalesce(c.weekend_s, 0), coalesce(c.holiday_s, 0),
    coalesce(c.amount, 0), coalesce(c.cost, 0), {currency}, coalesce(c.contract_id, 0),
    CASE WHEN t.start_at IS NULL THEN 0 ELSE 1 END
FROM time_entry t LEFT JOIN charge c ON c.entry_id = t.id
"""


def revision(connection: Connection) -> tuple[int, int]:
    """Return the epoch, and the number of the last change of entries."""
    epoch, number = connection.exec_driver_sql("SELECT epoch, number FROM revision WHERE id = 1").one()
    return epoch, number


def currencies(connection: Connection, since: int) -> set[str]:
    """Return the currencies of the charges of entries changed after a revision."""
    sql = text(
        "SELECT DISTINCT c.currency FROM time_entry t JOIN charge c ON c.entry_id = t.id WHERE t.revision > :old"
    )
    return set(connection.execute(sql, {"old": since}).scalars())


def changed_since(connection: Connection, since: int, known: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the entries changed after a revision, a row an entry by number, columns as in ``COLUMNS``.

    ``currency`` is an index into ``known``.
    """
    cases = " ".join(f"WHEN '{code}' THEN {index}" for index, code in enumerate(known) if code.isalpha())
    currency = f"CASE c.currency {cases} ELSE 0 END" if cases else "0"
    sql = CHANGED_SQL.format(start=START_SQL, status=STATUS_SQL, currency=currency)
    # Asked for an order, SQLite would look for a few changed rows by going through all.
    few = f"WHERE t.revision > {int(since)}" if since >= 0 else "ORDER BY t.id"
    rows = integers(connection, sql + few, len(COLUMNS))
    return rows[np.argsort(rows[:, 0], kind="stable")]


def names(connection: Connection, table: str, column: str = "name") -> dict[int, str]:
    """Return the names of accounts, reps, services or tickets by number."""
    rows = connection.exec_driver_sql(f"SELECT id, {column} FROM {table}")  # noqa: S608 - our own tables
    return {row[0]: row[1] for row in rows}


def note_ranks(connection: Connection) -> npt.NDArray[np.int64]:
    """Return the numbers of all entries in the order of their notes."""
    rows = connection.execute(text("SELECT id FROM time_entry ORDER BY lower(note), id")).scalars()
    return np.fromiter(rows, np.int64)


def with_text(connection: Connection, part: str) -> npt.NDArray[np.int64]:
    """Return the numbers of the entries whose note contains a text, in any case of letters."""
    sql = text("SELECT id FROM time_entry WHERE lower(note) LIKE :part ESCAPE '!' AND deleted_at IS NULL ORDER BY id")
    rows = connection.execute(sql, {"part": containing(part)}).scalars()
    return np.fromiter(rows, np.int64)


def any_account(connection: Connection) -> bool:
    """Say whether there is an account at all."""
    return connection.exec_driver_sql("SELECT 1 FROM account LIMIT 1").scalar() is not None
