"""Fields of plans, rules and calendars: read from what a form says, and told as text."""

from datetime import date
from decimal import Decimal, InvalidOperation

from rxbilling.engine.tier_rates import Four
from rxbilling.exchange.amounts import amount_of
from rxbilling.exchange.money_text import major_text
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.state import wording
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import FormData, text_of

LARGEST = 10**7
NOT_A_NUMBER = Message(N_("This is not a number, such as 1.5."))
FOUR_OR_NONE = Message(N_("Give a price for each of the four tiers, or for none."))


def number_of(form: FormData, field: str) -> int:
    """Return a whole number that was chosen; 0 for nothing."""
    text = text_of(form, field)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def decimal_of(form: FormData, field: str, scale: int, empty: int = 0) -> int:
    """Return a decimal number as a whole count of its ``scale``-th parts: a factor in basis points, hours in seconds.

    Raises:
        Invalid: it is none; the field is named.
    """
    text = text_of(form, field).replace("%", "").replace(",", ".").strip()
    if not text:
        return empty
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Invalid(field, NOT_A_NUMBER) from None
    if not value.is_finite() or not 0 <= value < LARGEST:
        raise Invalid(field, NOT_A_NUMBER)
    return int((value * scale).to_integral_value())


def money_of(form: FormData, field: str, language: str, currency: str) -> int:
    """Return an amount in minor units; 0 for nothing.

    Raises:
        Invalid: it is none; the field is named.
    """
    text = text_of(form, field)
    read = amount_of(text, language, currency) if text else 0
    if isinstance(read, Message):
        raise Invalid(field, read)
    return read


def four_of(form: FormData, name: str, language: str, currency: str) -> Four | None:
    """Return the prices of the four tiers in minor units, from the fields ``name_0`` to ``name_3``; None for nothing.

    Raises:
        Invalid: some are given and others are not, or one is none; the field is named.
    """
    fields = [f"{name}_{tier}" for tier in range(4)]
    empty = [field for field in fields if not text_of(form, field)]
    if len(empty) == len(fields):
        return None
    if empty:
        raise Invalid(empty[0], FOUR_OR_NONE)
    first, second, third, fourth = (money_of(form, field, language, currency) for field in fields)
    return first, second, third, fourth


def day_of(form: FormData, field: str) -> date | None:
    """Return a day; None for nothing.

    Raises:
        Invalid: it is none; the field is named.
    """
    text = text_of(form, field)
    return day_typed(text, field) if text else None


def decimal_text(language: str, value: int, scale: int) -> str:
    """Return a count of ``scale``-th parts as a decimal number, as it is typed."""
    exact = (Decimal(value) / scale).quantize(Decimal("0.0001")).normalize()
    return wording.decimal(language, f"{exact:f}")


def money_typed(language: str, amount: int, currency: str) -> str:
    """Return an amount as it is typed, 0 too: a price of nothing is a price."""
    return wording.decimal(language, major_text(amount, currency))
