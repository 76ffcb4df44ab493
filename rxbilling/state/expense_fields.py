"""The fields of an expense: read from what a form says, and told as text."""

from datetime import date

from rxbilling.exchange.amounts import amount_of
from rxbilling.exchange.clock import NOT_A_DATE
from rxbilling.exchange.money_text import major_text
from rxbilling.locales import N_, Message, tr
from rxbilling.services import expenses
from rxbilling.services.access import Actor, Invalid
from rxbilling.services.expense_drafts import ExpenseDraft, currencies
from rxbilling.services.expenses import Editable
from rxbilling.state import wording
from rxbilling.state.expense_lines import category_of, category_word
from rxbilling.state.forms import Fact, language_of, text_of

CURRENCIES = currencies()
LONGEST_DIGITS = 9


def draft_of(actor: Actor | None, form: dict[str, str]) -> ExpenseDraft:
    """Return what the form says.

    Raises:
        Invalid: a field is not what it should be.
    """
    language, currency = language_of(actor), text_of(form, "currency")
    own = (actor.rep_id if actor else None) or 0
    if currency not in CURRENCIES:
        # Amounts cannot be read without it.
        currency = expenses.currency_for(actor, None)
    return ExpenseDraft(
        rep_id=_number(form, "rep") if "rep" in form else own,
        day=_day(form),
        category=category_of(language, text_of(form, "category")),
        currency=currency,
        amount=_amount(form, "amount", language, currency),
        tax=_amount(form, "tax", language, currency) if text_of(form, "tax") else 0,
        account_id=_number(form, "account") or None,
        ticket_id=_number(form, "ticket") or None,
        note=text_of(form, "note"),
        billable=bool(form.get("billable")),
    )


def _day(form: dict[str, str]) -> date:
    try:
        return date.fromisoformat(text_of(form, "day"))
    except ValueError:
        raise Invalid("day", NOT_A_DATE) from None


def _amount(form: dict[str, str], field: str, language: str, currency: str) -> int:
    read = amount_of(text_of(form, field), language, currency)
    if isinstance(read, Message):
        raise Invalid(field, read)
    return read


def chosen_number(text: str) -> int:
    """Return the number that a picker tells: 0 for nothing, -1 where what was typed is nobody's name."""
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_DIGITS
    return int(text) if is_number else 0 if text == "" else -1


def _number(form: dict[str, str], field: str) -> int:
    return chosen_number(text_of(form, field))


def typed(language: str, amount: int, currency: str) -> str:
    """Return an amount as the reader would type it; nothing for none."""
    return wording.decimal(language, major_text(amount, currency)) if amount else ""


def facts_of(language: str, found: Editable) -> list[Fact]:
    """Return what an expense says, as text."""
    draft = found.draft
    rows = (
        (N_("Date"), wording.day(language, draft.day)),
        (N_("Rep"), found.rep),
        (N_("Category"), category_word(language, draft.category)),
        (N_("Amount"), wording.money(language, draft.amount, draft.currency)),
        (N_("Tax"), wording.money(language, draft.tax, draft.currency)),
        (N_("Account"), found.account or wording.NOTHING),
        (N_("Ticket"), found.ticket or wording.NOTHING),
        (N_("Note"), draft.note or wording.NOTHING),
        (N_("Billable"), tr(language, N_("Yes")) if draft.billable else tr(language, N_("No"))),
        (N_("Receipt"), found.receipt or wording.NOTHING),
    )
    return [Fact(tr(language, label), value) for label, value in rows]
