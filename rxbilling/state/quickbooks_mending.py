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
}
# Whose names stand in a column.
KINDS: dict[Column, str] = {
    "JOB": "customer",
    "EMP": "employee",
    "ITEM": "item",
    "PITEM": "payroll",
    "PROJ": "class",
}
COMPANY = frozenset({"COMPANYNAME", "COMPANYCREATETIME"})


def address_of(column: Column, value: str) -> str:
    """Return the address at which a value of a column is named otherwise; empty where there is none."""
    if column in COMPANY:
        return "/quickbooks?show=company"
    return f"/quickbooks?{urlencode({'show': KINDS[column], 'text': value})}" if column in KINDS else ""
