"""The names on invoices for QuickBooks Desktop: customers, items, classes, taxes and the company's accounts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.iif_names import EMPTY, Names, names, not_listed, setting
from rxbilling.exchange.iif_text import safe
from rxbilling.exchange.quickbooks import Books, Column, Problem


@dataclass(frozen=True, slots=True)
class BillNames:
    """What each of ours is called in the file, and what is wrong with that."""

    customers: Mapping[str, str]
    items: Mapping[str, str]
    classes: Mapping[str, str]
    charges: Mapping[str, str]
    taxes: Mapping[str, str]
    books: Books
    problems: tuple[Problem, ...]


def bill_names(bills: Sequence[tuple[str, BillPaper]], books: Books) -> BillNames:
    """Prepare all names of some bills, each with our name of its account."""
    papers = [bill for _, bill in bills]
    lines = list(chain.from_iterable(bill.lines for bill in papers))
    services = [line.service for line in lines if line.kind == "work"]
    accounts = [account for account, _ in bills]
    charged = [line.kind for line in lines if line.kind != "work"] + ["discount" for bill in papers if bill.discount]
    taxed = [tax.name for bill in papers for tax in bill.taxes]
    found: dict[Column, Names] = {
        "JOB": names("JOB", accounts, books.customers, accounts),
        "ITEM": names("ITEM", services, books.items, services),
        "CHARGE": _stated("CHARGE", charged, books.charges),
        "TAX": _stated("TAX", taxed, books.taxes),
    }
    classes = {service: safe(books.classes[service]) for service in services if service in books.classes}
    written = [one.written for one in found.values()]
    company = [_company(column, value, books) for column, value in _accounts(books, bool(papers), bool(taxed))]
    grouped = [_class(value, books) for value in dict.fromkeys([books.class_name, *classes.values()])]
    problems = tuple(chain(_of_lists(found, books), *company, *grouped))
    return BillNames(written[0], written[1], classes, written[2], written[3], _safe(books), problems)


def _of_lists(found: Mapping[Column, Names], books: Books) -> Iterable[Problem]:
    for column, one in found.items():
        yield from one.problems
        yield from not_listed(column, one.written.items(), books.listed.get(column))


def _safe(books: Books) -> Books:
    """Return the company's own names as they can be written."""
    return replace(
        books,
        class_name=safe(books.class_name),
        receivable=safe(books.receivable),
        income=safe(books.income),
        tax_account=safe(books.tax_account),
        tax_agency=safe(books.tax_agency),
        no_tax=safe(books.no_tax),
    )


def _stated(column: Column, ours: Sequence[str], theirs: Mapping[str, str]) -> Names:
    """Return names that a person must have stated: our own words are none of QuickBooks'."""
    missing = [Problem(column, one, EMPTY, None, ours.count(one)) for one in dict.fromkeys(ours) if not theirs.get(one)]
    there = [one for one in ours if theirs.get(one)]
    found = names(column, there, theirs, there)
    return Names({**dict.fromkeys(ours, ""), **found.written}, (*missing, *found.problems))


def _accounts(books: Books, is_any: bool, is_taxed: bool) -> Iterable[tuple[Column, str]]:
    if is_any:
        yield "RECEIVABLE", books.receivable
        yield "INCOME", books.income
    if is_taxed or (is_any and books.no_tax):
        yield "TAXACCOUNT", books.tax_account
        yield "TAXAGENCY", books.tax_agency
    if books.no_tax:
        yield "NOTAX", books.no_tax


def _company(column: Column, value: str, books: Books) -> list[Problem]:
    if not value:
        return [Problem(column, value, EMPTY, None)]
    return setting(column, value) or not_listed(column, [(value, value)], books.listed.get(column))


def _class(value: str, books: Books) -> list[Problem]:
    return setting("PROJ", value) or not_listed("PROJ", [(value, value)], books.listed.get("PROJ"))
