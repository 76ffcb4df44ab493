"""SQL of expenses: a page of a list, sums by currency, what is in use, and receipts without their content."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, not_, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session as Database
from sqlmodel import col, delete, select

from rxbilling.models.customers import Account, Ticket
from rxbilling.models.expenses import Expense, Receipt
from rxbilling.models.people import Rep

Cursor = tuple[int, int]
UNBILLED = and_(col(Expense.billable), col(Expense.billed_at).is_(None))
# What a list can be narrowed to.
STATUSES: dict[str, ColumnElement[bool]] = {
    "unbilled": UNBILLED,
    "billed": col(Expense.billed_at).is_not(None),
    "not_billable": not_(col(Expense.billable)),
    "to_reimburse": not_(col(Expense.reimbursed)),
    "reimbursed": col(Expense.reimbursed).is_(True),
}


@dataclass(frozen=True, slots=True)
class ExpenseSelection:
    """Every part that is set must hold; days are ordinals, both included. ``reps`` is None for those of all reps."""

    first_day: int | None = None
    last_day: int | None = None
    accounts: tuple[int, ...] = ()
    reps: tuple[int, ...] | None = None
    tickets: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()


class Listed(NamedTuple):
    """An expense with the names of what it refers to, and whether it has a receipt."""

    expense: Expense
    rep: str
    account: str | None
    ticket: str | None
    receipt: str | None


class Sums(NamedTuple):
    """Sums of one currency: of all, of what is to be billed, of what is to be paid back."""

    currency: str
    expenses: int
    total: int
    unbilled: int
    to_reimburse: int


class Spent(NamedTuple):
    """What was spent on a day for an account (None: for none) in a currency, in minor units."""

    day: int
    account: int | None
    currency: str
    total: int


class ReceiptAbout(NamedTuple):
    """What a receipt is, without its content: its name, and the SHA-256 of what is in it."""

    filename: str
    digest: str


def page(db: Database, chosen: ExpenseSelection, before: Cursor | None, most: int) -> list[Listed]:
    """Return expenses, the newest day first, from before one of them (day and number) on."""
    query = (
        select(Expense, Rep.name, Account.name, Ticket.number)
        .join(Rep, col(Rep.id) == col(Expense.rep_id))
        .outerjoin(Account, col(Account.id) == col(Expense.account_id))
        .outerjoin(Ticket, col(Ticket.id) == col(Expense.ticket_id))
        .where(*_conditions(chosen))
    )
    if before is not None:
        day, number = before
        query = query.where(
            or_(col(Expense.day) < day, and_(col(Expense.day) == day, col(Expense.id) < number)),
        )
    rows = db.exec(query.order_by(col(Expense.day).desc(), col(Expense.id).desc()).limit(most)).all()
    receipts = _receipt_names(db, [expense.id or 0 for expense, *_ in rows])
    return [
        Listed(expense, rep, account, ticket, receipts.get(expense.id or 0)) for expense, rep, account, ticket in rows
    ]


def _receipt_names(db: Database, expense_ids: list[int]) -> dict[int, str]:
    found = select(Receipt.expense_id, Receipt.filename).where(col(Receipt.expense_id).in_(expense_ids))
    return dict(db.exec(found).all())


def sums(db: Database, chosen: ExpenseSelection) -> list[Sums]:
    """Return sums of the expenses of a selection, one for each currency."""
    amount = col(Expense.amount)

    def of(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, amount), else_=0)), 0)

    columns = (func.count(), func.sum(amount), of(UNBILLED), of(STATUSES["to_reimburse"]))
    query = select_columns(col(Expense.currency), *columns).where(*_conditions(chosen))
    rows = db.connection().execute(query.group_by(col(Expense.currency)).order_by(col(Expense.currency)))
    # PostgreSQL adds big integers up to decimals.
    return [Sums(currency, *map(int, numbers)) for currency, *numbers in rows]


def sums_by_rep(db: Database, chosen: ExpenseSelection) -> dict[int, list[Sums]]:
    """Return sums of the expenses of a selection by rep, one for each currency."""
    paid_back = func.coalesce(func.sum(case((STATUSES["to_reimburse"], col(Expense.amount)), else_=0)), 0)
    rep, currency, amount = col(Expense.rep_id), col(Expense.currency), func.sum(col(Expense.amount))
    query = select_columns(rep, currency, func.count(), amount, paid_back).where(*_conditions(chosen))
    found: dict[int, list[Sums]] = {}
    for number, code, *sums in db.connection().execute(query.group_by(rep, currency).order_by(rep, currency)):
        count, total, owed = map(int, sums)
        found.setdefault(number, []).append(Sums(code, count, total, 0, owed))
    return found


def by_day_and_account(db: Database, chosen: ExpenseSelection) -> list[Spent]:
    """Return sums of the expenses of a selection by day, account and currency."""
    parts = (col(Expense.day), col(Expense.account_id), col(Expense.currency))
    query = select_columns(*parts, func.sum(col(Expense.amount))).where(*_conditions(chosen)).group_by(*parts)
    return [
        Spent(day, account, currency, int(total)) for day, account, currency, total in db.connection().execute(query)
    ]


def categories(db: Database, rep_id: int | None) -> Sequence[str]:
    """Return the categories in use, of one rep or of all."""
    query = select(Expense.category).where(*_conditions(ExpenseSelection(reps=None if rep_id is None else (rep_id,))))
    return db.exec(query.distinct().order_by(Expense.category)).all()


def days(db: Database, rep_id: int | None) -> tuple[int, int] | None:
    """Return the first and the last day on which there is an expense."""
    chosen = ExpenseSelection(reps=None if rep_id is None else (rep_id,))
    first, last = db.exec(select(func.min(Expense.day), func.max(Expense.day)).where(*_conditions(chosen))).one()
    return None if first is None else (first, last)


def receipt(db: Database, expense_id: int) -> Receipt | None:
    """Return the receipt of an expense, with its content."""
    return db.exec(select(Receipt).where(Receipt.expense_id == expense_id)).first()


def receipt_about(db: Database, expense_id: int) -> ReceiptAbout | None:
    """Return what the receipt of an expense is."""
    found = receipt(db, expense_id)
    return ReceiptAbout(found.filename, hashlib.sha256(found.content).hexdigest()) if found else None


def drop_receipt(db: Database, expense_id: int) -> None:
    """Remove the receipt of an expense."""
    db.exec(delete(Receipt).where(col(Receipt.expense_id) == expense_id))


def _conditions(chosen: ExpenseSelection) -> Iterator[ColumnElement[bool]]:
    yield col(Expense.deleted_at).is_(None)
    if chosen.first_day is not None:
        yield col(Expense.day) >= chosen.first_day
    if chosen.last_day is not None:
        yield col(Expense.day) <= chosen.last_day
    if chosen.accounts:
        yield col(Expense.account_id).in_(chosen.accounts)
    if chosen.reps is not None:
        yield col(Expense.rep_id).in_(chosen.reps)
    if chosen.tickets:
        yield func.coalesce(col(Expense.ticket_id), 0).in_(chosen.tickets)
    if chosen.statuses:
        yield or_(*(STATUSES[status] for status in chosen.statuses))
