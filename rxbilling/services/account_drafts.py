"""What a person says of an account, checked against what is known, and as columns of its table."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session as Database

from rxbilling.engine.terms import Rounding
from rxbilling.locales import LANGUAGES, N_, Message
from rxbilling.models import Account, Calendar, account_rows
from rxbilling.services.access import Invalid
from rxbilling.services.audit import Facts
from rxbilling.services.contract_checks import UNKNOWN, check_own_currency, check_rounding
from rxbilling.services.contract_drafts import rounding_columns
from rxbilling.services.contract_facts import rounding_text
from rxbilling.services.countries import country_name
from rxbilling.services.entry_drafts import LONG_NOTE, LONGEST_NOTE
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.pricing_terms import rounding_of

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_TAX_NUMBER = 100, 500, 40
NO_NAME = Message(N_("Give the account a name of 1 to {count} characters."), {"count": LONGEST_NAME})
SAME_NAME = Message(N_("There is an account of this name already."))
LONG_ADDRESS = Message(N_("An address has at most {count} characters."), {"count": LONGEST_ADDRESS})
LONG_TAX_NUMBER = Message(N_("A tax number has at most {count} characters."), {"count": LONGEST_TAX_NUMBER})
NO_COUNTRY = N_("There is no country “{code}”.")
NO_LANGUAGE = Message(N_("Choose one of the languages offered."))


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as somebody wants it; without a calendar, currency or rounding of its own the organisation's hold."""

    name: str
    country: str = ""
    currency: str | None = None
    calendar_id: int | None = None
    rounding: Rounding | None = None
    address: str = ""
    tax_number: str = ""
    language: str = ""
    note: str = ""


def check(db: Database, draft: AccountDraft, before: Account | None) -> None:
    """Refuse what cannot be stored; ``before`` is the account whose new values these are, None for a new one.

    Raises:
        Invalid: a value cannot be taken; it names the field.
    """
    name = plain(draft.name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    holder = account_rows.named(db, name)
    if holder is not None and (before is None or holder.id != before.id):
        raise Invalid("name", SAME_NAME)
    _check_lengths(draft)
    # What was imported may be another word: it stays until somebody chooses.
    if draft.country and draft.country != (before and before.country) and not country_name(draft.country):
        raise Invalid("country", Message(NO_COUNTRY, {"code": draft.country[:20]}))
    if draft.language and draft.language not in LANGUAGES:
        raise Invalid("language", NO_LANGUAGE)
    check_own_currency(draft.currency)
    calendar = draft.calendar_id
    if calendar is not None and (not may_be_number(calendar) or db.get(Calendar, calendar) is None):
        raise Invalid("calendar", UNKNOWN[Calendar])
    check_rounding(draft.rounding)


def _check_lengths(draft: AccountDraft) -> None:
    if len(draft.address) > LONGEST_ADDRESS:
        raise Invalid("address", LONG_ADDRESS)
    if len(draft.tax_number) > LONGEST_TAX_NUMBER:
        raise Invalid("tax_number", LONG_TAX_NUMBER)
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)


def columns_of(draft: AccountDraft) -> dict[str, Any]:
    """Return a draft as columns."""
    texts = ("name", "country", "address", "tax_number", "language", "note")
    return {
        **{name: plain(getattr(draft, name)).strip() for name in texts},
        "currency": draft.currency,
        "calendar_id": draft.calendar_id,
        **rounding_columns(draft.rounding),
    }


def draft_of(account: Account) -> AccountDraft:
    """Return a stored account as a draft."""
    return AccountDraft(
        name=account.name,
        country=account.country,
        currency=account.currency,
        calendar_id=account.calendar_id,
        rounding=rounding_of(account),
        address=account.address,
        tax_number=account.tax_number,
        language=account.language,
        note=account.note,
    )


def facts(db: Database, account: Account) -> Facts:
    """Return an account for the audit trail."""
    return {
        "name": account.name,
        "country": account.country,
        "currency": account.currency,
        "calendar": db.get_one(Calendar, account.calendar_id).name if account.calendar_id else None,
        "rounding": rounding_text(account),
        "address": account.address,
        "tax_number": account.tax_number,
        "language": account.language,
        "note": account.note,
        "active": "yes" if account.active else "no",
    }
