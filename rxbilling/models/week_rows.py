"""SQL of weeks that are handed in: one of them, a page of a list, and which work does not lie in an approved one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection
from sqlmodel import Session as Database
from sqlmodel import col, func, select

from rxbilling.models.people import Rep, User
from rxbilling.models.timesheets import Week

# The week of a row ``t`` of time entries or expenses: both have a rep and a day. Integers are divided downwards.
OF_WEEK = "w.rep_id = t.rep_id AND w.first_day = (t.day - 1) / 7 * 7 + 1"
APPROVED = f"EXISTS (SELECT 1 FROM week w WHERE {OF_WEEK} AND w.state = 'approved')"  # noqa: S608 - words of our own
TABLES = ("time_entry", "expense")
# So many are named one by one; of more, everything between the first and the last is read.
NAMED = 5_000
LOCKED = f"""
SELECT t.id FROM {{table}} t JOIN week w ON {OF_WEEK}
WHERE t.id IN ({{numbers}}) AND (w.state = 'approved' OR (w.state = 'submitted' AND {{of}})) ORDER BY t.id
"""  # noqa: S608 - words of our own
IMPORTED = f"""
SELECT t.digest FROM time_entry t JOIN week w ON {OF_WEEK} WHERE t.import_id = {{number}} AND w.state = 'approved'
"""  # noqa: S608 - words of our own


class Listed(NamedTuple):
    """A week with the names of its rep and of who decided."""

    week: Week
    rep: Rep
    decided_by: str | None


def week(db: Database, rep_id: int, first_day: int) -> Week | None:
    """Return the week of a rep that begins on a Monday (ordinal), if it was ever handed in."""
    return db.exec(select(Week).where(Week.rep_id == rep_id, Week.first_day == first_day)).first()


def page(db: Database, state: str, skipped: int, most: int) -> list[Listed]:
    """Return weeks of a state: what waits the longest comes first, of decided ones the newest week."""
    query = select(Week, Rep, User.name).join(Rep, col(Rep.id) == col(Week.rep_id))
    query = query.outerjoin(User, col(User.id) == col(Week.decided_by)).where(Week.state == state)
    day = col(Week.first_day)
    ordered = query.order_by(day if state == "submitted" else day.desc(), func.lower(Rep.name))
    return [Listed(*row) for row in db.exec(ordered.offset(skipped).limit(most))]


def count(db: Database, state: str) -> int:
    """Return how many weeks have a state."""
    return db.exec(select(func.count(col(Week.id))).where(Week.state == state)).one()


def unapproved(connection: Connection, numbers: Sequence[int], table: str = "time_entry") -> list[int]:
    """Return those of some time entries (or expenses) that do not lie in an approved week, by number."""
    if table not in TABLES or not numbers:
        return []
    sql = f"SELECT t.id FROM {table} t WHERE {{which}} AND NOT {APPROVED} ORDER BY t.id"  # noqa: S608 - our own names
    if len(numbers) <= NAMED:
        return list(connection.exec_driver_sql(sql.format(which=f"t.id IN ({_written(numbers)})")).scalars())
    between = f"t.id BETWEEN {int(min(numbers))} AND {int(max(numbers))}"
    found = np.fromiter(connection.exec_driver_sql(sql.format(which=between)).scalars(), np.int64)
    wanted: list[int] = np.intersect1d(found, np.asarray(numbers, np.int64)).tolist()
    return wanted


def locked(
    connection: Connection, numbers: Sequence[int], submitted_of: int | None, table: str = "time_entry"
) -> list[int]:
    """Return those of some time entries (or expenses) that lie in an approved week, or in a submitted one.

    ``submitted_of`` is the rep whose submitted weeks count; None for those of all reps.
    """
    of = "TRUE" if submitted_of is None else f"w.rep_id = {int(submitted_of)}"
    return [
        number
        for part in _parts(numbers)
        for number in connection.exec_driver_sql(LOCKED.format(table=table, numbers=part, of=of)).scalars()
    ]


def imported_into_approved(connection: Connection, import_id: int) -> set[bytes]:
    """Return the digests of the entries of an import that lie in approved weeks."""
    return {bytes(digest) for digest in connection.exec_driver_sql(IMPORTED.format(number=int(import_id))).scalars()}


def _parts(numbers: Sequence[int]) -> Iterator[str]:
    return (_written(numbers[start : start + NAMED]) for start in range(0, len(numbers), NAMED))


def _written(numbers: Sequence[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)
