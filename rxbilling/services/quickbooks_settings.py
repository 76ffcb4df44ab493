"""All that was stated for QuickBooks, as the writers of its files take it."""

from sqlmodel import Session as Database

from rxbilling.exchange.quickbooks import Column, QuickBooks
from rxbilling.models import Organisation, quickbooks_rows
from rxbilling.services.quickbooks_names import LISTS, NO_SERVICE, SOURCES

COLUMNS: dict[Column, str] = {"JOB": "customer", "EMP": "employee", "ITEM": "item", "PROJ": "class"}


def settings_of(db: Database) -> QuickBooks:
    """Return the company and its names."""
    organisation = db.get_one(Organisation, 1)
    company = {key: row.name for key, row in quickbooks_rows.names(db, "company").items()}
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


def _stated(db: Database, kind: str) -> dict[str, str]:
    """Return what our things are called there, by our name."""
    ours = dict(quickbooks_rows.ours(db, SOURCES[kind])) | {NO_SERVICE: ""}
    return {ours[key]: row.name for key, row in quickbooks_rows.names(db, kind).items() if key in ours}


def _listed(db: Database) -> dict[Column, frozenset[str]]:
    """Return the names of the lists that were imported."""
    found = {column: [name for name, _ in quickbooks_rows.listed(db, LISTS[kind])] for column, kind in COLUMNS.items()}
    return {column: frozenset(names) for column, names in found.items() if names}
