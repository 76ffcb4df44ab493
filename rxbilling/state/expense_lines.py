"""Expenses as a page shows them: lines of text, sums in each currency, categories in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rxbilling.locales import tr
from rxbilling.services.expenses import STARTERS, Listed, Sums
from rxbilling.state import wording


@dataclass
class ExpenseLine:
    """An expense in the list; ``status`` is unbilled, billed or not_billable, ``receipt`` the name of the file."""

    number: int = 0
    day: str = ""
    rep: str = ""
    category: str = ""
    note: str = ""
    account: str = ""
    ticket: str = ""
    amount: str = ""
    tax: str = ""
    receipt: str = ""
    status: str = ""
    reference: str = ""
    reimbursed: bool = False


@dataclass
class ExpenseSums:
    """Sums of what is filtered, each in the currencies that there are, and how many expenses it is."""

    count: str = ""
    total: list[str] = None  # type: ignore[assignment]  # Reflex fills it
    unbilled: list[str] = None  # type: ignore[assignment]  # as above
    to_reimburse: list[str] = None  # type: ignore[assignment]  # as above


def line_of(language: str, listed: Listed) -> ExpenseLine:
    """Return an expense as text."""
    expense = listed.expense
    return ExpenseLine(
        number=expense.id or 0,
        day=wording.day(language, date.fromordinal(expense.day)),
        rep=listed.rep,
        category=category_word(language, expense.category),
        note=expense.note,
        account=listed.account or "",
        ticket=listed.ticket or "",
        amount=wording.money(language, expense.amount, expense.currency),
        tax=wording.money(language, expense.tax_amount, expense.currency) if expense.tax_amount else "",
        receipt=listed.receipt or "",
        status=_status(listed),
        reference=expense.billed_reference,
        reimbursed=expense.reimbursed,
    )


def sums_of(language: str, sums: Sequence[Sums], home: str) -> ExpenseSums:
    """Return sums as text, the home currency first."""

    def told(amounts: dict[str, int]) -> list[str]:
        return wording.money_lines(language, {code: amount for code, amount in amounts.items() if amount}, home)

    return ExpenseSums(
        count=wording.number(language, sum(own.expenses for own in sums)),
        total=told({own.currency: own.total for own in sums}),
        unbilled=told({own.currency: own.unbilled for own in sums}),
        to_reimburse=told({own.currency: own.to_reimburse for own in sums}),
    )


def category_word(language: str, category: str) -> str:
    """Return a category as the reader calls it: those that everybody starts with have a word in each language."""
    return tr(language, category) if category in STARTERS else category


def category_of(language: str, word: str) -> str:
    """Return the category that a word of the reader's language stands for, so that it is one in every language."""
    wanted = word.strip().casefold()
    return next((code for code in STARTERS if tr(language, code).casefold() == wanted), word.strip())


def _status(listed: Listed) -> str:
    if not listed.expense.billable:
        return "not_billable"
    return "unbilled" if listed.expense.billed_at is None else "billed"
