"""SQL of bills: writing many at once, reading their lines, marking what is on them as billed and releasing it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select

from rxbilling.models.bill_items import Item
from rxbilling.models.billing import Bill, BillLine, BillTax, ExtraCharge, Payment
from rxbilling.models.bulk import insert_rows
from rxbilling.models.bulk_reading import blocks_of
from rxbilling.models.customers import Account
from rxbilling.models.pricing_rows import numbers

LineRow = tuple[int, int, Item]
LINES = ("bill_id", "position", "discount", *Item._fields)
# How work and expenses come to stand on bills: the column of the line, and whether readers are told by a revision.
MARKED = {"time_entry": "entry_id", "expense": "expense_id"}


def insert_lines(db: Database, rows: Sequence[LineRow], bill_ids: Sequence[int]) -> None:
    """Insert lines (position, discount, item) of bills, one number of a bill each."""
    found = ((1, True, bill, place, off, *item) for bill, (place, off, item) in zip(bill_ids, rows, strict=True))
    insert_rows(db.connection(), "bill_line", ("version", "live", *LINES), found)


def lines(db: Database, bill_ids: Sequence[int]) -> dict[int, list[LineRow]]:
    """Return the lines (position, discount, item) of bills, in their order."""
    of_bills = f"FROM bill_line WHERE bill_id IN ({numbers(bill_ids)}) ORDER BY bill_id, position, id"
    sql = f"SELECT {', '.join(LINES)} {of_bills}"
    found: dict[int, list[LineRow]] = defaultdict(list)
    for rows in blocks_of(db.connection(), sql):
        for bill, position, discount, *item in rows:
            found[bill].append((position, discount, Item(*item)))
    return found


def taxes(db: Database, bill_ids: Sequence[int]) -> dict[int, list[BillTax]]:
    """Return the taxes of bills, in their order."""
    query = select(BillTax).where(col(BillTax.bill_id).in_(bill_ids))
    found: dict[int, list[BillTax]] = defaultdict(list)
    for tax in db.exec(query.order_by(col(BillTax.bill_id), col(BillTax.position))):
        found[tax.bill_id].append(tax)
    return found


def bills(db: Database, ids: Sequence[int]) -> list[Bill]:
    """Return bills by their numbers of rows, in that order."""
    return list(db.exec(select(Bill).where(col(Bill.id).in_(ids)).order_by(col(Bill.id))))


def remove(db: Database, ids: Sequence[int]) -> None:
    """Delete drafts with their lines and taxes."""
    db.exec(delete(BillLine).where(col(BillLine.bill_id).in_(ids)))
    db.exec(delete(BillTax).where(col(BillTax.bill_id).in_(ids)))
    db.exec(delete(Bill).where(col(Bill.id).in_(ids)))


def accounts(db: Database, ids: Sequence[int]) -> list[int]:
    """Return the accounts of bills."""
    return list(db.exec(select(Bill.account_id).where(col(Bill.id).in_(ids)).distinct().order_by(col(Bill.account_id))))


def mark(db: Database, ids: Sequence[int], at: int, revision: int) -> None:
    """Mark the work and the expenses on bills as billed at a time, by the bill's number (R26)."""
    for table, column in MARKED.items():
        _update(
            db.connection(),
            f"UPDATE {table} SET billed_at = :at, billed_reference = (SELECT b.number FROM bill b JOIN bill_line l "  # noqa: S608 - our own names
            f"ON l.bill_id = b.id WHERE l.{column} = {table}.id AND l.live LIMIT 1), version = version + 1"
            f"{_stamp(table, revision)} WHERE id IN ({_on(column)})",
            ids,
            at=at,
        )


def release(db: Database, ids: Sequence[int], revision: int) -> None:
    """Take the marks of bills back, and let their lines hold nothing any more (R26)."""
    for table, column in MARKED.items():
        # The lines still live: in closed books that is what lets the mark go.
        _update(
            db.connection(),
            f"UPDATE {table} SET billed_at = NULL, billed_reference = '', version = version + 1"  # noqa: S608 - our own names
            f"{_stamp(table, revision)} WHERE id IN ({_on(column)})",
            ids,
        )
    _update(db.connection(), "UPDATE bill_line SET live = FALSE, version = version + 1 WHERE bill_id IN :ids", ids)


def _on(column: str) -> str:
    return f"SELECT {column} FROM bill_line WHERE bill_id IN :ids AND live AND {column} IS NOT NULL"  # noqa: S608 - our own names


def _stamp(table: str, revision: int) -> str:
    return f", revision = {int(revision)}" if table == "time_entry" else ""


def _update(connection: Connection, sql: str, ids: Sequence[int], **values: Any) -> None:  # noqa: ANN401 - of any column
    connection.execute(text(sql).bindparams(bindparam("ids", expanding=True)), {**values, "ids": list(ids)})


def paid(db: Database, ids: Sequence[int]) -> dict[int, int]:
    """Return what was paid of bills, where anything was."""
    query = select(Payment.bill_id, func.sum(Payment.amount)).where(col(Payment.bill_id).in_(ids))
    return {bill: int(amount) for bill, amount in db.exec(query.group_by(col(Payment.bill_id)))}


def credited(db: Database, ids: Sequence[int]) -> dict[int, int]:
    """Return what was credited of bills, minor units of 0 or more, where anything was."""
    query = select(Bill.credits_id, func.sum(Bill.total)).where(col(Bill.credits_id).in_(ids), Bill.state == "issued")
    return {bill or 0: -int(amount) for bill, amount in db.exec(query.group_by(col(Bill.credits_id)))}


def credited_taxes(db: Database, bill_id: int) -> dict[int, int]:
    """Return what was credited of each tax of a bill, by its position: a credit note has them in the same order."""
    query = select(BillTax.position, func.sum(BillTax.amount)).join(Bill, col(Bill.id) == col(BillTax.bill_id))
    query = query.where(Bill.credits_id == bill_id, Bill.state == "issued").group_by(col(BillTax.position))
    return {position: -int(amount) for position, amount in db.exec(query)}


def credited_lines(db: Database, bill_id: int) -> dict[int, int]:
    """Return what was credited of each printed line of a bill, before tax, by its position."""
    query = select(BillLine.position, func.sum(BillLine.amount)).join(Bill, col(Bill.id) == col(BillLine.bill_id))
    query = query.where(Bill.credits_id == bill_id, Bill.state == "issued").group_by(col(BillLine.position))
    return {position: -int(amount) for position, amount in db.exec(query)}


def payments(db: Database, bill_id: int) -> list[Payment]:
    """Return the payments of a bill, by day."""
    query = select(Payment).where(Payment.bill_id == bill_id)
    return list(db.exec(query.order_by(col(Payment.day), col(Payment.id))))


def numbers_of(db: Database, ids: Sequence[int]) -> dict[int, str]:
    """Return the numbers of bills that have one, by the number of their row."""
    query = select(Bill.id, Bill.number).where(col(Bill.id).in_(ids))
    return {row or 0: number for row, number in db.exec(query) if number}


def linked(db: Database, bill: Bill) -> list[tuple[str, Bill]]:
    """Return the bills that one replaces or credits, and those that replace or credit it, with what they are to it."""
    sides = (
        ("replaces", Bill.id, bill.replaces_id),
        ("credits", Bill.id, bill.credits_id),
        ("replaced_by", Bill.replaces_id, bill.id),
        ("credited_by", Bill.credits_id, bill.id),
    )
    return [
        (relation, other)
        for relation, column, number in sides
        if number is not None
        for other in db.exec(select(Bill).where(col(column) == number).order_by(col(Bill.id)))
    ]


def unreplaced(db: Database, accounts: Sequence[int]) -> list[Bill]:
    """Return the void bills of accounts whose place no other takes, the latest first."""
    other = select(Bill).subquery()
    is_replaced = select(other.c.id).where(other.c.replaces_id == Bill.id).exists()
    query = select(Bill).where(Bill.state == "void", Bill.kind == "bill", ~is_replaced)
    return list(db.exec(query.where(col(Bill.account_id).in_(accounts)).order_by(col(Bill.id).desc())))


def open_extras(db: Database, account: int | None) -> list[tuple[ExtraCharge, str]]:
    """Return extra charges (of an account) that no live line holds, by day, with the names of their accounts."""
    held = select(BillLine.id).where(BillLine.extra_id == ExtraCharge.id, col(BillLine.live)).exists()
    query = select(ExtraCharge, Account.name).join(Account, col(Account.id) == col(ExtraCharge.account_id))
    query = query.where(col(ExtraCharge.deleted_at).is_(None), ~held)
    if account is not None:
        query = query.where(ExtraCharge.account_id == account)
    return list(db.exec(query.order_by(col(ExtraCharge.day), col(ExtraCharge.id))))


def holds_extra(db: Database, number: int) -> bool:
    """Say whether an extra charge stands on a live line."""
    return db.exec(select(BillLine.id).where(BillLine.extra_id == number, col(BillLine.live))).first() is not None


def latest(db: Database) -> Bill | None:
    """Return the issued bill of the latest day; credit notes and void bills do not count."""
    query = (
        select(Bill)
        .where(Bill.state == "issued", Bill.kind == "bill")
        .order_by(col(Bill.bill_day).desc(), col(Bill.id))
    )
    return db.exec(query.limit(1)).first()


def last_number(db: Database, prefix: str) -> int:
    """Return the highest number that was given after a prefix, 0 for none."""
    given = db.exec(select(Bill.number).where(col(Bill.number).startswith(prefix, autoescape=True))).all()
    digits = [(number or "").removeprefix(prefix) for number in given]
    return max((int(one) for one in digits if one.isdecimal()), default=0)
