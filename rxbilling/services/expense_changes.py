"""Adding, changing and deleting one expense: who may, is it valid, in one transaction, audited."""

from typing import Any

from sqlmodel import Session as Database

from rxbilling.models import Expense
from rxbilling.models.database import writing
from rxbilling.services import audit, expense_drafts, receipts
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.clock import now
from rxbilling.services.entry_changes import Stored
from rxbilling.services.expense_drafts import ExpenseDraft
from rxbilling.services.expense_facts import facts
from rxbilling.services.expense_locks import GONE, open_expense, refuse_day, require_of
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.receipts import ReceiptChange

SUBJECT = "expense"
MOST_AT_ONCE = 500


def add(actor: Actor | None, draft: ExpenseDraft, receipt: ReceiptChange = "keep") -> Stored:
    """Add an expense, with its receipt where there is one.

    Raises:
        Refused: the actor may not, a value cannot be taken, the period is closed or the week handed in.
    """
    actor = require_of(actor, draft.rep_id)
    with writing() as db:
        _check(db, actor, draft)
        expense = Expense(**_columns(draft))
        db.add(expense)
        db.flush()
        receipts.attach(db, actor, expense.id or 0, receipt)
        audit.record(db, actor, "add", SUBJECT, subject_id=expense.id, after=facts(db, expense))
        return Stored(expense.id or 0, expense.version)


def change(
    actor: Actor | None, number: int, version: int, draft: ExpenseDraft, receipt: ReceiptChange = "keep"
) -> Stored:
    """Change an expense and its receipt, if it still has the version that the actor saw.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, billed, closed or handed in, or a value cannot be
            taken.
    """
    actor = require_of(actor, draft.rep_id)
    with writing() as db:
        expense = open_expense(db, actor, number, version)
        _check(db, actor, draft)
        before = facts(db, expense)
        for name, value in (_columns(draft) | {"version": version + 1}).items():
            setattr(expense, name, value)
        db.add(expense)
        receipts.attach(db, actor, number, receipt)
        db.flush()
        audit.record_change(db, actor, SUBJECT, number, before, facts(db, expense))
        return Stored(number, expense.version)


def delete(actor: Actor | None, number: int, version: int) -> None:
    """Delete an expense, if it still has the version that the actor saw; it is only marked, so that it can come back.

    Raises:
        Refused: the actor may not, it is gone, changed meanwhile, billed, closed or handed in.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        expense = open_expense(db, actor, number, version)
        expense.deleted_at, expense.version = now(), version + 1
        db.add(expense)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=facts(db, expense))


def restore(actor: Actor | None, number: int) -> None:
    """Bring an expense back that was deleted; one that is there already stays as it is.

    Raises:
        Refused: the actor may not, there is none of that number, or its period is closed or its week handed in.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        expense = db.get(Expense, number) if may_be_number(number) else None
        if expense is None or not (actor.may(Right.CHANGE_ALL_WORK) or expense.rep_id == actor.rep_id):
            raise NotThere(GONE)
        if expense.deleted_at is None:
            return
        refuse_day(db, actor, expense.rep_id, expense.day)
        expense.deleted_at, expense.version = None, expense.version + 1
        db.add(expense)
        audit.record(db, actor, "bring back", SUBJECT, subject_id=number, after=facts(db, expense))


def set_reimbursed(actor: Actor | None, numbers: list[int], *, reimbursed: bool) -> int:
    """Mark expenses as paid back to their reps, or not; return how many changed. Billed and closed ones take it too.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.MARK_WORK)
    with writing() as db:
        found = [db.get(Expense, number) for number in numbers[:MOST_AT_ONCE] if may_be_number(number)]
        to_mark = [row for row in found if row and row.deleted_at is None and row.reimbursed is not reimbursed]
        words = ("no", "yes") if reimbursed else ("yes", "no")
        for expense in to_mark:
            expense.reimbursed, expense.version = reimbursed, expense.version + 1
            db.add(expense)
            before, after = ({"reimbursed": word} for word in words)
            audit.record_change(db, actor, SUBJECT, expense.id, before, after)
    return len(to_mark)


def _check(db: Database, actor: Actor, draft: ExpenseDraft) -> None:
    expense_drafts.check(db, draft)
    refuse_day(db, actor, draft.rep_id, draft.day.toordinal())


def _columns(draft: ExpenseDraft) -> dict[str, Any]:
    return {
        "rep_id": draft.rep_id,
        "account_id": draft.account_id,
        "ticket_id": draft.ticket_id,
        "day": draft.day.toordinal(),
        "category": plain(draft.category).strip(),
        "note": plain(draft.note),
        "currency": draft.currency,
        "amount": draft.amount,
        "tax_amount": draft.tax,
        "billable": draft.billable,
    }
