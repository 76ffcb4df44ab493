"""Amounts as people type them, into minor units: exact, by the signs of the reader's language (Babel)."""

import re

from babel.numbers import get_decimal_symbol

from rxbilling.exchange.money_text import decimals
from rxbilling.locales import N_, Message

# 10,000,000,000 with two decimals: what is larger is a slip of the finger.
LARGEST = 10**12
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
PLAIN = re.compile(r"\d+")
# The sign of the keyboard, and the one of print.
MINUS = ("-", "\u2212")
NOT_AN_AMOUNT = Message(N_("This is not an amount. Write it like 12.50."))
TOO_LARGE = Message(N_("This amount is too large. Look at the decimals."))
TOO_FINE = N_("{currency} has {places} decimals. Look at the amount.")


def amount_of(text: str, language: str, currency: str) -> int | Message:
    """Return an amount in minor units of a currency, or why the text is none.

    ``12,50`` and ``12.50`` are the same everywhere. ``1,234`` and ``1.234`` are what the language says of the sign.
    """
    # Spaces of any kind and apostrophes can only group digits.
    digits = "".join(text.split()).replace("\u2019", "").replace("'", "")
    whole, part = _parted(digits, language)
    if not (digits.isascii() and PLAIN.fullmatch(whole) and (not part or PLAIN.fullmatch(part))):
        return NOT_AN_AMOUNT
    places = decimals(currency)
    if len(part.rstrip("0")) > places:
        return Message(TOO_FINE, {"currency": currency, "places": places})
    minor = int((whole + part.rstrip("0").ljust(places, "0"))[:40])
    return minor if minor <= LARGEST else TOO_LARGE


def is_below_zero(text: str, language: str, currency: str) -> bool:
    """Say whether a text is an amount of less than nothing."""
    digits = text.strip()
    return digits[:1] in MINUS and isinstance(amount_of(digits[1:], language, currency), int)


def _parted(digits: str, language: str) -> tuple[str, str]:
    """Return the digits before the decimal sign and those after it."""
    sign = _decimal_sign(digits, language)
    whole, _, part = digits.rpartition(sign) if sign else (digits, "", "")
    if GROUPED.fullmatch(whole) and not (sign and sign in whole):
        whole = whole.replace(",", "").replace(".", "")
    return whole, part


def _decimal_sign(digits: str, language: str) -> str:
    """Return the sign before the decimals, empty where there is none: the last one, unless it groups."""
    found = [letter for letter in digits if letter in ",."]
    if not found:
        return ""
    last, own = found[-1], get_decimal_symbol(language)
    if len(set(found)) == 2:
        return last
    if len(found) > 1:
        return ""
    return "" if last != own and own == "." and GROUPED.fullmatch(digits) else last
