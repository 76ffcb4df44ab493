"""Minor units as decimal text in major units, exact, by the currency's number of decimals (ISO 4217)."""

from decimal import Decimal
from functools import cache

import pandas as pd
from babel.numbers import format_currency, format_decimal, get_currency_precision


@cache
def decimals(currency: str) -> int:
    """Return how many decimals a currency has: 0, 2 or 3."""
    return get_currency_precision(currency)


def major_text(minor: int, currency: str) -> str:
    """Return an amount in major units with a decimal point: 1234 minor units of EUR are ``12.34``."""
    places = decimals(currency)
    digits = f"{abs(minor):0{places + 1}d}"
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def major_texts(minor: pd.Series, currency: pd.Series) -> list[str]:
    """Return a column of amounts (nullable integers) in major units; empty text where there is none."""
    pairs = zip(minor.tolist(), currency.tolist(), strict=True)
    return ["" if pd.isna(amount) else major_text(int(amount), code) for amount, code in pairs]


def localised(minor: int, currency: str, language: str) -> str:
    """Return an amount with its currency, as a language writes it."""
    return str(format_currency(Decimal(minor).scaleb(-decimals(currency)), currency, locale=language))


def number_text(minor: int, currency: str, language: str) -> str:
    """Return an amount with its decimals and without its currency, as a language writes it."""
    places = decimals(currency)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(Decimal(minor).scaleb(-places), pattern, locale=language))
