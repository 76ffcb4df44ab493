"""SQL that reads entries as people see them: names instead of numbers, with their charge."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from rxbilling.models.bulk_reading import blocks_of
from rxbilling.models.work_columns import STATUS_SQL

COLUMNS = {
    "id": "t.id",
    "version": "t.version",
    "day": "t.day",
    "start_at": "t.start_at",
    "end_at": "t.end_at",
    "zone": "coalesce(k.zone, 'UTC')",
    "account": "a.name",
    "account_id": "a.id",
    "ticket": "coalesce(n.number, '')",
    "ticket_id": "coalesce(n.id, 0)",
    "service": "coalesce(s.name, '')",
    "product": "coalesce(t.product, n.product, '')",
    "priority": "coalesce(n.priority, '')",
    "rep": "r.name",
    "rep_id": "r.id",
    "note": "t.note",
    "billable": "CASE WHEN t.billable THEN 1 ELSE 0 END",
    "status": STATUS_SQL,
    "problem": "coalesce(c.problem, 1)",
    "worked_s": "t.seconds",
    "billable_s": "coalesce(c.billable_s, 0)",
    "operational_s": "coalesce(c.operational_s, 0)",
    "non_operational_s": "coalesce(c.non_operational_s, 0)",
    "weekend_s": "coalesce(c.weekend_s, 0)",
    "holiday_s": "coalesce(c.holiday_s, 0)",
    "amount": "coalesce(c.amount, 0)",
    "currency": "coalesce(c.currency, '')",
    "cost": "coalesce(c.cost, 0)",
    "contract": "coalesce(x.number, '')",
    "reference": "t.billed_reference",
    "service_id": "coalesce(t.service_id, 0)",
    "tier": "coalesce(t.tier, -1)",
    "revision": "t.revision",
    "contract_id": "coalesce(c.contract_id, 0)",
}
ROW_COLUMNS = tuple(COLUMNS)
ROWS_SQL = """
SELECT {columns}
FROM time_entry t JOIN account a ON a.id = t.account_id JOIN rep r ON r.id = t.rep_id
LEFT JOIN service s ON s.id = t.service_id LEFT JOIN ticket n ON n.id = t.ticket_id
LEFT JOIN charge c ON c.entry_id = t.id LEFT JOIN calendar k ON k.id = c.calendar_id
LEFT JOIN contract x ON x.id = c.contract_id
WHERE t.id IN ({ids}) AND t.deleted_at IS NULL
"""
CHUNK = 20_000


def rows(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """Return entries with the attributes ``ROW_COLUMNS``, in the order of the numbers given, without those gone."""
    parts = (connection.exec_driver_sql(sql).fetchall() for sql in _asked(numbers, ROW_COLUMNS))
    found = {row[0]: row for part in parts for row in part}
    return [found[number] for number in numbers if number in found]


def table(connection: Connection, numbers: npt.NDArray[np.int64], columns: Sequence[str]) -> pa.Table:
    """Return some of ``COLUMNS`` of entries, ``id`` first, in the order of the numbers, without those gone.

    Rows of Python objects live for a block only.
    """
    blocks = chain.from_iterable(blocks_of(connection, sql) for sql in _asked(numbers.tolist(), columns))
    empty = pa.table([pa.nulls(0)] * len(columns), names=list(columns))
    parts = [pa.table([pa.array(one) for one in zip(*rows, strict=True)], names=list(columns)) for rows in blocks]
    found = pa.concat_tables([empty, *parts], promote_options="default")
    places = pc.index_in(pa.array(numbers), found["id"].combine_chunks()).drop_null()
    return found.take(places)


def _asked(numbers: Sequence[int], columns: Sequence[str]) -> Iterator[str]:
    named = ", ".join(f"{COLUMNS[name]} AS {name}" for name in columns)
    for begin in range(0, len(numbers), CHUNK):
        ids = ",".join(str(int(number)) for number in numbers[begin : begin + CHUNK])
        yield ROWS_SQL.format(columns=named, ids=ids)


def rep_of(connection: Connection, number: int) -> int | None:
    """Return the rep of an entry that is there."""
    sql = "SELECT rep_id FROM time_entry WHERE deleted_at IS NULL AND id = "
    found = connection.exec_driver_sql(sql + str(int(number))).scalar()
    return None if found is None else int(found)


def changed_by(connection: Connection, revision: int, most: int) -> list[int]:
    """Return the numbers of some entries that a revision changed, or that it gave another price."""
    sql = f"SELECT id FROM time_entry WHERE revision = {int(revision)} AND deleted_at IS NULL LIMIT {int(most)}"  # noqa: S608 - integers
    return list(connection.exec_driver_sql(sql).scalars())
