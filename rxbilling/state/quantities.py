"""Percentages, money and amounts of what plans count: as fields of forms say them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rxbilling.exchange.amounts import amount_of, is_below_zero
from rxbilling.exchange.durations import NOT_A_DURATION, duration_seconds
from rxbilling.exchange.money_text import major_text
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.state import wording
from rxbilling.state.forms import text_of

NOT_A_SHARE = Message(N_("This is no percentage, such as 20."))
NOT_PIECES = Message(N_("This is no quantity, such as 1 or 2.5."))
NOT_A_COUNT = Message(N_("This is not a whole number."))
BEYOND = 10**6
Form = Mapping[str, Any]


def share_text(language: str, basis_points: int) -> str:
    """Return basis points as a percentage that could be typed."""
    return wording.decimal(language, f"{(Decimal(basis_points) / 100).normalize():f}")


def share_typed(text: str, field: str) -> int:
    """Return a percentage that was typed in basis points.

    Raises:
        Invalid: it is none.
    """
    short = text.replace("%", "").replace(",", ".").strip()
    try:
        exact = Decimal(short or "0") * 100
    except ArithmeticError:
        raise Invalid(field, NOT_A_SHARE) from None
    if not exact.is_finite() or abs(exact) > BEYOND or exact != int(exact):
        raise Invalid(field, NOT_A_SHARE)
    return int(exact)


def pieces_typed(text: str, field: str) -> int:
    """Return a number of pieces that was typed, in thousandths.

    Raises:
        Invalid: it is none, or has parts of a thousandth.
    """
    try:
        exact = Decimal("".join(text.replace(",", ".").split())) * 1000
    except ArithmeticError:
        raise Invalid(field, NOT_PIECES) from None
    if not exact.is_finite() or abs(exact) > BEYOND**2 or exact != int(exact):
        raise Invalid(field, NOT_PIECES)
    return int(exact)


def money_text(language: str, amount: int | None, currency: str) -> str:
    """Return an amount as it could be typed; empty for none."""
    return "" if amount is None else wording.decimal(language, major_text(amount, currency))


def money_typed(form: Form, field: str, language: str, currency: str) -> int | None:
    """Return an amount that was typed, None where nothing was.

    Raises:
        Invalid: it is none.
    """
    text = text_of(form, field)
    if not text:
        return None
    read = amount_of(text, language, currency)
    if isinstance(read, Message):
        raise Invalid(field, read)
    return read


def positive_typed(form: Form, field: str, language: str, currency: str, below: Message) -> int | None:
    """Return an amount that was typed where none is less than 0, as ``below`` says; None where nothing was typed.

    Raises:
        Invalid: it is none, or less than 0.
    """
    if is_below_zero(text_of(form, field), language, currency):
        raise Invalid(field, below)
    return money_typed(form, field, language, currency)


def quantity_text(language: str, amount: int | None, unit: str, currency: str) -> str:
    """Return an amount of a unit as it could be typed; empty for none."""
    if amount is None or unit == "money":
        return money_text(language, amount, currency)
    return f"{amount // 3600}:{amount // 60 % 60:02}" if unit == "second" else str(amount)


def quantity_typed(form: Form, field: str, unit: str, language: str, currency: str) -> int | None:
    """Return an amount of a unit that was typed, None where nothing was.

    Raises:
        Invalid: it is none.
    """
    text = text_of(form, field)
    if not text or unit == "money":
        return money_typed(form, field, language, currency)
    if unit == "request":
        return whole_typed(form, field)
    # What a cycle includes may be more than a day: a bare number is hours in any case.
    seconds = duration_seconds(text)
    if seconds is None:
        raise Invalid(field, NOT_A_DURATION)
    return seconds


def whole_typed(form: Form, field: str) -> int | None:
    """Return a whole number that was typed, None where nothing was.

    Raises:
        Invalid: it is none.
    """
    text = "".join(text_of(form, field).split())
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(BEYOND))):
        raise Invalid(field, NOT_A_COUNT)
    return int(text)
