"""Numbers, money, dates and lengths as the reader's language writes them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import (
    format_decimal,
    get_decimal_symbol,
)

from rxbilling.exchange import tier_words
from rxbilling.exchange.money_text import localised
from rxbilling.exchange.statement_text import percent_text
from rxbilling.locales import N_, tr

NOTHING = "—"
TIERS = tier_words.TIERS


def money(language: str, amount: int, currency: str) -> str:
    """Return an amount of minor units with its currency."""
    return localised(amount, currency, language)


def money_lines(language: str, amounts: dict[str, int], home: str) -> list[str]:
    """Return one text for each currency, the home currency first; zero where there is nothing."""
    order = sorted(amounts or {home: 0}, key=lambda code: (code != home, code))
    return [money(language, amounts.get(code, 0), code) for code in order]


def amounts(language: str, by_currency: dict[str, int]) -> str:
    """Return amounts of several currencies beside each other; a dash where there is none."""
    return " · ".join(money(language, amount, code) for code, amount in by_currency.items()) or NOTHING


def cost(language: str, amount: int, currency: str) -> str:
    """Return a cost; 0 is no cost but a missing cost rate."""
    return money(language, amount, currency) if amount else NOTHING


def hours(language: str, seconds: int) -> str:
    """Return a length as hours and minutes, rounded down to the minute."""
    whole, minutes = divmod(seconds // 60, 60)
    return f"{format_decimal(whole, locale=language)}:{minutes:02d}"


def exact(seconds: int) -> str:
    """Return a length as h:mm:ss."""
    whole, rest = divmod(seconds, 3600)
    return f"{whole}:{rest // 60:02d}:{rest % 60:02d}"


def number(language: str, value: int) -> str:
    """Return a whole number."""
    return str(format_decimal(value, locale=language))


def decimal(language: str, text: str) -> str:
    """Return a decimal number (``12.50``) with the sign that the language has before the decimals."""
    return text.replace(".", get_decimal_symbol(language))


def day(language: str, value: date) -> str:
    """Return a date."""
    return str(format_date(value, "medium", locale=language))


def short_day(language: str, value: date) -> str:
    """Return a date without its year, as short as charts need it: ``Nov 8``."""
    return str(format_skeleton("MMMd", value, locale=language))


def moment(language: str, instant: int, zone: str) -> str:
    """Return the date and the time of day of an instant (UTC epoch seconds) in a zone."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    return f"{format_date(local, 'medium', locale=language)}, {local:%H:%M}"


def days(language: str, first: date, last: date | None) -> str:
    """Return a span of dates, both included; without a last one, from when on."""
    if last is None:
        return f"{day(language, first)} →"
    return str(format_interval(first, last, "yMMMd", locale=language))


def month(language: str, first: date, pattern: str = "LLLL y") -> str:
    """Return the name of a month and its year."""
    name = str(format_date(first, pattern, locale=language))
    return name[:1].upper() + name[1:]


def share(language: str, part: int | None, whole: int) -> str:
    """Return what part of a whole something is, in per cent; empty where that says nothing."""
    if part is None or whole <= 0:
        return ""
    return percent_text(part, whole, language)


def factor(language: str, basis_points: int) -> str:
    """Return a factor given in basis points, such as 1.75."""
    return str(format_decimal(Decimal(basis_points).scaleb(-4).normalize(), locale=language))


def margin_of(language: str, margin: int | None, amounts: Mapping[str, int], home: str) -> str:
    """Return what a margin leaves out: work that is priced in other currencies than costs are in; "" for nothing."""
    others = margin is not None and set(amounts) - {home}
    return tr(language, N_("Margin: work priced in {currency} only."), currency=home) if others else ""
