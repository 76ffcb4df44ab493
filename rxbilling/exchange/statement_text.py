"""What statements share: how they write days, lengths and amounts, and how Typst sets them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import typst
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from rxbilling.exchange.money_text import localised
from rxbilling.locales import N_, tr

FOLDER = Path(__file__).parent
# The page and its parts, before what is of one kind of statement.
PAGE = FOLDER / "statement_page.typ"


def compiled(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a statement's template with its data; what it says is never read as markup."""
    return typeset(PAGE.read_bytes() + (FOLDER / template).read_bytes(), data)


def typeset(source: bytes, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a template's source and its data."""
    document: bytes = typst.compile(source, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    return document


def day_text(day: date, language: str) -> str:
    """Return a day."""
    return format_date(day, "medium", locale=language)


def hours_text(seconds: int) -> str:
    """Return a length in hours and minutes, with seconds where there are any."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def percent_text(part: int, whole: int, language: str) -> str:
    """Return what part of a whole something is, in per cent with one decimal; ``whole`` is not 0."""
    # The sign, and what is before it, stand as the language has them.
    pattern = Locale.parse(language).percent_formats[None].pattern.replace("##0", "##0.0")
    return format_percent(Decimal(part) / whole, pattern, locale=language)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of what a contract includes, in a message: seconds, requests, or minor units of ``currency``."""

    amount: int
    unit: str
    currency: str

    def text(self, language: str) -> str:
        """Return it as a language writes it."""
        return quantity_text(self.amount, self.unit, self.currency, language)


def quantity_text(amount: int, unit: str, currency: str, language: str) -> str:
    """Return an amount of what a contract includes: hours, requests or money."""
    if unit == "money":
        return localised(amount, currency, language)
    if unit == "second":
        return f"{hours_text(amount)} h"
    return requests_text(amount, language)


def requests_text(count: int, language: str) -> str:
    """Return a number of requests."""
    number = format_decimal(count, locale=language)
    return tr(language, N_("1 request")) if count == 1 else tr(language, N_("{count} requests"), count=number)
