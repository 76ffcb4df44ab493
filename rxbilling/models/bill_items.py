"""SQL of what can be billed: work with a price, expenses, extra charges, top-ups; what no live line holds (R25)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlmodel import Session as Database

from rxbilling.models.bulk_reading import blocks_of
from rxbilling.models.pricing_rows import KEPT, MIDNIGHT, numbers


class Item(NamedTuple):
    """A thing that is charged for, as columns of ``bill_line``; the first eight tell it from all others."""

    kind: str
    entry_id: int | None = None
    portion_seq: int | None = None
    contract_id: int | None = None
    cycle_day: int | None = None
    top_up_id: int | None = None
    expense_id: int | None = None
    extra_id: int | None = None
    day: int | None = None
    last_day: int | None = None
    text: str = ""
    ticket: str = ""
    subject: str = ""
    service: str = ""
    rep: str = ""
    tier: int | None = None
    portion_kind: int | None = None
    per: str | None = None
    seconds: int = 0
    quantity: int | None = None
    rate: int | None = None
    amount: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What it is, whatever it costs."""
        return self[:8]

    @property
    def thing(self) -> tuple[object, ...]:
        """What it is of: as ``key``, but a time entry as a whole."""
        return self.kind, self.entry_id, *self[3:8]


class Scope(NamedTuple):
    """Work up to a day (ordinal), of some accounts or contracts (empty: all); ``drafts`` are taken as not made."""

    last_day: int
    accounts: tuple[int, ...] = ()
    contracts: tuple[int, ...] = ()
    drafts: tuple[int, ...] = ()


WITHIN = """({{any_account}} OR {0}.account_id IN ({{accounts}}))
    AND ({{any_contract}} OR c.contract_id IN ({{contracts}}))"""
OF_ENTRY, OF_CHARGE, OF_CONTRACT = map(WITHIN.format, "tcx")
# Beside an item's own columns: its account, its contract (None: outside contracts) and its currency.
WORK = f"""
SELECT t.account_id, c.contract_id, c.currency, t.id, p.seq, t.day, t.note, k.number, k.subject, s.name, r.name, p.tier,
    p.kind, p.request, p.billable_s, p.rate, p.factor_bp, p.amount
FROM time_entry t JOIN charge c ON c.entry_id = t.id JOIN portion p ON p.entry_id = t.id JOIN rep r ON r.id = t.rep_id
LEFT JOIN ticket k ON k.id = t.ticket_id LEFT JOIN service s ON s.id = t.service_id
WHERE {{unbilled}} AND c.problem = 0 AND {OF_ENTRY}
    AND NOT EXISTS ({{line}} AND l.entry_id = t.id)
ORDER BY t.day, coalesce(t.start_at, {MIDNIGHT}), t.id, p.seq
"""  # noqa: S608 - words of our own
UNBILLED = f"t.billable AND t.billed_at IS NULL AND {KEPT}"
# Of other kinds the contract is the ticket's, else the one that runs on the day, the earliest, as of work (R6a).
RUNNING = """coalesce((SELECT x.id FROM contract x WHERE x.id = k.contract_id AND x.state <> 'draft'
    AND x.first_day <= t.day AND (x.last_day IS NULL OR x.last_day >= t.day)),
    (SELECT x.id FROM contract x WHERE x.account_id = t.account_id AND x.state <> 'draft'
    AND x.first_day <= t.day AND (x.last_day IS NULL OR x.last_day >= t.day)
    ORDER BY x.first_day, x.id LIMIT 1))"""
EXPENSES = f"""
SELECT * FROM (
    SELECT t.account_id, {RUNNING} AS contract_id, t.currency, t.id, t.day, t.category, t.note,
        k.number, r.name, t.amount, t.tax_amount
    FROM expense t JOIN rep r ON r.id = t.rep_id LEFT JOIN ticket k ON k.id = t.ticket_id
    WHERE {{unbilled}} AND t.account_id IS NOT NULL AND NOT EXISTS ({{line}} AND l.expense_id = t.id)
) c WHERE {OF_CHARGE} ORDER BY c.day, c.id
"""  # noqa: S608 - words of our own
EXTRAS = f"""
SELECT c.account_id, c.contract_id, c.currency, c.id, c.day, c.text, c.quantity, c.price, c.amount
FROM extra_charge c LEFT JOIN contract x ON x.id = c.contract_id
WHERE c.deleted_at IS NULL AND coalesce(x.state, '') <> 'draft' AND c.day <= {{last}} AND {OF_CHARGE}
    AND NOT EXISTS ({{line}} AND l.extra_id = c.id)
ORDER BY c.day, c.id
"""  # noqa: S608 - words of our own
TOP_UPS = f"""
SELECT x.account_id, c.contract_id, c.id, c.first_day, c.last_day, c.name, c.price
FROM top_up c JOIN contract x ON x.id = c.contract_id
WHERE x.state <> 'draft' AND c.price > 0 AND c.first_day <= {{last}} AND {OF_CONTRACT}
    AND NOT EXISTS ({{line}} AND l.top_up_id = c.id)
ORDER BY c.first_day, c.id
"""  # noqa: S608 - words of our own
CYCLES = "{line} AND l.cycle_day IS NOT NULL"
WITHOUT_PRICE = f"""
SELECT t.id FROM time_entry t LEFT JOIN charge c ON c.entry_id = t.id
WHERE {{unbilled}} AND coalesce(c.problem, 1) <> 0 AND {OF_ENTRY} ORDER BY t.id
"""  # noqa: S608 - words of our own
ON_DRAFTS = f"""
SELECT t.id FROM time_entry t JOIN charge c ON c.entry_id = t.id
WHERE {{unbilled}} AND {OF_ENTRY} AND EXISTS ({{line}} AND l.entry_id = t.id) ORDER BY t.id
"""  # noqa: S608 - words of our own
ALREADY = f"""
SELECT t.id FROM time_entry t JOIN charge c ON c.entry_id = t.id
WHERE t.billed_at IS NOT NULL AND t.day BETWEEN {{first}} AND {{last}} AND {OF_ENTRY} ORDER BY t.id
"""  # noqa: S608 - words of our own
DRAFT_CONTRACTS = f"""
SELECT x.id FROM contract x JOIN (SELECT id AS contract_id FROM contract) c ON c.contract_id = x.id
WHERE x.state = 'draft' AND x.first_day <= {{last}} AND {OF_CONTRACT} ORDER BY x.id
"""  # noqa: S608 - words of our own


def work(db: Database, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Return portions of unbilled work, in work order."""
    return _rows(db, WORK, scope)


def expenses(db: Database, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Return unbilled expenses, by day."""
    return _rows(db, EXPENSES, scope)


def extras(db: Database, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Return extra charges, by day."""
    return _rows(db, EXTRAS, scope)


def top_ups(db: Database, scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Return top-ups that cost something, by their first day."""
    return _rows(db, TOP_UPS, scope)


def cycles(db: Database, scope: Scope) -> set[tuple[Any, ...]]:
    """Return the cycles (contract, first day) whose base charge stands on a live line."""
    return set(_rows(db, CYCLES, scope))


def without_price(db: Database, scope: Scope) -> list[int]:
    """Return unbilled work without a price, or with two currencies."""
    return [row[0] for row in _rows(db, WITHOUT_PRICE, scope)]


def on_drafts(db: Database, scope: Scope) -> list[int]:
    """Return unbilled work that stands on a draft."""
    return [row[0] for row in _rows(db, ON_DRAFTS, scope)]


def already(db: Database, scope: Scope, first_day: int) -> list[int]:
    """Return work of some days that is billed."""
    return [row[0] for row in _rows(db, ALREADY, scope, first_day)]


def draft_contracts(db: Database, scope: Scope) -> list[int]:
    """Return contracts that would have begun, were they not drafts."""
    return [row[0] for row in _rows(db, DRAFT_CONTRACTS, scope)]


def is_on_a_line(db: Database, top_up: int, *, live: bool) -> bool:
    """Say whether a top-up stands on a line of a bill, or on a live one."""
    sql = f"SELECT 1 FROM bill_line WHERE top_up_id = {int(top_up)}{' AND live' if live else ''}"  # noqa: S608 - an integer
    return db.connection().exec_driver_sql(sql).first() is not None


def _rows(db: Database, sql: str, scope: Scope, first_day: int = 0) -> Iterator[tuple[Any, ...]]:
    last = int(scope.last_day)
    drafts = f" AND l.bill_id NOT IN ({numbers(scope.drafts)})" if scope.drafts else ""
    filled = sql.format(
        first=int(first_day),
        last=last,
        unbilled=f"{UNBILLED} AND t.day <= {last}",
        line=f"SELECT l.contract_id, l.cycle_day FROM bill_line l WHERE l.live{drafts}",  # noqa: S608 - integers
        any_account="FALSE" if scope.accounts else "TRUE",
        accounts=numbers(scope.accounts),
        any_contract="FALSE" if scope.contracts else "TRUE",
        contracts=numbers(scope.contracts),
    )
    return (row for rows in blocks_of(db.connection(), filled) for row in rows)
