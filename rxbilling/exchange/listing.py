"""A list as pages show it, on its way into a file: columns of plain values, written as CSV or as a workbook."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from rxbilling.exchange.csv_out import MOMENT
from rxbilling.exchange.excel_columns import DAY_S, LONGEST_TEXT, Column, Kind, Value, day_number, major
from rxbilling.exchange.excel_sheet import Formats, new_book, write_sheet
from rxbilling.exchange.money_text import major_text
from rxbilling.exchange.text import harmless
from rxbilling.locales import N_, tr

LONGEST_NAME = 31  # characters in the name of a sheet
OF_MONEY: tuple[Kind, ...] = ("money", "price")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column under a header in the reader's language; None stands where there is nothing.

    Its values are by kind: text ``str``, whole ``int``, date ``date``, moment a naive local ``datetime``, length
    seconds, money and price minor units by currency (a price is not added up). ``currency`` is set where all of them
    are in it: then they are ``int``.
    """

    header: str
    kind: Kind
    values: Sequence[Any]
    width: int = 14
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its title, its columns (one at least), and what it comes to by currency, in minor units."""

    title: str
    columns: Sequence[ListColumn]
    totals: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns[0].values)


def write_list_csv(listing: Listing, out: BinaryIO) -> None:
    """Write a list as CSV: UTF-8, comma, CRLF; ISO 8601 dates, amounts in major units, a column for each currency."""
    columns = _single(listing.columns)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    writer.writerows(zip(*([_text(column, value) for value in column.values] for column in columns), strict=True))
    text.detach()


def write_list_excel(listing: Listing, out: BinaryIO, language: str) -> None:
    """Write a list as a workbook of one sheet: real dates, amounts as numbers, a column for each currency."""
    book = new_book(out, listing.title)
    columns = [
        Column(one.header, one.kind, [_cell(one, value) for value in one.values], one.width, one.currency)
        for one in _single(listing.columns)
    ]
    write_sheet(book, listing.title[:LONGEST_NAME], columns, Formats(book), tr(language, N_("Total")))
    book.close()


def _single(columns: Sequence[ListColumn]) -> list[ListColumn]:
    """Return the columns with one for each currency in the place of one of money."""
    return [single for column in columns for single in (_by_currency(column) if column.kind in OF_MONEY else [column])]


def _by_currency(column: ListColumn) -> list[ListColumn]:
    codes = sorted({code for amounts in column.values for code in amounts or {}})
    return [
        replace(
            column,
            header=f"{column.header} ({code})",
            values=[(amounts or {}).get(code) for amounts in column.values],
            currency=code,
        )
        for code in codes
    ]


def _text(column: ListColumn, value: Any) -> str:  # noqa: ANN401 - by kind
    if value is None:
        return ""
    if column.kind in OF_MONEY:
        return major_text(value, column.currency)
    if isinstance(value, datetime):
        return value.strftime(MOMENT)
    return harmless(value) if column.kind == "text" else _clock(value) if column.kind == "length" else str(value)


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _cell(column: ListColumn, value: Any) -> Value:  # noqa: ANN401 - by kind
    if value is None or value == "":
        return None
    if column.kind in OF_MONEY:
        return major(value, column.currency)
    if isinstance(value, datetime):
        return day_number(value.date()) + (value - datetime.combine(value.date(), datetime.min.time())) / timedelta(1)
    if isinstance(value, date):
        return day_number(value)
    if column.kind == "length":
        return float(value / DAY_S)
    return str(value)[:LONGEST_TEXT] if column.kind == "text" else int(value)
