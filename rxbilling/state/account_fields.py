"""The fields of an account: read from what a form says, and told as text."""

from dataclasses import dataclass

from rxbilling.services.account_drafts import AccountDraft
from rxbilling.state.contract_fields import MINUTE, rounding_typed
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import text_of
from rxbilling.state.quantities import Form
from rxbilling.state.term_fields import decimal_text


@dataclass
class AccountTexts:
    """An account as the fields of its form."""

    name: str = ""
    country: str = ""
    currency: str = ""
    calendar: str = ""
    address: str = ""
    tax_number: str = ""
    language: str = ""
    note: str = ""
    increment: str = ""
    minimum: str = ""
    mode: str = "up"
    scope: str = "entry"


def texts_of(language: str, draft: AccountDraft) -> AccountTexts:
    """Return a draft as text."""
    own = draft.rounding
    return AccountTexts(
        name=draft.name,
        country=draft.country,
        currency=draft.currency or "",
        calendar=str(draft.calendar_id or ""),
        address=draft.address,
        tax_number=draft.tax_number,
        language=draft.language,
        note=draft.note,
        increment=decimal_text(language, own.increment_s, MINUTE) if own else "",
        minimum=decimal_text(language, own.minimum_s, MINUTE) if own else "",
        mode=own.mode if own else "up",
        scope=own.scope if own else "entry",
    )


def draft_of(form: Form) -> AccountDraft:
    """Return what a form says.

    Raises:
        Invalid: a number is none.
    """
    return AccountDraft(
        name=text_of(form, "name"),
        country=text_of(form, "country"),
        currency=text_of(form, "currency") or None,
        calendar_id=chosen_number(text_of(form, "calendar")) or None,
        rounding=rounding_typed(form),
        address=text_of(form, "address"),
        tax_number=text_of(form, "tax_number"),
        language=text_of(form, "language"),
        note=text_of(form, "note"),
    )
