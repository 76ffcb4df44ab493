"""QuickBooks' own lists, as it exports them: customers, employees, vendors, items, classes, accounts, taxes.

QuickBooks Desktop writes IIF (File, Utilities, Export, Lists to IIF files), QuickBooks Online CSV or a workbook
(a list's page or its report), and its interface JSON, which alone tells the ids.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from rxbilling.exchange.csv_in import csv_records
from rxbilling.exchange.iif_text import ENCODING
from rxbilling.exchange.xlsx_in import is_workbook, xlsx_records
from rxbilling.locales import N_, Message

ListKind = Literal["customer", "employee", "vendor", "item", "class", "account", "tax"]
# Name and id of what is on each list; an id is empty where the file tells none.
Lists = dict[ListKind, dict[str, str]]
Found = Iterable[tuple[ListKind, str, str]]

IIF_LISTS: Mapping[str, ListKind] = {
    "CUST": "customer",
    "EMP": "employee",
    "VEND": "vendor",
    "INVITEM": "item",
    "CLASS": "class",
    "ACCNT": "account",
}
TAX_ITEMS = frozenset({"COMPTAX", "STAX"})
JSON_LISTS: Mapping[str, ListKind] = {
    "Customer": "customer",
    "Employee": "employee",
    "Vendor": "vendor",
    "Item": "item",
    "Class": "class",
    "Account": "account",
    "TaxCode": "tax",
}
JSON_NAMES = ("FullyQualifiedName", "DisplayName", "Name")
COLUMNS: Mapping[str, ListKind] = {
    "customer full name": "customer",
    "customer": "customer",
    "employee": "employee",
    "vendor": "vendor",
    "supplier": "vendor",
    "product/service name": "item",
    "product/service": "item",
    "class": "class",
    "account name": "account",
    "account": "account",
    "tax code": "tax",
}
TITLES = 10  # A report has its company's name and its dates above its header.
NO_LIST = N_(
    "{file} has no list of QuickBooks in it. Export lists as IIF from QuickBooks Desktop, or a list of customers, "
    "employees or products as CSV, Excel or JSON from QuickBooks Online."
)


def read_lists(data: bytes, filename: str) -> Lists | Message:
    """Read the lists of a file; a message where there are none."""
    found = _records(data, filename)
    if isinstance(found, Message):
        return found
    try:
        return _collected(found) or Message(NO_LIST, {"file": filename})
    except csv.Error:
        return Message(NO_LIST, {"file": filename})


def _collected(found: Found) -> Lists:
    lists: Lists = {}
    for kind, name, number in found:
        one_line = " ".join(name.split())
        if one_line:
            lists.setdefault(kind, {})[one_line] = number
    return lists


def _records(data: bytes, filename: str) -> Found | Message:
    if data.lstrip().startswith(b"!"):
        return _iif(data.decode(ENCODING, "replace"))
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"{", b"["}:
        return _json(data)
    if is_workbook(data):
        records = xlsx_records(io.BytesIO(data), filename)
    else:
        table = csv_records(data, filename)
        # What is no CSV could have been IIF or JSON as well.
        records = Message(NO_LIST, {"file": filename}) if isinstance(table, Message) else table.records
    return records if isinstance(records, Message) else _table(records)


def _iif(text: str) -> Found:
    header: list[str] = []
    for record in csv.reader(io.StringIO(text, newline=""), delimiter="\t"):
        if record and record[0].startswith("!"):
            header = [record[0][1:], *record[1:]]
        elif record and header and record[0] == header[0] and record[0] in IIF_LISTS:
            row = dict(zip(header[1:], record[1:], strict=False))
            if row.get("HIDDEN") != "Y":
                is_tax = row.get("INVITEMTYPE") in TAX_ITEMS
                yield "tax" if is_tax else IIF_LISTS[record[0]], row.get("NAME", ""), ""


def _json(data: bytes) -> Found:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    return _entities(document if isinstance(document, list) else [document])


def _entities(documents: list[object]) -> Found:
    for document in documents:
        answer = document.get("QueryResponse", document) if isinstance(document, dict) else {}
        if isinstance(answer, dict):
            for entity, kind in JSON_LISTS.items():
                yield from _rows(kind, answer.get(entity))


def _rows(kind: ListKind, rows: object) -> Found:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("Active") is not False:
            yield kind, _name(row), str(row.get("Id") or "")


def _name(row: Mapping[str, object]) -> str:
    return next((str(row[part]) for part in JSON_NAMES if row.get(part)), "")


def _table(records: list[list[str]]) -> Found:
    for place, record in enumerate(records[:TITLES]):
        named = [
            (COLUMNS[cell.strip().lower()], at) for at, cell in enumerate(record) if cell.strip().lower() in COLUMNS
        ]
        if named:
            kind, at = named[0]
            return _column(kind, at, records[place + 1 :])
    return ()


def _column(kind: ListKind, at: int, records: list[list[str]]) -> Iterator[tuple[ListKind, str, str]]:
    for record in records:
        # The last line of a report says its total, and when it was made.
        if len(record) > at and not record[0].startswith("TOTAL"):
            yield kind, record[at], ""
