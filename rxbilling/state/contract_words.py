"""Words for contracts: their states, what their plans say, and what they include in its unit."""

from rxbilling.exchange.list_words import CONTRACT_STATES as STATES
from rxbilling.exchange.statement_text import requests_text
from rxbilling.locales import N_, tr
from rxbilling.state import wording

__all__ = [
    "CYCLES", "MODES", "PER", "ROUNDING_MODES", "ROUNDING_SCOPES", "STATES", "part_of", "quantity", "rates",
]  # fmt: skip

CYCLES = {
    "week": N_("Weekly"),
    "month": N_("Monthly"),
    "quarter": N_("Quarterly"),
    "half-year": N_("Half-yearly"),
    "year": N_("Yearly"),
    "contract": N_("Once, for the whole contract"),
}
MODES = {"prepaid": N_("paid in advance"), "postpaid": N_("paid afterwards")}
PER = {"hour": N_("an hour"), "request": N_("a request")}
ROUNDING_MODES = {"up": N_("Up"), "nearest": N_("To the nearest"), "down": N_("Down")}
ROUNDING_SCOPES = {
    "entry": N_("Each entry"),
    "ticket-day": N_("A ticket's day"),
    "ticket": N_("A ticket"),
    "day": N_("A day"),
    "cycle": N_("A cycle"),
}


def quantity(language: str, unit: str, amount: int, currency: str) -> str:
    """Return an amount of a unit: hours, requests or money."""
    if unit == "money":
        return wording.money(language, amount, currency)
    sign = "-" if amount < 0 else ""
    if unit == "second":
        rest = abs(amount) % 60
        return f"{sign}{wording.hours(language, abs(amount))}{f':{rest:02}' if rest else ''} h"
    return requests_text(amount, language)


def part_of(language: str, unit: str, part: int, whole: int, currency: str) -> str:
    """Return how much of an amount is used, the unit but once."""
    shown = {"second": wording.hours, "request": wording.number}.get(unit)
    first = shown(language, part) if shown else wording.money(language, part, currency)
    return f"{first} / {quantity(language, unit, whole, currency)}"


def rates(language: str, values: tuple[int, ...], currency: str, per: str) -> str:
    """Return prices by tier, with the names of the tiers; one where they are all the same."""
    texts = [wording.money(language, value, currency) for value in values]
    named = [f"{tr(language, tier)} {text}" for tier, text in zip(wording.TIERS, texts, strict=False)]
    shown = texts[:1] if len(set(texts)) == 1 else named
    return f"{' · '.join(shown)} {tr(language, PER[per])}" if shown else ""
