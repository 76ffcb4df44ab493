"""Where that is mended which QuickBooks would refuse, and what its columns are called by people."""

from urllib.parse import urlencode

from rxbilling.exchange.quickbooks import Column
from rxbilling.locales import N_

COLUMNS: dict[Column, str] = {
    "COMPANYNAME": N_("Company name"),
    "COMPANYCREATETIME": N_("Company number"),
    "JOB": N_("Customer"),
    "EMP": N_("Employee"),
    "ITEM": N_("Item"),
    "PITEM": N_("Payroll item"),
    "PROJ": N_("Class"),
    "NOTE": N_("Note"),
    "CHARGE": N_("Item"),
    "TAX": N_("Tax"),
    "RECEIVABLE": N_("Accounts receivable"),
    "INCOME": N_("Income"),
    "TAXACCOUNT": N_("Sales tax payable"),
    "TAXAGENCY": N_("Tax agency"),
    "NOTAX": N_("Tax item without tax"),
    "TEXT": N_("Text"),
    "ADDR": N_("Address"),
    "TAXES": N_("Taxes"),
    "BILL": N_("Bill"),
}
# Whose names stand in a column.
KINDS: dict[Column, str] = {
    "JOB": "customer",
    "EMP": "employee",
    "ITEM": "item",
    "PITEM": "payroll",
    "PROJ": "class",
    "CHARGE": "charge",
    "TAX": "tax",
}
COMPANY = frozenset({"COMPANYNAME", "COMPANYCREATETIME", "RECEIVABLE", "INCOME", "TAXACCOUNT", "TAXAGENCY", "NOTAX"})
# Where else something is mended, looked for by its text.
PAGES: dict[Column, str] = {"ADDR": "/accounts", "BILL": "/bills", "TAXES": "/bills"}


def address_of(column: Column, told: str) -> str:
    """Return the address at which a value of a column, as it is told, is named otherwise; empty where there is none."""
    if column in COMPANY:
        return "/quickbooks?show=company"
    if column in PAGES:
        return f"{PAGES[column]}?{urlencode({'text': told})}"
    return f"/quickbooks?{urlencode({'show': KINDS[column], 'text': told})}" if column in KINDS else ""
