"""Expenses for tests: one as a rep writes it down, and what becomes of it in the tables."""

from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, Expense, Receipt
from rxbilling.models.bulk import table_of
from rxbilling.models.database import reading, writing
from rxbilling.services.expense_drafts import ExpenseDraft

DAY = date(2026, 3, 2)
TRAIN = ExpenseDraft(1, DAY, "Travel", "EUR", 14_800, 2_466, account_id=1, ticket_id=1, note="Train", billable=True)
INTERNAL = ExpenseDraft(1, DAY, "Software", "USD", 999)
PDF = b"%PDF-1.7\n%a receipt\n"
PNG = b"\x89PNG\r\n\x1a\n a picture"


def stored(number: int) -> Expense:
    with reading() as db:
        return db.get_one(Expense, number)


def trail() -> list[AuditEvent]:
    with reading() as db:
        return list(db.exec(select(AuditEvent).where(AuditEvent.subject == "expense").order_by(col(AuditEvent.id))))


def content() -> list[tuple[Any, ...]]:
    """Return everything that an expense may change."""
    with reading() as db:
        tables = (table_of(model) for model in (Expense, Receipt, AuditEvent))
        return [tuple(row) for table in tables for row in db.connection().execute(table.select().order_by(table.c.id))]


def mark_billed(database: Engine, number: int) -> None:
    """Do as a bill does that is issued."""
    with writing(database) as db:
        expense = db.get_one(Expense, number)
        expense.billed_at, expense.billed_reference = 5, "B-1"
        db.add(expense)
