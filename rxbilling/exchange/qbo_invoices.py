"""Bills for QuickBooks Online: invoices as CSV, a row a line, by the columns of its own template.

That import knows neither discounts nor credit notes nor negative lines: lines are written after discount, and bills
that cannot go this way are left out and listed. More than one file is packed into a ZIP.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import numpy as np

from rxbilling.engine.money import share
from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.invoice_quantities import piece, quantity
from rxbilling.exchange.money_text import major_text
from rxbilling.exchange.qbo_checks import left_out, taxed_there
from rxbilling.exchange.qbo_names import OnlineNames, one_line, online_names
from rxbilling.exchange.quickbooks import Books, SentFile
from rxbilling.exchange.text import harmless

Edition = Literal["us", "world"]
BEGIN = ("*InvoiceNo", "*Customer", "*InvoiceDate", "*DueDate", "Terms", "Location", "Memo")
MIDDLE = ("ItemDescription", "ItemQuantity", "ItemRate", "*ItemAmount")
COLUMNS: dict[Edition, tuple[str, ...]] = {
    "us": (*BEGIN, "Item(Product/Service)", *MIDDLE, "Service Date"),
    "world": (*BEGIN, "*Item(Product/Service)", *MIDDLE, "Item Tax Amount", "*Item Tax Code", "Currency"),
}
DATES: dict[Edition, str] = {"us": "%m/%d/%Y", "world": "%d/%m/%Y"}
MOST_INVOICES, MOST_ROWS = 100, 1000
LONGEST_TEXT, LONGEST_MEMO = 4000, 1000
# A ZIP's own clock begins here: equal invoices make equal files.
NO_TIME = (1980, 1, 1, 0, 0, 0)
Row = tuple[str, ...]
Bills = Sequence[tuple[str, BillPaper]]


def write_online_invoices(bills: Bills, books: Books, edition: Edition) -> SentFile:
    """Write issued bills, each with our name of its account, as CSV of an edition: that of the US, or of the world.

    With a problem that cannot be mended there is no file.
    """
    out = left_out([bill for _, bill in bills], books, edition, MOST_ROWS)
    kept = [(account, bill) for account, bill in bills if bill.id not in out]
    names = online_names(kept, books, edition)
    found = (*out.values(), *names.problems, *taxed_there([bill for _, bill in kept], edition))
    if any(problem.mended is None for problem in found):
        return SentFile(None, "csv", found, ())
    files = [_csv(part, edition) for part in _parts([_rows(account, bill, names, edition) for account, bill in kept])]
    data, ending = (files[0], "csv") if len(files) == 1 else (_zip(files), "zip")
    return SentFile(data, ending, found, tuple(bill.id for _, bill in kept))


def _rows(account: str, bill: BillPaper, names: OnlineNames, edition: Edition) -> list[Row]:
    taxes = share(
        np.array([bill.tax]), np.array([abs(line.net) for line in bill.lines]), np.zeros(len(bill.lines), np.int64)
    )
    return [
        (*_begin(account, bill, names, edition, is_first=not place), *_line(bill, line, tax, names, edition))
        for place, (line, tax) in enumerate(zip(bill.lines, taxes.tolist(), strict=True))
    ]


def _begin(account: str, bill: BillPaper, names: OnlineNames, edition: Edition, *, is_first: bool) -> Row:
    if not is_first:
        return (bill.number, *[""] * (len(BEGIN) - 1))
    due, memo = bill.due_day or bill.bill_day, one_line(bill.note, LONGEST_MEMO)
    days = (_day(bill.bill_day, edition), _day(due, edition))
    return (bill.number, harmless(names.customers[account]), *days, "", "", harmless(memo))


def _line(bill: BillPaper, line: PaperLine, tax: int, names: OnlineNames, edition: Edition) -> Row:
    count, price = piece(line.net) if line.discount else quantity(line)
    ticket = line.ticket if line.ticket and line.ticket not in line.text else ""
    text = one_line(" · ".join(filter(None, [ticket, line.text, line.note])), LONGEST_TEXT)
    amounts = (count, major_text(price, bill.currency), major_text(line.net, bill.currency))
    begin = (harmless(names.item_of(line)), harmless(text), *amounts)
    if edition == "us":
        return (*begin, _day(line.day, edition))
    code = names.taxes[bill.taxes[0].name] if bill.taxes else names.no_tax
    return (*begin, major_text(tax, bill.currency), harmless(code), bill.currency)


def _parts(invoices: list[list[Row]]) -> Iterator[list[Row]]:
    """Put whole invoices into files of at most 100 of them and 1,000 rows."""
    rows: list[Row] = []
    count = 0
    for invoice in invoices:
        if count == MOST_INVOICES or len(rows) + len(invoice) > MOST_ROWS:
            yield rows
            rows, count = [], 0
        rows, count = [*rows, *invoice], count + 1
    yield rows


def _csv(rows: list[Row], edition: Edition) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS[edition], *rows])
    # Without a byte order mark, which would spoil the first column.
    return out.getvalue().encode()


def _zip(files: list[bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, data in enumerate(files, start=1):
            packed.writestr(zipfile.ZipInfo(f"invoices-{place:02}.csv", NO_TIME), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _day(day: date | None, edition: Edition) -> str:
    return day.strftime(DATES[edition]) if day else ""
