"""SQL that reads entries as people see them: names instead of numbers, with their charge."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from rxbilling.models.work_columns import STATUS_SQL

ROW_COLUMNS = (
    "id", "version", "day", "start_at", "end_at", "zone", "account", "account_id", "ticket", "ticket_id", "service",
    "product", "priority", "rep", "rep_id", "note", "billable", "status", "problem", "worked_s", "billable_s",
    "operational_s", "non_operational_s", "weekend_s", "holiday_s", "amount", "currency", "cost", "contract",
    "reference", "service_id", "tier", "revision", "contract_id",
)  # fmt: skip
ROWS_SQL = """
SELECT t.id, t.version, t.day, t.start_at, t.end_at, coalesce(k.zone, 'UTC') AS zone, a.name AS account,
    a.id AS account_id, coalesce(n.number, '') AS ticket,
    coalesce(n.id, 0) AS ticket_id, coalesce(s.name, '') AS service, coalesce(t.product, n.product, '') AS product,
    coalesce(n.priority, '') AS priority, r.name AS rep, r.id AS rep_id, t.note,
    CASE WHEN t.billable THEN 1 ELSE 0 END AS billable, {status} AS status, coalesce(c.problem, 1) AS problem,
    t.seconds AS worked_s, coalesce(c.billable_s, 0) AS billable_s, coalesce(c.operational_s, 0) AS operational_s,
    coalesce(c.non_operational_s, 0) AS non_operational_s, coalesce(c.weekend_s, 0) AS weekend_s,
    coalesce(c.holiday_s, 0) AS holiday_s, coalesce(c.amount, 0) AS amount, coalesce(c.currency, '') AS currency,
    coalesce(c.cost, 0) AS cost, coalesce(x.number, '') AS contract, t.billed_reference AS reference,
    coalesce(t.service_id, 0) AS service_id, coalesce(t.tier, -1) AS tier, t.revision,
    coalesce(c.contract_id, 0) AS contract_id
FROM time_entry t JOIN account a ON a.id = t.account_id JOIN rep r ON r.id = t.rep_id
LEFT JOIN service s ON s.id = t.service_id LEFT JOIN ticket n ON n.id = t.ticket_id
LEFT JOIN charge c ON c.entry_id = t.id LEFT JOIN calendar k ON k.id = c.calendar_id
LEFT JOIN contract x ON x.id = c.contract_id
WHERE t.id IN ({ids}) AND t.deleted_at IS NULL
"""
CHUNK = 20_000


def rows(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """Return entries with the attributes ``ROW_COLUMNS``, in the order of the numbers given, without those gone."""
    found = {row[0]: row for part in _chunks(connection, numbers) for row in part}
    return [found[number] for number in numbers if number in found]


def _chunks(connection: Connection, numbers: Sequence[int]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(numbers), CHUNK):
        ids = ",".join(str(int(number)) for number in numbers[begin : begin + CHUNK])
        yield connection.exec_driver_sql(ROWS_SQL.format(status=STATUS_SQL, ids=ids)).fetchall()


def rep_of(connection: Connection, number: int) -> int | None:
    """Return the rep of an entry that is there."""
    sql = "SELECT rep_id FROM time_entry WHERE deleted_at IS NULL AND id = "
    found = connection.exec_driver_sql(sql + str(int(number))).scalar()
    return None if found is None else int(found)


def changed_by(connection: Connection, revision: int, most: int) -> list[int]:
    """Return the numbers of some entries that a revision changed, or that it gave another price."""
    sql = f"SELECT id FROM time_entry WHERE revision = {int(revision)} AND deleted_at IS NULL LIMIT {int(most)}"  # noqa: S608 - integers
    return list(connection.exec_driver_sql(sql).scalars())
