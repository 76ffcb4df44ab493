"""What a person says of an expense, checked against what is stored."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.core import get_global
from sqlmodel import Session as Database

from rxbilling.exchange.amounts import LARGEST, TOO_LARGE
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Rep, Ticket
from rxbilling.services.access import Invalid
from rxbilling.services.clock import today
from rxbilling.services.entry_drafts import AHEAD, LONG_NOTE, LONGEST_NOTE, OTHER_ACCOUNT, TOO_FAR, known
from rxbilling.services.inputs import plain

LONGEST_CATEGORY = 60
NO_CATEGORY = Message(N_("Say what kind of expense it is, in 1 to {count} characters."), {"count": LONGEST_CATEGORY})
NO_AMOUNT = Message(N_("An expense is more than 0."))
MORE_TAX = Message(N_("The tax is a part of the amount: it is not more."))
NEGATIVE_TAX = Message(N_("A tax is not negative."))
NO_CURRENCY = N_("There is no currency “{code}”.")
NOBODY_PAYS = Message(N_("An expense is billed to an account: choose one, or do not bill it."))


@dataclass(frozen=True, slots=True)
class ExpenseDraft:
    """An expense as somebody wants it; ``amount`` (minor units) includes ``tax``. Without an account it is internal."""

    rep_id: int
    day: date
    category: str
    currency: str
    amount: int
    tax: int = 0
    account_id: int | None = None
    ticket_id: int | None = None
    note: str = ""
    billable: bool = False


def check(db: Database, draft: ExpenseDraft) -> None:
    """Refuse what cannot be stored.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    _check_day(draft.day)
    if not 0 < len(plain(draft.category).strip()) <= LONGEST_CATEGORY:
        raise Invalid("category", NO_CATEGORY)
    _check_money(draft)
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)
    known(db, Rep, "rep", draft.rep_id)
    if draft.account_id is not None:
        known(db, Account, "account", draft.account_id)
    elif draft.billable:
        raise Invalid("account", NOBODY_PAYS)
    if draft.ticket_id is not None:
        known(db, Ticket, "ticket", draft.ticket_id)
        if db.get_one(Ticket, draft.ticket_id).account_id != draft.account_id:
            raise Invalid("ticket", OTHER_ACCOUNT)


def _check_day(day: date) -> None:
    if not FIRST_DAY <= day.toordinal() <= LAST_DAY:
        raise Invalid("day", NOT_OUR_TIME)
    if day.toordinal() > today("UTC").toordinal() + AHEAD:
        raise Invalid("day", TOO_FAR)


def _check_money(draft: ExpenseDraft) -> None:
    if draft.currency not in currencies():
        raise Invalid("currency", Message(NO_CURRENCY, {"code": draft.currency[:10]}))
    if draft.amount <= 0:
        raise Invalid("amount", NO_AMOUNT)
    if draft.amount > LARGEST:
        raise Invalid("amount", TOO_LARGE)
    if draft.tax < 0:
        raise Invalid("tax", NEGATIVE_TAX)
    if draft.tax > draft.amount:
        raise Invalid("tax", MORE_TAX)


@cache
def currencies() -> tuple[str, ...]:
    """Return the codes of the currencies that are in use somewhere."""
    of_territories = get_global("territory_currencies").values()
    return tuple(sorted({code for used in of_territories for code, _, end, tender in used if tender and end is None}))
