"""SQL that counts rows for which an invariant does not hold."""

from sqlalchemy import Connection

UNPRICED_SQL = """
SELECT count(*) FROM time_entry t LEFT JOIN charge c ON c.entry_id = t.id
WHERE t.deleted_at IS NULL AND c.entry_id IS NULL
"""
SUMS_SQL = """
SELECT count(*) FROM charge c LEFT JOIN (
    SELECT entry_id, sum(amount) AS amount, sum(worked_s) AS worked_s, sum(billable_s) AS billable_s
    FROM portion GROUP BY entry_id) p ON p.entry_id = c.entry_id
WHERE c.worked_s <> coalesce(p.worked_s, 0) OR (c.problem = 0
    AND (c.amount <> coalesce(p.amount, 0) OR c.billable_s <> coalesce(p.billable_s, 0)))
"""


def unpriced(connection: Connection) -> int:
    """Return how many entries have no charge."""
    return int(connection.exec_driver_sql(UNPRICED_SQL).scalar_one())


def sums_that_differ(connection: Connection) -> int:
    """Return how many charges are not the sum of their portions."""
    return int(connection.exec_driver_sql(SUMS_SQL).scalar_one())
