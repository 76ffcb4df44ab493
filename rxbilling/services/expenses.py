"""Expenses as lists, sums and forms show them: of all, or of the actor's own."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Account, Expense, Organisation, expense_rows
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import Cursor, ExpenseSelection, Listed, Sums
from rxbilling.services.access import Actor, Refused, Right, require
from rxbilling.services.expense_drafts import ExpenseDraft
from rxbilling.services.expense_facts import draft_of, facts
from rxbilling.services.expense_locks import open_expense, seen
from rxbilling.services.filters import ExpenseFilter
from rxbilling.services.inputs import may_be_number

PAGE = 50
# Offered before anybody has written down others.
STARTERS = (N_("Travel"), N_("Hotel"), N_("Meals"), N_("Material"), N_("Software"), N_("Other"))
__all__ = ["STARTERS", "Cursor", "Listed", "Sums"]


@dataclass(frozen=True, slots=True)
class ExpensePage:
    """Some expenses, the newest first, from where older ones go on, and sums of the whole filter by currency."""

    rows: list[Listed]
    older: Cursor | None
    sums: list[Sums]
    home: str


@dataclass(frozen=True, slots=True)
class Editable:
    """An expense as it can be changed, its version, names of what it refers to, and why it cannot be."""

    draft: ExpenseDraft
    version: int
    rep: str
    account: str
    ticket: str
    receipt: str
    locked: Message | None


def page(actor: Actor | None, chosen: ExpenseFilter, before: Cursor | None = None, most: int = PAGE) -> ExpensePage:
    """Return a page of the expenses of a filter, from before one of them on.

    Raises:
        Refused: the actor may see no expenses.
    """
    selection = _selection(require(actor, Right.SEE_OWN_WORK), chosen)
    with reading() as db:
        rows = expense_rows.page(db, selection, before, most + 1)
        sums, home = expense_rows.sums(db, selection), db.get_one(Organisation, 1).currency
    shown = rows[:most]
    last = shown[-1].expense if len(rows) > most else None
    return ExpensePage(shown, (last.day, last.id or 0) if last else None, sums, home)


def totals(actor: Actor | None, chosen: ExpenseFilter) -> list[Sums]:
    """Return the sums of the expenses of a filter, one for each currency.

    Raises:
        Refused: the actor may see no expenses.
    """
    selection = _selection(require(actor, Right.SEE_OWN_WORK), chosen)
    with reading() as db:
        return expense_rows.sums(db, selection)


def look(actor: Actor | None, number: int) -> Editable:
    """Return an expense to be changed.

    Raises:
        Refused: the actor may see no expenses, or none of that number.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        expense = seen(db, actor, number)
        names = facts(db, expense)
        return Editable(
            draft=draft_of(expense),
            version=expense.version,
            rep=str(names["rep"]),
            account=str(names["account"] or ""),
            ticket=str(names["ticket"] or ""),
            receipt=str(names["receipt"] or ""),
            locked=_lock(db, actor, expense),
        )


def categories(actor: Actor | None) -> list[str]:
    """Return what kinds of expenses can be chosen: those in use, and some to start with.

    Raises:
        Refused: the actor may see no expenses.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        used = expense_rows.categories(db, actor.rep_only)
    return [*STARTERS, *(category for category in used if category not in STARTERS)]


def currency_for(actor: Actor | None, account_id: int | None) -> str:
    """Return the currency that an expense for an account most likely has: the account's, else the organisation's.

    Raises:
        Refused: the actor may see no customers.
    """
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        account = db.get(Account, account_id) if account_id and may_be_number(account_id) else None
        return (account.currency if account else None) or db.get_one(Organisation, 1).currency


def days(actor: Actor | None) -> tuple[date, date] | None:
    """Return the first and the last day with an expense; None where there is none.

    Raises:
        Refused: the actor may see no expenses.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        found = expense_rows.days(db, actor.rep_only)
    return (date.fromordinal(found[0]), date.fromordinal(found[1])) if found else None


def _selection(actor: Actor, chosen: ExpenseFilter) -> ExpenseSelection:
    """Return what is looked for in the tables: within what the actor may see."""
    reps = chosen.reps or None
    if actor.rep_only is not None:
        reps = (actor.rep_only,) if actor.rep_only in (chosen.reps or (actor.rep_only,)) else ()
    return ExpenseSelection(
        first_day=chosen.first_day.toordinal() if chosen.first_day else None,
        last_day=chosen.last_day.toordinal() if chosen.last_day else None,
        accounts=chosen.accounts,
        reps=reps,
        tickets=chosen.tickets,
        statuses=chosen.statuses,
    )


def _lock(db: Database, actor: Actor, expense: Expense) -> Message | None:
    """Return why an actor cannot change an expense now, if that is so."""
    try:
        open_expense(db, require(actor, Right.LOG_OWN_WORK), expense.id or 0, expense.version)
    except Refused as refusal:
        return refusal.message
    return None
