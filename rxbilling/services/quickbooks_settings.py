"""All that was stated for QuickBooks, as the writers of its files take it."""

from collections.abc import Mapping

from sqlmodel import Session as Database

from rxbilling.exchange.quickbooks import Books, Column, Online, QuickBooks, Ref
from rxbilling.models import Organisation, quickbooks_rows
from rxbilling.services.quickbooks_names import COLUMNS, LISTS, NEVER_OURS, SOURCES, keys_of


def settings_of(db: Database) -> QuickBooks:
    """Return the company and its names."""
    organisation = db.get_one(Organisation, 1)
    company = _words(db, "company")
    return QuickBooks(
        organisation.quickbooks_company,
        organisation.quickbooks_create_time,
        customers=_stated(db, "customer"),
        employees=_stated(db, "employee"),
        items=_stated(db, "item"),
        payroll_items=_stated(db, "payroll"),
        classes=_stated(db, "class"),
        payroll_item=company.get("payroll", ""),
        class_name=company.get("class", ""),
        listed=_listed(db),
    )


def books_of(db: Database) -> Books:
    """Return what invoices need to know."""
    company = _words(db, "company")
    return Books(
        db.get_one(Organisation, 1).currency,
        customers=_stated(db, "customer"),
        items=_stated(db, "item"),
        classes=_stated(db, "class"),
        charges=_words(db, "charge"),
        taxes=_words(db, "tax"),
        class_name=company.get("class", ""),
        receivable=company.get("receivable", ""),
        income=company.get("income", ""),
        tax_account=company.get("tax_account", ""),
        tax_agency=company.get("tax_agency", ""),
        no_tax=company.get("no_tax", ""),
        listed=_listed(db),
    )


def online_of(db: Database) -> Online:
    """Return the ids by which QuickBooks Online knows ours."""
    services = [name for _, name in quickbooks_rows.ours(db, "service")]
    common = _words(db, "company").get("class", "")
    by_name = _ids(db, ("class",)).get(common.casefold())
    classes = dict.fromkeys([*services, ""], by_name) if by_name else {}
    employees = _refs(db, "employee", ("employee",))
    vendors = _refs(db, "employee", ("vendor",))
    return Online(
        customers=_refs(db, "customer", ("customer",)),
        employees=employees,
        vendors={name: ref for name, ref in vendors.items() if name not in employees},
        items=_refs(db, "item", ("item",)),
        classes=classes | _refs(db, "class", ("class",)),
    )


def _refs(db: Database, kind: str, lists: tuple[str, ...]) -> dict[str, Ref]:
    """Return, by our name, what is on a list with an id under the name that was stated, or else under ours."""
    known, stated = _ids(db, lists), _stated(db, kind)
    ours = [name for _, name in quickbooks_rows.ours(db, SOURCES[kind])] + [""]
    asked = {name: stated.get(name, "" if kind in NEVER_OURS else name).casefold() for name in ours}
    return {name: known[theirs] for name, theirs in asked.items() if theirs in known}


def _ids(db: Database, lists: tuple[str, ...]) -> Mapping[str, Ref]:
    return {name.casefold(): Ref(number, name) for name, number in quickbooks_rows.listed(db, lists) if number}


def _words(db: Database, kind: str) -> dict[str, str]:
    """Return what was stated of what has no number, by its word."""
    return {key: row.name for key, row in quickbooks_rows.names(db, kind).items()}


def _stated(db: Database, kind: str) -> dict[str, str]:
    """Return what our things are called there, by our name."""
    ours = dict(keys_of(db, kind))
    return {ours[key]: row.name for key, row in quickbooks_rows.names(db, kind).items() if key in ours}


def _listed(db: Database) -> dict[Column, frozenset[str]]:
    """Return the names of the lists that were imported."""
    found = {column: [name for name, _ in quickbooks_rows.listed(db, LISTS[kind])] for kind, column in COLUMNS.items()}
    return {column: frozenset(names) for column, names in found.items() if names}
