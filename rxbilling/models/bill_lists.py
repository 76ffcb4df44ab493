"""SQL of the list of bills: a page of a filter, the newest first, with what is open of each, and sums by currency."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session as Database
from sqlmodel import col, func, select

from rxbilling.models.billing import Bill, Payment
from rxbilling.models.choice_rows import containing

# What became of a bill; that of an issued one is derived of its day, of what was paid and of what was credited.
STATUSES = ("draft", "open", "partly_paid", "overdue", "paid", "credited", "credit", "void")


class Wanted(NamedTuple):
    """Which bills: every part that is set must hold; ``part`` is looked for in numbers and names; days reach in."""

    part: str = ""
    accounts: tuple[int, ...] = ()
    contract: int | None = None
    status: str = ""
    first_day: int | None = None
    last_day: int | None = None


class BillLine(NamedTuple):
    """A bill, what of it was paid or credited, and what became of it."""

    bill: Bill
    settled: int
    status: str


class Sums(NamedTuple):
    """Of the bills in one currency: how many, what they come to, what is still to be paid, and to be paid back."""

    currency: str
    bills: int
    total: int
    open: int
    back: int


def page(db: Database, wanted: Wanted, today: int, first: int, most: int) -> list[BillLine]:
    """Return bills, drafts first, then by number of their row, the newest first."""
    settled = settled_amount()
    query: Any = select(Bill, settled, _status(settled, today)).where(*_conditions(wanted, settled, today))
    order = (Bill.state != "draft"), col(Bill.id).desc()
    return [
        BillLine(bill, int(paid), status)
        for bill, paid, status in db.exec(query.order_by(*order).offset(first).limit(most))
    ]


def count(db: Database, wanted: Wanted, today: int) -> int:
    """Count bills."""
    settled = settled_amount()
    return db.exec(select(func.count(col(Bill.id))).where(*_conditions(wanted, settled, today))).one()


def sums(db: Database, wanted: Wanted, today: int) -> list[Sums]:
    """Return the sums of the bills that are not void, by currency."""
    settled = settled_amount()
    is_owed = (col(Bill.state) == "issued") & (col(Bill.kind) == "bill")
    left: Any = col(Bill.total) - settled
    # One that was paid before it was credited owes nothing, and takes nothing from what others owe.
    owed, back = (func.sum(case((is_owed & (sign * left > 0), sign * left), else_=0)) for sign in (1, -1))
    query = select_columns(col(Bill.currency), func.count(col(Bill.id)), func.sum(Bill.total), owed, back)
    query = query.where(col(Bill.state) != "void", *_conditions(wanted, settled, today))
    rows = db.connection().execute(query.group_by(Bill.currency).order_by(Bill.currency))
    return [Sums(currency, bills, *map(int, amounts)) for currency, bills, *amounts in rows]


def settled_amount() -> ColumnElement[int]:
    """Return what was paid of a bill and what was credited, as an expression."""
    other = Bill.__table__.alias("note")  # type: ignore[attr-defined]  # SQLModel adds it
    credited = select_columns(func.coalesce(func.sum(-other.c.total), 0)).where(
        other.c.credits_id == Bill.id, other.c.state == "issued"
    )
    return _paid() + credited.scalar_subquery()


def _paid() -> ColumnElement[int]:
    return select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.bill_id == Bill.id).scalar_subquery()


def _status(settled: ColumnElement[int], today: int) -> ColumnElement[str]:
    paid = _paid()
    return case(
        (col(Bill.state) != "issued", Bill.state),
        (col(Bill.kind) == "credit", "credit"),
        # What is credited is not paid: a bill of which nothing was paid is open until credits take all of it.
        ((col(Bill.total) <= settled) & (paid == 0) & (settled > 0), "credited"),
        (col(Bill.total) <= settled, "paid"),
        (col(Bill.due_day) < today, "overdue"),
        (paid > 0, "partly_paid"),
        else_="open",
    )


def _conditions(wanted: Wanted, settled: ColumnElement[int], today: int) -> list[ColumnElement[bool]]:
    part = containing(wanted.part)
    columns = (func.coalesce(Bill.number, ""), Bill.name, Bill.contract)
    found = [or_(*(func.lower(column).like(part, escape="!") for column in columns))] if wanted.part else []
    if wanted.accounts:
        found.append(col(Bill.account_id).in_(wanted.accounts))
    if wanted.contract is not None:
        found.append(col(Bill.contract_id) == wanted.contract)
    if wanted.first_day is not None:
        found.append(col(Bill.last_day) >= wanted.first_day)
    if wanted.last_day is not None:
        found.append(col(Bill.first_day) <= wanted.last_day)
    return [*found, _status(settled, today) == wanted.status] if wanted.status else found


def one(db: Database, number: int, today: int) -> BillLine | None:
    """Return a bill by the number of its row."""
    settled = settled_amount()
    query: Any = select(Bill, settled, _status(settled, today)).where(Bill.id == number)
    found = db.exec(query).first()
    return None if found is None else BillLine(found[0], int(found[1]), found[2])
