"""SQL that reads of billed and closed work what open work is priced beside (R24): as little as comes to the same."""

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.columns import Kind
from rxbilling.models.bulk_reading import integers
from rxbilling.models.pricing_rows import BILLED, CLOSED_UNBILLED, ENTRY_COLUMNS, NONE, OPEN, Scope, Table, within

# A billed portion is read like an entry with its own start and length, and what it took.
BILLED_COLUMNS = ENTRY_COLUMNS | {
    "start": "p.start_at",
    "seconds": "p.end_at - p.start_at",
    "billable_s": "p.billable_s",
    "kind": "p.kind",
    "lot": "coalesce(p.lot_id, -1)",
    "drawn": "p.drawn",
    "request": "CASE WHEN p.request THEN 1 ELSE 0 END",
}
PORTIONS = "time_entry t JOIN portion p ON p.entry_id = t.id"
SELECTED = ", ".join((*BILLED_COLUMNS.values(), "p.seq"))
# Of a lot a portion that took from it, with what all of them took, as if of no ticket; and one that took from none.
ONE_OF_EACH_LOT = f"""
SELECT {", ".join({**BILLED_COLUMNS, "ticket": str(NONE), "drawn": "g.drawn"}.values())}, p.seq
FROM (SELECT p.lot_id, CAST(SUM(p.drawn) AS bigint) AS drawn, MAX(p.entry_id) AS entry_id
    FROM {PORTIONS} WHERE {{condition}} GROUP BY p.lot_id) AS g
JOIN time_entry t ON t.id = g.entry_id JOIN portion p ON p.entry_id = t.id AND p.seq = (SELECT MIN(q.seq)
    FROM portion q WHERE q.entry_id = t.id AND coalesce(q.lot_id, {NONE}) = coalesce(g.lot_id, {NONE}))
"""  # noqa: S608 - our own columns
# From the tickets to their work, as few of them have open work.
OF_OPEN_TICKETS = f"""
SELECT {SELECTED} FROM (SELECT DISTINCT t.ticket_id FROM time_entry t WHERE {{opened}}) AS o
JOIN time_entry t ON t.ticket_id = o.ticket_id JOIN portion p ON p.entry_id = t.id WHERE {{condition}}
"""  # noqa: S608 - our own columns
LOT, DRAWN = (list(BILLED_COLUMNS).index(name) for name in ("lot", "drawn"))
# What took from a lot (R14), or decides what else of its ticket costs (R10).
MOVES_OTHERS = f"(p.kind <> {int(Kind.PLAIN)} OR p.lot_id IS NOT NULL OR p.request)"  # as the index of portions says
ROUNDED_TOGETHER = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE rounding_scope <> 'entry'"  # noqa: S608 - our own tables
    for table in ("organisation", "account", "contract", "bill_rule")
)


def rounds_together(db: Database) -> bool:
    """Say whether anything is rounded with other work (R12)."""
    return db.connection().exec_driver_sql(ROUNDED_TOGETHER).scalar() is not None


def billed(db: Database, scope: Scope) -> dict[str, Table]:
    """Return the portions of billed and closed work, columns as in ``BILLED_COLUMNS``, in order of entry and time.

    Where every entry is rounded by itself, few of them move other work: those of tickets with open work are there,
    and of each lot one portion more, which stands for all others that took from it.
    """
    read = _all_portions if rounds_together(db) else _moving
    # Each of the two has an index of its own, which an OR would not use.
    table = np.concatenate([read(db, scope, settled) for settled in (BILLED, CLOSED_UNBILLED)])
    table = table[np.lexsort((table[:, -1], table[:, 0]))]
    return dict(zip(BILLED_COLUMNS, np.ascontiguousarray(table.T), strict=False))


def _all_portions(db: Database, scope: Scope, settled: str) -> Table:
    # An ORDER BY would take SQLite off its indexes.
    return _table(db, f"SELECT {SELECTED} FROM {PORTIONS} WHERE {within(scope, settled)}")  # noqa: S608 - integers


def _moving(db: Database, scope: Scope, settled: str) -> Table:
    settled = f"{settled} AND {MOVES_OTHERS}"
    of_lots = _table(db, ONE_OF_EACH_LOT.format(condition=within(scope, settled)))
    if not len(of_lots):
        return of_lots
    of_lots = of_lots[of_lots[:, LOT] != NONE]
    of_tickets = _table(db, OF_OPEN_TICKETS.format(opened=within(scope, OPEN), condition=within(scope, settled, "+")))
    # What is there by itself does not count twice.
    of_lots = of_lots[np.argsort(of_lots[:, LOT])]
    drew = of_tickets[of_tickets[:, LOT] != NONE]
    np.subtract.at(of_lots[:, DRAWN], np.searchsorted(of_lots[:, LOT], drew[:, LOT]), drew[:, DRAWN])
    return np.concatenate((of_tickets, of_lots))


def _table(db: Database, query: str) -> Table:
    return integers(db.connection(), query, len(BILLED_COLUMNS) + 1)
