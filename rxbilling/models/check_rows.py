"""SQL that finds rows for which an invariant does not hold: each query returns their numbers, the lowest first."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Table
from sqlmodel import SQLModel

from rxbilling.models.pricing_rows import OPEN, SETTLED

# An entry without a clock stands at the midnight (UTC) of its date: 719163 is the ordinal of 1970-01-01.
START = "coalesce(t.start_at, (CAST(t.day AS bigint) - 719163) * 86400)"
# Portions draw 1/10,000 of a lot's unit; what is stored is in whole units, rounded up.
DRAWN_UNITS = "CAST(coalesce(sum({0}), 0) + 9999 AS bigint) / 10000"
LINES = "bill_line l JOIN bill b ON b.id = l.bill_id"

UNPRICED = """
SELECT t.id FROM time_entry t LEFT JOIN charge c ON c.entry_id = t.id
WHERE t.deleted_at IS NULL AND c.entry_id IS NULL ORDER BY t.id
"""
NOT_THE_SUM = """
SELECT c.entry_id FROM charge c LEFT JOIN (
    SELECT entry_id, sum(amount) AS amount, sum(worked_s) AS worked_s, sum(billable_s) AS billable_s
    FROM portion GROUP BY entry_id) p ON p.entry_id = c.entry_id
WHERE c.worked_s <> coalesce(p.worked_s, 0) OR (c.problem = 0
    AND (c.amount <> coalesce(p.amount, 0) OR c.billable_s <> coalesce(p.billable_s, 0)))
ORDER BY c.entry_id
"""
OTHER_TIERS = """
SELECT c.entry_id FROM charge c JOIN (
    SELECT entry_id, sum(worked_s) AS worked_s,
        sum(CASE WHEN tier = 0 THEN worked_s ELSE 0 END) AS t0, sum(CASE WHEN tier = 1 THEN worked_s ELSE 0 END) AS t1,
        sum(CASE WHEN tier = 2 THEN worked_s ELSE 0 END) AS t2, sum(CASE WHEN tier = 3 THEN worked_s ELSE 0 END) AS t3
    FROM portion GROUP BY entry_id) p ON p.entry_id = c.entry_id
WHERE c.worked_s = p.worked_s AND (c.operational_s <> p.t0 OR c.non_operational_s <> p.t1
    OR c.weekend_s <> p.t2 OR c.holiday_s <> p.t3)
ORDER BY c.entry_id
"""
# Portions follow each other without a gap from the start of their entry to its end.
OUTSIDE = f"""
SELECT DISTINCT p.entry_id FROM (
    SELECT entry_id, start_at, end_at, worked_s,
        lag(end_at) OVER (PARTITION BY entry_id ORDER BY seq) AS before,
        lead(start_at) OVER (PARTITION BY entry_id ORDER BY seq) AS after
    FROM portion) p JOIN time_entry t ON t.id = p.entry_id
WHERE t.deleted_at IS NULL AND (p.worked_s <> p.end_at - p.start_at
    OR p.start_at <> coalesce(p.before, {START}) OR (p.after IS NULL AND p.end_at <> {START} + t.seconds))
ORDER BY p.entry_id
"""  # noqa: S608 - words of our own
OTHER_ACCOUNT = """
SELECT t.id FROM time_entry t JOIN ticket k ON k.id = t.ticket_id
WHERE t.account_id <> k.account_id AND t.deleted_at IS NULL ORDER BY t.id
"""
EXPENSE_OF_OTHER = """
SELECT e.id FROM expense e JOIN ticket k ON k.id = e.ticket_id
WHERE (e.account_id IS NULL OR e.account_id <> k.account_id) AND e.deleted_at IS NULL ORDER BY e.id
"""
OTHER_RECEIPT = "SELECT expense_id FROM receipt WHERE length(content) <> size ORDER BY expense_id"
SHARED_REP = """
SELECT id FROM app_user WHERE rep_id IN (SELECT rep_id FROM app_user GROUP BY rep_id HAVING count(*) > 1) ORDER BY id
"""
BILLED_TWICE = """
SELECT DISTINCT entry_id FROM bill_line WHERE live AND entry_id IS NOT NULL
GROUP BY entry_id, portion_seq HAVING count(*) > 1 ORDER BY entry_id
"""
# An entry without any line was marked by hand as billed elsewhere; one with a line has all portions on lines.
HALF_BILLED = """
SELECT t.id FROM time_entry t JOIN portion p ON p.entry_id = t.id
LEFT JOIN bill_line l ON l.entry_id = p.entry_id AND l.portion_seq = p.seq AND l.live
WHERE t.billed_at IS NOT NULL GROUP BY t.id HAVING count(l.id) > 0 AND count(l.id) < count(*) ORDER BY t.id
"""
NOT_MARKED = f"""
SELECT DISTINCT t.id FROM {LINES} JOIN time_entry t ON t.id = l.entry_id
WHERE l.live AND b.state = 'issued' AND t.billed_at IS NULL ORDER BY t.id
"""  # noqa: S608 - words of our own
EXPENSE_NOT_MARKED = f"""
SELECT e.id FROM {LINES} JOIN expense e ON e.id = l.expense_id
WHERE l.live AND b.state = 'issued' AND e.billed_at IS NULL ORDER BY e.id
"""  # noqa: S608 - words of our own
# Neither what was paid of a bill nor what was credited is more than it came to; one that is paid can be credited.
OVERPAID = """
SELECT b.id FROM bill b
LEFT JOIN (SELECT bill_id, sum(amount) AS amount FROM payment GROUP BY bill_id) p ON p.bill_id = b.id
LEFT JOIN (SELECT credits_id, -sum(total) AS amount FROM bill WHERE state = 'issued' AND kind = 'credit'
    GROUP BY credits_id) n ON n.credits_id = b.id
WHERE b.kind = 'bill' AND (coalesce(p.amount, 0) > b.total OR coalesce(n.amount, 0) > b.total) ORDER BY b.id
"""
LIVE_OF_VOID = f"SELECT DISTINCT b.id FROM {LINES} WHERE l.live AND b.state = 'void' ORDER BY b.id"  # noqa: S608 - as above
OTHER_TOTAL = """
SELECT b.id FROM bill b
LEFT JOIN (SELECT bill_id, sum(amount - discount) AS net FROM bill_line GROUP BY bill_id) l ON l.bill_id = b.id
LEFT JOIN (SELECT bill_id, sum(amount) AS amount FROM bill_tax GROUP BY bill_id) x ON x.bill_id = b.id
WHERE b.net <> coalesce(l.net, 0) OR b.total <> b.net + coalesce(x.amount, 0) ORDER BY b.id
"""
OTHER_DRAWN = f"""
SELECT l.id FROM lot l LEFT JOIN (SELECT p.lot_id, p.drawn FROM portion p JOIN time_entry t ON t.id = p.entry_id
    WHERE p.lot_id IS NOT NULL AND t.deleted_at IS NULL) p ON p.lot_id = l.id
GROUP BY l.id, l.drawn HAVING l.drawn <> {DRAWN_UNITS.format("p.drawn")} ORDER BY l.id
"""  # noqa: S608 - words of our own
# A plan that was changed may give less than what is settled already (billed, or closed); the rest keeps within it.
OVERDRAWN = f"""
SELECT l.id FROM lot l LEFT JOIN (SELECT p.lot_id, p.drawn FROM portion p JOIN time_entry t ON t.id = p.entry_id
    WHERE p.lot_id IS NOT NULL AND {SETTLED}) p ON p.lot_id = l.id
WHERE l.drawn > l.granted
GROUP BY l.id, l.drawn HAVING l.drawn > {DRAWN_UNITS.format("p.drawn")} ORDER BY l.id
"""  # noqa: S608 - words of our own
# Billed and closed entries keep their day whatever becomes of their calendar (R24).
DAYS = f"""
SELECT k.zone, t.id, t.start_at, t.day FROM time_entry t JOIN charge c ON c.entry_id = t.id
JOIN calendar k ON k.id = c.calendar_id
WHERE t.start_at IS NOT NULL AND {OPEN} ORDER BY t.id
"""  # noqa: S608 - words of our own


class Orphans(NamedTuple):
    """Rows of a table that refer to rows that are not there, by the number of what is missing."""

    table: str
    column: str
    missing: list[int]


def numbers(connection: Connection, sql: str) -> list[int]:
    """Return the numbers of the rows that a query finds."""
    return list(connection.exec_driver_sql(sql).scalars())


def days(connection: Connection) -> dict[str, npt.NDArray[np.int64]]:
    """Return, for each zone, entries with a clock that are neither billed nor closed: rows of number, start and day."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for zone, *row in connection.exec_driver_sql(DAYS):
        found.setdefault(zone, []).append((row[0], row[1], row[2]))
    return {zone: np.array(rows, np.int64) for zone, rows in found.items()}


def orphans(connection: Connection) -> Iterator[Orphans]:
    """Yield what is left of each reference that leads nowhere: constraints can be switched off in both databases."""
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            pairs = [(element.parent.name, element.column.name) for element in key.elements]
            missing = numbers(connection, _missing(table, key.referred_table, pairs))
            if missing:
                yield Orphans(table.name, pairs[0][0], missing)


def _missing(table: Table, parent: Table, pairs: list[tuple[str, str]]) -> str:
    joined = " AND ".join(f"r.{there} = o.{here}" for here, there in pairs)
    set_ = " AND ".join(f"o.{here} IS NOT NULL" for here, _ in pairs)
    first, there = pairs[0]
    return (
        f"SELECT DISTINCT o.{first} FROM {table.name} o LEFT JOIN {parent.name} r ON {joined} "  # noqa: S608 - our own names
        f"WHERE r.{there} IS NULL AND {set_} ORDER BY o.{first}"
    )


def file_damage(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with its own file; PostgreSQL looks after its files itself."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    return [line for line in found if line != "ok"]
