"""Words of bills, whatever file they become."""

from babel.numbers import format_decimal

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.statement_text import day_text
from rxbilling.exchange.tier_words import TIERS
from rxbilling.locales import N_, tr

UNITS = {"hour": N_("h"), "request": N_("requests"), "piece": ""}
ONE_REQUEST = N_("request")
IN_PLACE_OF = N_("Takes the place of bill {number}")
REFERS = {"credit": N_("Credits bill {number}"), "bill": IN_PLACE_OF}
TITLES = {"bill": N_("Invoice"), "credit": N_("Credit note")}


def title_of(paper: BillPaper) -> str:
    """Return the name of this kind of bill, to be translated."""
    return TITLES[paper.kind]


def about_of(line: PaperLine, language: str) -> str:
    """Return what is known of a line beside its text: when, for which ticket, by whom, in which tier."""
    # That of a base charge is in its note, as a span.
    day = day_text(line.day, language) if line.day and line.kind != "base" else ""
    tier = "" if line.tier is None else tr(language, TIERS[line.tier])
    parts = (day, line.ticket, line.service, line.rep, tier, line.note)
    return " · ".join(part for part in parts if part and part != line.text)


def quantity_of(line: PaperLine, numbers: str, words: str) -> str:
    """Return a line's quantity as a language writes numbers, with its unit in the words of one; empty for none."""
    if not line.quantity:
        return ""
    number = line.quantity if ":" in line.quantity else format_decimal(line.quantity, "#,##0.######", locale=numbers)
    return f"{number} {unit_of(line, words)}".strip()


def unit_of(line: PaperLine, language: str) -> str:
    """Return what a line's quantity is counted in; empty for pieces."""
    if not line.quantity or not line.unit or not UNITS[line.unit]:
        return ""
    return tr(language, ONE_REQUEST if line.unit == "request" and number_of(line) == 1 else UNITS[line.unit])


def number_of(line: PaperLine) -> float | None:
    """Return a line's quantity as a number to calculate with, in hours where it is a time; None for none."""
    if not line.quantity:
        return None
    hours, _, minutes = line.quantity.partition(":")
    return float(hours) + int(minutes) / 60 if minutes else float(hours)
