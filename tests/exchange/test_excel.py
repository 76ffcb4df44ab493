"""The workbook as another program reads it."""

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pandas as pd
import pytest

from rxbilling.exchange.excel import write_excel
from rxbilling.exchange.excel_sheet import MADE_AT
from tests.exchange.entry_rows import entry_rows


def book(rows: pd.DataFrame, values: bool = False) -> openpyxl.Workbook:
    out = io.BytesIO()
    write_excel(rows, out, "en", "March")
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()), data_only=values)


def cells(sheet: Any, row: int) -> dict[str, Any]:
    return {header.value: sheet.cell(row, place) for place, header in enumerate(sheet[1], 1)}


def test_cells_are_real_values() -> None:
    written = book(entry_rows({"amount": 123_456, "billable_s": 7200}))
    assert written.properties.title == "March"
    sheet = written.worksheets[0]
    entry = cells(sheet, 2)
    assert entry["Day"].value == datetime(2026, 3, 2)  # noqa: DTZ001 - Excel has no zones
    assert entry["Start"].value == datetime(2026, 3, 2, 9)  # noqa: DTZ001 - Excel has no zones
    assert (entry["Account"].value, entry["Status"].value) == ("Acme", "Unbilled")
    assert (entry["Worked"].value, entry["Billable time"].value) == (timedelta(hours=1.5), timedelta(hours=2))
    assert entry["Worked"].number_format == "[h]:mm:ss"
    assert (entry["Amount (EUR)"].value, entry["Amount (EUR)"].number_format) == (1234.56, '#,##0.00 "EUR"')
    assert entry["Currency"].value == "EUR"
    assert entry["Weekend"].value is None


def test_the_header_is_frozen_and_filters_the_entries_alone() -> None:
    sheet = book(entry_rows({}, {}, {})).worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.endswith("4")
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["A5"].value is None
    assert sheet["A6"].value == "Total"


def test_totals_are_formulas_of_one_currency_each() -> None:
    rows = entry_rows({"amount": 10, "currency": "EUR"}, {"amount": 20, "currency": "JPY"}, {"amount": 3})
    sheet = book(rows).worksheets[0]
    total, values = cells(sheet, 6), cells(book(rows, values=True).worksheets[0], 6)
    for header in ("Worked", "Amount (EUR)", "Amount (JPY)", "Cost (EUR)"):
        letter = total[header].column_letter
        assert total[header].value == f"=SUBTOTAL(109,{letter}2:{letter}4)"
    assert [values[header].value for header in ("Amount (EUR)", "Amount (JPY)", "Cost (EUR)")] == [0.13, 20, 180]
    assert values["Worked"].value == timedelta(hours=4.5)


@pytest.mark.parametrize(
    ("currency", "minor", "value", "code"),
    [("EUR", 29, 0.29, '#,##0.00 "EUR"'), ("JPY", 29, 29, '#,##0 "JPY"'), ("KWD", 29, 0.029, '#,##0.000 "KWD"')],
)
def test_decimals_are_those_of_the_currency(currency: str, minor: int, value: float, code: str) -> None:
    cell = cells(book(entry_rows({"amount": minor, "currency": currency})).worksheets[0], 2)[f"Amount ({currency})"]
    assert (cell.value, cell.number_format) == (value, code)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://x.test", "a\x01b", "x" * 40_000])
def test_text_stays_text(text: str) -> None:
    cell = cells(book(entry_rows({"note": text})).worksheets[0], 2)["Note"]
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.hyperlink is None
    assert cell.value in {text[:32_767], "a_x0001_b"}


def test_missing_values_are_empty_cells() -> None:
    sheet = book(entry_rows({"start": pd.NaT, "end": pd.NaT, "amount": None, "cost": None}, {})).worksheets[0]
    entry = cells(sheet, 2)
    assert [entry[header].value for header in ("Start", "End", "Amount (EUR)", "Cost (EUR)")] == [None] * 4


def test_sums_by_account_and_by_rep() -> None:
    rows = entry_rows(
        {"account": "Acme", "rep": "Bo", "amount": 100},
        {"account": "Zeta", "rep": "Ana", "amount": 7, "currency": "JPY"},
        {"account": "Acme", "rep": "Ana", "amount": 11},
        {"account": "Acme", "rep": "Ana", "amount": None},
    )
    written = book(rows, values=True)
    assert written.sheetnames == ["Time entries", "By account", "By rep"]
    accounts = [[cell.value for cell in row] for row in written["By account"].iter_rows(max_row=3)]
    assert accounts == [
        ["Account", "Entries", "Worked", "Billable time", "Amount (EUR)", "Amount (JPY)", "Cost (EUR)"],
        ["Acme", 3, timedelta(hours=4.5), timedelta(hours=4.5), 1.11, 0, 180],
        ["Zeta", 1, timedelta(hours=1.5), timedelta(hours=1.5), 0, 7, 60],
    ]
    assert [written["By rep"].cell(row, 1).value for row in (2, 3)] == ["Ana", "Bo"]


def test_no_time_of_making_is_in_the_file() -> None:
    out = io.BytesIO()
    write_excel(entry_rows({}), out, "en", "March")
    properties = openpyxl.load_workbook(out).properties
    assert {properties.created, properties.modified} == {MADE_AT}
    assert {item.date_time for item in zipfile.ZipFile(out).infolist()} == {(1980, 1, 31, 0, 0, 0)}


def test_no_entries_are_sheets_of_headers_and_totals() -> None:
    written = book(entry_rows({}).iloc[:0])
    assert [sheet["A1"].value for sheet in written] == ["Day", "Account", "Rep"]
    assert [sheet["A3"].value for sheet in written] == ["Total"] * 3
