"""A strict reader of IIF transactions, from the format's description alone: it shares nothing with the writer."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.exchange.iif_reader import day_of, records_of, require

HEADERS = {
    "!TRNS": "TRNSID TRNSTYPE DATE ACCNT NAME CLASS AMOUNT DOCNUM MEMO CLEAR TOPRINT NAMEISTAXABLE "
    "ADDR1 ADDR2 ADDR3 ADDR4 ADDR5 DUEDATE PONUM INVMEMO",
    "!SPL": "SPLID TRNSTYPE DATE ACCNT NAME CLASS AMOUNT DOCNUM MEMO CLEAR QNTY PRICE INVITEM TAXABLE "
    "SERVICEDATE EXTRA",
    "!ENDTRNS": "",
}
LIMITS = {
    "ACCNT": 31, "NAME": 209, "CLASS": 31, "DOCNUM": 11, "MEMO": 4095, "INVITEM": 209, "PONUM": 25, "INVMEMO": 4095,
    "ADDR1": 41, "ADDR2": 41, "ADDR3": 41, "ADDR4": 41, "ADDR5": 41,
}  # fmt: skip
LEVELS = {"NAME": 41, "INVITEM": 31}
AMOUNT = re.compile(r"-?\d+(\.\d\d)?")
QUANTITY = re.compile(r"-?\d+(\.\d{1,5})?")
RATE = re.compile(r"\d+\.\d\d%")
Cells = dict[str, str]


@dataclass(frozen=True)
class Line:
    """An SPL record; its amount as a customer sees it: positive where it is charged."""

    account: str
    amount: Decimal
    item: str
    memo: str
    quantity: Decimal | None
    price: str
    taxable: bool
    day: date | None
    group: str
    name: str
    is_tax: bool


@dataclass(frozen=True)
class Invoice:
    """A transaction."""

    kind: str
    day: date
    due: date | None
    receivable: str
    customer: str
    number: str
    total: Decimal
    order: str
    memo: str
    address: tuple[str, ...]
    lines: list[Line]


def read_invoices(data: bytes) -> list[Invoice]:
    """Read a file.

    Raises:
        IifError: If anything in it breaks a rule.
    """
    records = records_of(data)
    for record, (name, columns) in zip(records, HEADERS.items(), strict=False):
        require(record == [name, *columns.split()], f"the header {name}")
    found: list[Invoice] = []
    rest = records[len(HEADERS) :]
    while rest:
        ends = [place for place, record in enumerate(rest) if record == ["ENDTRNS"]]
        require(bool(ends), "a transaction does not end")
        found.append(_invoice(rest[: ends[0]]))
        rest = rest[ends[0] + 1 :]
    numbers = [invoice.number for invoice in found]
    require(len(set(numbers)) == len(numbers), "a number twice")
    return found


def _invoice(records: list[list[str]]) -> Invoice:
    require(len(records) >= 2, "a transaction without lines")
    head = _cells("TRNS", records[0])
    require(head["TRNSTYPE"] in {"INVOICE", "CREDIT MEMO"}, "TRNSTYPE")
    require(head["ACCNT"] != "" and head["NAME"] != "" and head["DOCNUM"] != "", "something is missing")
    require(head["CLEAR"] == "N" and head["TOPRINT"] in {"Y", "N"} and head["NAMEISTAXABLE"] in {"Y", "N"}, "a code")
    total = _amount(head["AMOUNT"])
    require(total >= 0 if head["TRNSTYPE"] == "INVOICE" else total <= 0, "the sign of the total")
    lines = [_line(head, _cells("SPL", record)) for record in records[1:]]
    require(total == sum(line.amount for line in lines), "TRNS and SPL do not add up to 0")
    require([line.is_tax for line in lines[:-1]].count(True) == 0, "the tax line is not the last one")
    require(head["NAMEISTAXABLE"] == "N" or lines[-1].is_tax, "no tax line")
    return Invoice(
        head["TRNSTYPE"],
        day_of(head["DATE"]),
        day_of(head["DUEDATE"]) if head["DUEDATE"] else None,
        head["ACCNT"],
        head["NAME"],
        head["DOCNUM"],
        total,
        head["PONUM"],
        head["INVMEMO"],
        tuple(head[f"ADDR{place}"] for place in range(1, 6)),
        lines,
    )


def _line(head: Cells, cells: Cells) -> Line:
    require((cells["TRNSTYPE"], cells["DATE"]) == (head["TRNSTYPE"], head["DATE"]), "a line of another transaction")
    require(cells["ACCNT"] != "" and cells["INVITEM"] != "", "a line without account or item")
    require(cells["TAXABLE"] in {"Y", "N"} and cells["EXTRA"] in {"", "AUTOSTAX"}, "a code")
    is_tax, amount = cells["EXTRA"] == "AUTOSTAX", -_amount(cells["AMOUNT"])
    quantity = None
    if is_tax:
        require(RATE.fullmatch(cells["PRICE"]) is not None and cells["QNTY"] == "", "a tax has a rate")
        require(cells["NAME"] != "" and cells["TAXABLE"] == "N", "a tax has an agency and is not taxed")
    elif cells["QNTY"]:
        require(QUANTITY.fullmatch(cells["QNTY"]) is not None, "QNTY")
        quantity, price = -Decimal(cells["QNTY"]), _amount(cells["PRICE"])
        places = Decimal(1).scaleb(amount.as_tuple().exponent)  # type: ignore[arg-type]  # a number
        require((quantity * price).quantize(places, ROUND_HALF_UP) == amount, "QNTY times PRICE is not AMOUNT")
        require(price >= 0, "PRICE is below 0")
    else:
        require(_amount(cells["PRICE"]) == amount, "PRICE is not AMOUNT")
    return Line(
        cells["ACCNT"],
        amount,
        cells["INVITEM"],
        cells["MEMO"],
        quantity,
        cells["PRICE"],
        cells["TAXABLE"] == "Y",
        day_of(cells["SERVICEDATE"]) if cells["SERVICEDATE"] else None,
        cells["CLASS"],
        cells["NAME"],
        is_tax,
    )


def _cells(name: str, record: list[str]) -> Cells:
    columns = HEADERS[f"!{name}"].split()
    require(record[0] == name and len(record) == 1 + len(columns), "the record does not fit its header")
    cells = dict(zip(columns, record[1:], strict=True))
    for column, cell in cells.items():
        require(cell == cell.strip() and len(cell) <= LIMITS.get(column, 99), f"{column} has spaces or is too long")
    for column, limit in LEVELS.items():
        levels = cells.get(column, "").split(":")
        require(all(0 < len(level) <= limit for level in levels) or levels == [""], f"a level of {column}")
    return cells


def _amount(text: str) -> Decimal:
    require(AMOUNT.fullmatch(text) is not None and text not in {"-0", "-0.00"}, "an amount")
    return Decimal(text)
