"""The names on invoices for QuickBooks Online: longer than those of Desktop, in any letters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.iif_names import CHANGED, EMPTY, INSTEAD, NOT_LISTED, SEPARATOR, TOO_LONG
from rxbilling.exchange.quickbooks import Books, Column, Problem
from rxbilling.exchange.text import harmless
from rxbilling.locales import Message

LONGEST: Mapping[Column, int] = {"JOB": 500, "ITEM": 100, "CHARGE": 100, "TAX": 100, "NOTAX": 100}


@dataclass(frozen=True, slots=True)
class OnlineNames:
    """What each of ours is called in the file, and what is wrong with that."""

    customers: Mapping[str, str]
    items: Mapping[str, str]
    charges: Mapping[str, str]
    taxes: Mapping[str, str]
    no_tax: str
    problems: tuple[Problem, ...]

    def item_of(self, line: PaperLine) -> str:
        """Return the product of a line."""
        return self.items[line.service] if line.kind == "work" else self.charges[line.kind]


def one_line(text: str, most: int) -> str:
    """Return a text without line ends and controls, cut to a length."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:most].rstrip()


def online_names(bills: Sequence[tuple[str, BillPaper]], books: Books, edition: Literal["us", "world"]) -> OnlineNames:
    """Prepare all names of some bills, each with our name of its account."""
    lines = list(chain.from_iterable(bill.lines for _, bill in bills))
    # The import of the US has no tax: QuickBooks Online computes it.
    papers = [bill for _, bill in bills] if edition == "world" else []
    services = Counter(line.service for line in lines if line.kind == "work")
    kinds = Counter[str](line.kind for line in lines if line.kind != "work")
    taxed = Counter(tax.name for bill in papers for tax in bill.taxes)
    untaxed = Counter("" for bill in papers if not bill.taxes)
    customers = _names("JOB", Counter(account for account, _ in bills), books.customers, books)
    items = _names("ITEM", services, books.items, books)
    # Of charges and taxes a person must have stated the name: our own words are none of QuickBooks'.
    charges = _names("CHARGE", kinds, {kind: books.charges.get(kind, "") for kind in kinds}, books)
    taxes = _names("TAX", taxed, {tax: books.taxes.get(tax, "") for tax in taxed}, books)
    no_tax = _names("NOTAX", untaxed, {"": books.no_tax}, books)
    found = (customers, items, charges, taxes, no_tax)
    problems = tuple(chain.from_iterable(wrong for _, wrong in found))
    return OnlineNames(customers[0], items[0], charges[0], taxes[0], no_tax[0].get("", ""), problems)


def _names(
    column: Column, ours: Counter[str], theirs: Mapping[str, str], books: Books
) -> tuple[dict[str, str], list[Problem]]:
    written = {name: _written(theirs[name]) if name in theirs else _level(name) for name in ours}
    wrong = [
        problem
        for name, count in ours.items()
        if (problem := _problem(column, name, written[name], theirs.get(name, name), count, books))
    ]
    return written, wrong


def _problem(  # noqa: PLR0917 - a name in all its forms
    column: Column, name: str, written: str, meant: str, count: int, books: Books
) -> Problem | None:
    listed = books.listed.get(column)
    if not written:
        return Problem(column, name, EMPTY, None, count)
    if len(written) > LONGEST[column]:
        return Problem(column, name, Message(TOO_LONG, {"limit": LONGEST[column]}), None, count)
    if listed is not None and written.casefold() not in {one.casefold() for one in listed}:
        return Problem(column, name, NOT_LISTED, None, count)
    return Problem(column, name, CHANGED, written, count) if harmless(written) != meant else None


def _written(stated: str) -> str:
    """Return a name that a person stated: in it colons part levels, without spaces around them."""
    return SEPARATOR.join(map(_level, stated.split(SEPARATOR)))


def _level(name: str) -> str:
    return one_line(name.replace(SEPARATOR, INSTEAD), len(name) + len(INSTEAD) * name.count(SEPARATOR))
