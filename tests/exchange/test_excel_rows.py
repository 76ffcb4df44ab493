"""Cells written by columns, as another program reads them."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from rxbilling.exchange import excel_rows
from rxbilling.exchange.excel_columns import LONGEST_TEXT, Column, Kind, Value
from rxbilling.exchange.excel_sheet import Formats, new_book, write_sheet

HOSTILE = [
    "<r>", "<r><t>x</t></r>", "<r>&</r>", "_x0041_", "_x003C_", "</t></is></c>", "]]>", "&amp;", " around ", "a\nb",
    "a\r\nb", "\t", "\x00", "\ufffe", "é漢🙂", "=1+1", "'", '"', "007", "1e5", "true", "2026-01-01", "x" * LONGEST_TEXT,
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), min_size=1))
NUMBERS = st.one_of(st.integers(-(2**53), 2**53), st.floats(-1e15, 1e15))


def read_back(columns: list[Column]) -> list[list[Any]]:
    """Return the values of the columns as openpyxl reads them, the totals left out."""
    out = io.BytesIO()
    book = new_book(out, "Columns")
    write_sheet(book, "Columns", columns, Formats(book), "Total")
    book.close()
    sheet = openpyxl.load_workbook(out).worksheets[0]
    length = len(columns[0].values)
    return [[sheet.cell(row, place).value for row in range(2, length + 2)] for place in range(1, len(columns) + 1)]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    ((found,),) = read_back([Column("Note", "text", [text])])
    assert unescape(found) == text


@settings(deadline=None)
@given(st.data())
def test_columns_of_anything_come_back_in_their_places(data: st.DataObject) -> None:
    length = data.draw(st.integers(0, 7))
    kinds: list[Kind] = data.draw(st.lists(st.sampled_from(["text", "number"]), min_size=1, max_size=5))
    columns = [
        Column(str(place), kind, data.draw(st.lists(_values(kind), min_size=length, max_size=length)))
        for place, kind in enumerate(kinds)
    ]
    with pytest.MonkeyPatch.context() as patched:
        # A few rows are more than one step.
        patched.setattr(excel_rows, "STEP", 3)
        found = read_back(columns)
    for column, values in zip(columns, found, strict=True):
        assert [unescape(value) if isinstance(value, str) else value for value in values] == list(column.values)


def _values(kind: Kind) -> st.SearchStrategy[Value]:
    return st.one_of(st.none(), TEXTS if kind == "text" else NUMBERS)


def test_more_rows_than_a_step() -> None:
    length = excel_rows.STEP + 1
    numbers, texts = read_back(
        [
            Column("Number", "whole", range(length)),
            Column("Text", "text", [str(number) for number in range(length)]),
        ]
    )
    assert numbers == list(range(length))
    assert texts == [str(number) for number in range(length)]
