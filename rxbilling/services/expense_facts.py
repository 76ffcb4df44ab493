"""What a stored expense says: as a draft that can be changed, and for the audit trail."""

from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.money_text import major_text
from rxbilling.models import Account, Expense, Rep, Ticket, expense_rows
from rxbilling.services.audit import Facts
from rxbilling.services.expense_drafts import ExpenseDraft

DIGITS_SHOWN = 16


def draft_of(expense: Expense) -> ExpenseDraft:
    """Return an expense as a draft."""
    return ExpenseDraft(
        rep_id=expense.rep_id,
        day=date.fromordinal(expense.day),
        category=expense.category,
        currency=expense.currency,
        amount=expense.amount,
        tax=expense.tax_amount,
        account_id=expense.account_id,
        ticket_id=expense.ticket_id,
        note=expense.note,
        billable=expense.billable,
    )


def facts(db: Database, expense: Expense) -> Facts:
    """Return an expense for the audit trail, by names that are still understood when the rows are gone."""
    receipt = expense_rows.receipt_about(db, expense.id or 0)
    return {
        "rep": db.get_one(Rep, expense.rep_id).name,
        "account": None if expense.account_id is None else db.get_one(Account, expense.account_id).name,
        "ticket": None if expense.ticket_id is None else db.get_one(Ticket, expense.ticket_id).number,
        "day": date.fromordinal(expense.day).isoformat(),
        "category": expense.category,
        "amount": f"{major_text(expense.amount, expense.currency)} {expense.currency}",
        "tax": f"{major_text(expense.tax_amount, expense.currency)} {expense.currency}",
        "note": expense.note,
        "billable": "yes" if expense.billable else "no",
        "receipt": receipt.filename if receipt else None,
        # Two files may have one name.
        "receipt_digest": receipt.digest[:DIGITS_SHOWN] if receipt else None,
    }
