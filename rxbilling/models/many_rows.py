"""SQL of changing many time entries at once: which may be changed, and the change itself, in a few statements."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import bindparam, text
from sqlmodel import Session as Database

from rxbilling.models.pricing_rows import CLOSED, IDS_A_STATEMENT, numbers

# What is on a bill is released only when that is void (R26).
ON_A_BILL = "EXISTS (SELECT 1 FROM bill_line l WHERE l.entry_id = t.id AND l.live)"
IN_CLOSED_BOOKS = CLOSED
BILLED = "t.billed_at IS NOT NULL"
# To be billed, and nothing says what it costs (R8).
WITHOUT_PRICE = (
    "t.billable AND t.deleted_at IS NULL AND EXISTS (SELECT 1 FROM charge c WHERE c.entry_id = t.id AND c.problem <> 0)"
)


def among(db: Database, ids: Sequence[int], condition: str) -> set[int]:
    """Return those entries (``t``) of some for which a condition holds."""
    found: set[int] = set()
    for some in _lists(ids):
        sql = f"SELECT t.id FROM time_entry t WHERE t.id IN ({some}) AND ({condition})"  # noqa: S608 - integers and our own conditions
        found.update(db.connection().exec_driver_sql(sql).scalars())
    return found


def mark(db: Database, ids: Sequence[int], at: int | None, reference: str, revision: int) -> None:
    """Mark entries as billed at a time under a reference, or (None) take the mark back."""
    _update(db, ids, {"billed_at": at, "billed_reference": reference}, revision)


def change(db: Database, ids: Sequence[int], values: Mapping[str, int | bool | None], revision: int) -> None:
    """Give entries the same values; those that go to another account leave what was agreed in the old one there."""
    if (account := values.get("account_id")) is not None:
        for some in _lists(ids):
            db.connection().exec_driver_sql(
                "UPDATE time_entry SET product = NULL, override_rate = NULL, "  # noqa: S608 - integers
                "ticket_id = (SELECT k.id FROM ticket k WHERE k.id = time_entry.ticket_id "
                f"AND k.account_id = {int(account)}) WHERE account_id <> {int(account)} AND id IN ({some})"
            )
    _update(db, ids, values, revision)


def accounts(db: Database, ids: Sequence[int]) -> set[int]:
    """Return the accounts of entries."""
    found: set[int] = set()
    for some in _lists(ids):
        sql = f"SELECT DISTINCT account_id FROM time_entry WHERE id IN ({some})"  # noqa: S608 - integers
        found.update(db.connection().exec_driver_sql(sql).scalars())
    return found


def amounts(db: Database, account_ids: Sequence[int]) -> dict[str, int]:
    """Return what all billable work of accounts costs, by currency."""
    sql = (
        "SELECT c.currency, sum(c.amount) FROM charge c JOIN time_entry t ON t.id = c.entry_id "  # noqa: S608 - integers
        f"WHERE t.account_id IN ({numbers(account_ids)}) AND t.deleted_at IS NULL AND t.billable AND c.problem = 0 "
        "GROUP BY c.currency ORDER BY c.currency"
    )
    return {currency: int(amount) for currency, amount in db.connection().exec_driver_sql(sql)}


def amount_of(db: Database, ids: Sequence[int]) -> dict[str, int]:
    """Return what entries cost, by currency."""
    sums: dict[str, int] = {}
    for some in _lists(ids):
        sql = f"SELECT currency, sum(amount) FROM charge WHERE entry_id IN ({some}) GROUP BY currency"  # noqa: S608 - integers
        for currency, amount in db.connection().exec_driver_sql(sql):
            sums[currency] = sums.get(currency, 0) + int(amount)
    return dict(sorted(sums.items()))


def _update(db: Database, ids: Sequence[int], values: Mapping[str, object], revision: int) -> None:
    columns = ", ".join(f"{name} = :{name}" for name in values)
    sql = text(
        f"UPDATE time_entry SET {columns}, version = version + 1, revision = :revision WHERE id IN :ids"  # noqa: S608 - our own names
    ).bindparams(bindparam("ids", expanding=True))
    for begin in range(0, len(ids), IDS_A_STATEMENT):
        some = list(ids[begin : begin + IDS_A_STATEMENT])
        db.connection().execute(sql, {**values, "revision": revision, "ids": some})


def _lists(ids: Sequence[int]) -> Iterator[str]:
    return (numbers(ids[begin : begin + IDS_A_STATEMENT]) for begin in range(0, len(ids), IDS_A_STATEMENT))
