"""SQL in and out of pricing: entries as columns of integers, charges and portions back.

Of entries that are billed, or in a closed period, only the portions are read (``billed_rows``), so that nothing can
touch their charges (R24).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.bulk import Columns, insert_columns
from rxbilling.models.bulk_reading import blocks_of, integers
from rxbilling.models.contracts import BillRule, Contract
from rxbilling.models.organisation import Calendar
from rxbilling.models.work import Charge, Portion, TimeEntry

Table = npt.NDArray[np.int64]
Scope = Sequence[int] | None
CHUNK = 50_000  # rows written at a time
NONE = -1
IDS_A_STATEMENT = 5_000

# An entry without a clock stands at the midnight (UTC) of its date: 719163 is the ordinal of 1970-01-01.
MIDNIGHT = "(CAST(t.day AS bigint) - 719163) * 86400"
ENTRY_COLUMNS = {
    "id": "t.id",
    "account": "t.account_id",
    "rep": "t.rep_id",
    "service": "coalesce(t.service_id, -1)",
    "ticket": "coalesce(t.ticket_id, -1)",
    "start": f"coalesce(t.start_at, {MIDNIGHT})",
    "seconds": "t.seconds",
    "clock": "CASE WHEN t.start_at IS NULL THEN 0 ELSE 1 END",
    "day": "t.day",
    "tier": "coalesce(t.tier, -1)",
    "billable": "CASE WHEN t.billable THEN 1 ELSE 0 END",
    "override": "coalesce(t.override_rate, -1)",
}
CHARGE_COLUMNS = (
    "entry_id", "problem", "worked_s", "billable_s", "operational_s", "non_operational_s", "weekend_s", "holiday_s",
    "amount", "cost", "calendar_id", "contract_id",
)  # fmt: skip
PORTION_COLUMNS = (
    "entry_id", "seq", "start_at", "end_at", "tier", "kind", "worked_s", "billable_s", "rule_id", "level", "lot_id",
    "drawn", "request", "rate", "factor_bp", "amount",
)  # fmt: skip
NULLABLE = frozenset({"contract_id", "rule_id", "lot_id"})
TRUTHS = frozenset({"request"})
# What is closed keeps its price as what is billed does, and other work is priced beside it.
CLOSED = """coalesce(t.start_at < (SELECT closed_before FROM organisation),
    t.day <= (SELECT closed_day FROM organisation), FALSE)"""
KEPT = "t.deleted_at IS NULL"
OPEN = f"t.billed_at IS NULL AND NOT {CLOSED} AND {KEPT}"
BILLED = f"t.billed_at IS NOT NULL AND {KEPT}"
CLOSED_UNBILLED = f"t.billed_at IS NULL AND t.billable AND {CLOSED} AND {KEPT}"
SETTLED = f"(t.billed_at IS NOT NULL OR (t.billable AND {CLOSED})) AND {KEPT}"


def entries(db: Database, scope: Scope, condition: str = OPEN) -> dict[str, Table]:
    """Return the entries of some accounts or (None) of all, those that may be priced, as columns in order of number."""
    return _read(db, ENTRY_COLUMNS, f"FROM time_entry t WHERE {within(scope, condition)} ORDER BY t.id")


def _read(db: Database, columns: Mapping[str, str], source: str) -> dict[str, Table]:
    table = integers(db.connection(), f"SELECT {', '.join(columns.values())} {source}", len(columns))
    return dict(zip(columns, np.ascontiguousarray(table.T), strict=True))


def tickets(db: Database, ids: Table) -> list[tuple[Any, ...]]:
    """Return (id, contract, product, priority, type) of tickets; of all, where it is many."""
    sql = "SELECT id, contract_id, product, priority, ticket_type FROM ticket"
    if len(ids) <= IDS_A_STATEMENT:
        sql += f" WHERE id IN ({numbers(ids.tolist())})"
    return [row for rows in blocks_of(db.connection(), sql) for row in rows]


def own_products(db: Database, scope: Scope) -> list[tuple[Any, ...]]:
    """Return (id, product) of entries that have a product of their own."""
    sql = f"SELECT t.id, t.product FROM time_entry t WHERE t.product IS NOT NULL AND {within(scope, KEPT)}"  # noqa: S608 - integers
    return [row for rows in blocks_of(db.connection(), sql) for row in rows]


def rep_roles(db: Database) -> dict[int, str]:
    """Return the role of each rep by number."""
    return {row[0]: row[1] for row in db.connection().exec_driver_sql("SELECT id, role FROM rep")}


def charges(db: Database, scope: Scope, currencies: Sequence[str]) -> Table:
    """Return what is stored for entries that may be priced, in order of entry.

    Columns are as in ``CHARGE_COLUMNS``, and the place of its currency among those given, NONE for another.
    """
    quoted = [code.replace("'", "''") for code in currencies]
    places = " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(quoted))
    columns = f"{_selected('c', CHARGE_COLUMNS)}, CASE c.currency {places} ELSE {NONE} END"
    source = f"FROM charge c JOIN time_entry t ON t.id = c.entry_id WHERE {within(scope, OPEN)} ORDER BY c.entry_id"
    return integers(db.connection(), f"SELECT {columns} {source}", len(CHARGE_COLUMNS) + 1)


def portions(db: Database, scope: Scope) -> Table:
    """Return what is stored of their portions, columns as in ``PORTION_COLUMNS``, in order of entry and time."""
    source = (
        f"FROM portion p JOIN time_entry t ON t.id = p.entry_id WHERE {within(scope, OPEN)} ORDER BY p.entry_id, p.seq"
    )
    return integers(db.connection(), f"SELECT {_selected('p', PORTION_COLUMNS)} {source}", len(PORTION_COLUMNS))


def entry_and_charge(db: Database, entry_id: int) -> tuple[TimeEntry, Charge | None, list[Portion]] | None:
    """Return an entry that is not deleted, with its charge and portions in time order."""
    entry = db.get(TimeEntry, entry_id)
    if entry is None or entry.deleted_at is not None:
        return None
    parts = db.exec(select(Portion).where(Portion.entry_id == entry_id).order_by(col(Portion.seq)))
    return entry, db.get(Charge, entry_id), list(parts)


def names(db: Database, model: type[BillRule] | type[Contract] | type[Calendar]) -> dict[str, str]:
    """Return the names of rules, contracts or calendars by key (the number as text)."""
    return {str(number): name for number, name in db.exec(select(model.id, model.name))}


def delete_charges(db: Database, ids: Table) -> None:
    """Delete charges, and with them their portions."""
    for some in _lists(ids):
        db.connection().exec_driver_sql(f"DELETE FROM charge WHERE entry_id IN ({some})")  # noqa: S608 - integers


def insert_charges(db: Database, table: Table, currencies: npt.NDArray[np.object_]) -> None:
    """Insert charges, columns as in ``CHARGE_COLUMNS``."""
    for rows in _slices(len(table)):
        columns = _columns(CHARGE_COLUMNS, table[rows])
        insert_columns(db, Charge, {**columns, "currency": currencies[rows].tolist()})


def insert_portions(db: Database, table: Table) -> None:
    """Insert portions, columns as in ``PORTION_COLUMNS``."""
    for rows in _slices(len(table)):
        insert_columns(db, Portion, _columns(PORTION_COLUMNS, table[rows]))


def next_revision(db: Database) -> int:
    """Raise the number that tells readers what changed, and return it."""
    sql = "UPDATE revision SET number = number + 1 WHERE id = 1 RETURNING number"
    return int(db.connection().exec_driver_sql(sql).scalar_one())


def stamp(db: Database, ids: Table, revision: int) -> None:
    """Mark entries as changed by a revision."""
    for some in _lists(ids):
        db.connection().exec_driver_sql(
            f"UPDATE time_entry SET revision = {revision} WHERE revision <> {revision} AND id IN ({some})"  # noqa: S608 - integers
        )


def set_days(db: Database, ids: Table, days: Table) -> None:
    """Set the local dates of entries: one statement a date, as few of them occur."""
    for day in np.unique(days).tolist():
        for some in _lists(ids[days == day]):
            db.connection().exec_driver_sql(f"UPDATE time_entry SET day = {day} WHERE id IN ({some})")  # noqa: S608 - integers


def within(scope: Scope, condition: str, without_index: str = "") -> str:
    """Add to a condition of entries that they are of some accounts; SQLite uses no index behind a plus."""
    return condition if scope is None else f"{condition} AND {without_index}t.account_id IN ({numbers(scope)})"


def numbers(scope: Sequence[int]) -> str:
    """Return numbers for an IN: as they are integers, they may stand in the text."""
    return ", ".join(str(int(number)) for number in scope) or "NULL"


def _selected(alias: str, columns: Sequence[str]) -> str:
    return ", ".join(_as_integer(f"{alias}.{column}", column) for column in columns)


def _as_integer(name: str, column: str) -> str:
    if column in TRUTHS:
        return f"CASE WHEN {name} THEN 1 ELSE 0 END"
    return f"coalesce({name}, {NONE})" if column in NULLABLE else name


def _columns(names: Sequence[str], table: Table) -> Columns:
    return {
        name: [None if value == NONE else value for value in column] if name in NULLABLE else column
        for name, column in zip(names, table.T.tolist(), strict=True)
    }


def _slices(length: int) -> Iterator[slice]:
    return (slice(start, start + CHUNK) for start in range(0, length, CHUNK))


def _lists(ids: Table) -> Iterator[str]:
    for start in range(0, len(ids), IDS_A_STATEMENT):
        yield ", ".join(map(str, ids[start : start + IDS_A_STATEMENT].tolist()))
