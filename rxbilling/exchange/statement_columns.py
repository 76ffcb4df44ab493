"""What the workbooks of statements share: their columns of text and money, and the book itself."""

import io
from collections.abc import Sequence

from rxbilling.exchange.excel_columns import LONGEST_TEXT, Column, major
from rxbilling.exchange.excel_sheet import Formats, new_book, write_sheet

Sheet = tuple[str, list[Column]]


def workbook(title: str, organisation: str, sheets: Sequence[Sheet], total: str) -> bytes:
    """Return a workbook; amounts are numbers in major units, lengths fractions of a day."""
    out = io.BytesIO()
    book = new_book(out, title, organisation)
    formats = Formats(book)
    for name, columns in sheets:
        write_sheet(book, name, columns, formats, total)
    book.close()
    return out.getvalue()


def text_column(header: str, texts: Sequence[str], width: int) -> Column:
    """Return a column of text."""
    return Column(header, "text", [text[:LONGEST_TEXT] or None for text in texts], width)


def money_column(header: str, amounts: Sequence[int | None], currency: str) -> Column:
    """Return a column of amounts of one currency."""
    values = [None if amount is None else major(amount, currency) for amount in amounts]
    return Column(f"{header} ({currency})", "money", values, 14, currency)


def money_columns(header: str, amounts: Sequence[tuple[int | None, str]]) -> list[Column]:
    """Return a column for each currency, so that no total adds currencies."""
    codes = sorted({code for amount, code in amounts if amount is not None})
    return [money_column(header, [amount if own == code else None for amount, own in amounts], code) for code in codes]
