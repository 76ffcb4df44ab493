"""Where that is mended which QuickBooks would refuse."""

from urllib.parse import urlencode

# Whose names stand in a column of a file for QuickBooks.
KINDS = {
    "JOB": "customer",
    "EMP": "employee",
    "ITEM": "item",
    "PITEM": "payroll",
    "PROJ": "class",
}


def address_of(column: str, value: str) -> str:
    """Return the address at which a value of a column is named otherwise; empty where there is none."""
    if column in {"COMPANYNAME", "COMPANYCREATETIME"}:
        return "/quickbooks"
    return f"/quickbooks?{urlencode({'show': KINDS[column], 'text': value})}" if column in KINDS else ""
