"""One sheet out of its columns: formats, frozen header, filter, totals of what the filter leaves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from rxbilling.exchange.excel_columns import Column, Kind
from rxbilling.exchange.excel_rows import RowSheet
from rxbilling.exchange.money_text import decimals

SUM_OF_VISIBLE = 109  # the function number of SUBTOTAL
FORMATS: dict[Kind, str] = {
    "text": "@",
    "whole": "0",
    "number": "General",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
    "time": "hh:mm",
    "length": "[h]:mm:ss",
}
SUMMED: tuple[Kind, ...] = ("length", "money")
# A workbook says when it was made. It is always this, so that the same content is the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel has no zones


def new_book(out: BinaryIO, title: str, company: str = "") -> xlsxwriter.Workbook:
    """Return a workbook to be written, the rows of each of its sheets in order: they go to a file at once."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties({"title": title, "company": company, "created": MADE_AT})
    return book


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}

    def of(self, column: Column, bold: bool = False) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Return the format of a column's cells."""
        code = _money(column.currency) if column.kind in {"money", "price"} else FORMATS[column.kind]
        if (code, bold) not in self._made:
            self._made[code, bold] = self._book.add_format({"num_format": code, "bold": bold})
        return self._made[code, bold]

    def header(self) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Return the format of header cells."""
        return self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


def _money(currency: str) -> str:
    places = decimals(currency)
    return f'#,##0{"." if places else ""}{"0" * places} "{currency}"'


def write_sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[Column], formats: Formats, total: str) -> None:
    """Add a sheet; row 1 is the header, the last row after an empty one the totals, named ``total``, if any."""
    sheet = book.add_worksheet(name, RowSheet)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, formats.of(column))
    sheet.write_row(0, 0, [column.header for column in columns], formats.header())
    length = len(columns[0].values)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, length, len(columns) - 1)
    sheet.write_columns(columns, [formats.of(column) for column in columns])
    if any(column.kind in SUMMED for column in columns):
        _write_totals(sheet, columns, formats, total, length)


def _write_totals(
    sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
    columns: Sequence[Column],
    formats: Formats,
    total: str,
    length: int,
) -> None:
    # An empty row before them keeps the totals out of the filter.
    row = length + 2
    for place, column in enumerate(columns):
        if column.kind in SUMMED:
            letter = xl_col_to_name(place)
            formula = f"=SUBTOTAL({SUM_OF_VISIBLE},{letter}2:{letter}{length + 1})"
            sheet.write_formula(row, place, formula, formats.of(column, bold=True), _sum(column))
        elif place == 0:
            sheet.write_string(row, place, total, formats.header())


def _sum(column: Column) -> float:
    """What the formula shows in programs that do not calculate."""
    return round(pc.sum(pa.array(column.values, pa.float64())).as_py() or 0, 9)
