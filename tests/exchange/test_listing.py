"""Lists as files: what other programs read of them."""

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from rxbilling.exchange.listing import ListColumn, Listing, write_list_csv, write_list_excel

LISTING = Listing(
    "Things",
    (
        ListColumn("Name", "text", ["=1+1", "Zoë, “x”", None]),
        ListColumn("Day", "date", [date(2026, 3, 2), None, date(2026, 3, 4)]),
        ListColumn("When", "moment", [datetime(2026, 3, 2, 9, 30), None, None]),  # noqa: DTZ001 - local times
        ListColumn("Worked", "length", [5400, None, 0]),
        ListColumn("Count", "whole", [3, 0, None]),
        ListColumn("Amount", "money", [{"EUR": 123_456}, {"JPY": 5, "EUR": -1}, None]),
        ListColumn("Rate", "price", [{"KWD": 29}, {}, None]),
    ),
)


def cells(values: bool = False) -> list[list[Any]]:
    out = io.BytesIO()
    write_list_excel(LISTING, out, "en")
    sheet = openpyxl.load_workbook(out, data_only=values)["Things"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def text(listing: Listing = LISTING) -> str:
    out = io.BytesIO()
    write_list_csv(listing, out)
    return out.getvalue().decode()


def test_csv_has_iso_dates_and_exact_amounts_and_runs_nothing() -> None:
    assert list(csv.reader(io.StringIO(text(), newline=""))) == [
        ["Name", "Day", "When", "Worked", "Count", "Amount (EUR)", "Amount (JPY)", "Rate (KWD)"],
        ["'=1+1", "2026-03-02", "2026-03-02T09:30:00", "1:30:00", "3", "1234.56", "", "0.029"],
        ["Zoë, “x”", "", "", "", "0", "-0.01", "5", ""],
        ["", "2026-03-04", "", "0:00:00", "", "", "", ""],
    ]
    assert text().endswith("\r\n")


def test_a_workbook_has_real_values_and_totals_of_amounts_and_lengths_alone() -> None:
    _, first, second, third, empty, totals = cells(values=True)
    assert first == [
        "=1+1", datetime(2026, 3, 2), datetime(2026, 3, 2, 9, 30), timedelta(hours=1.5), 3, 1234.56, None, 0.029,  # noqa: DTZ001 - Excel has no zones
    ]  # fmt: skip
    assert (second[0], second[4:7], third[0]) == ("Zoë, “x”", [0, -0.01, 5], None)
    assert set(empty) == {None}
    assert totals == ["Total", None, None, timedelta(hours=1.5), None, 1234.55, 5, None]


@pytest.mark.parametrize("sign", "=+-@")
def test_text_stays_text(sign: str) -> None:
    listing = Listing("Things", [ListColumn("Name", "text", [f"{sign}SUM(A1)"])])
    out = io.BytesIO()
    write_list_excel(listing, out, "en")
    cell = openpyxl.load_workbook(out).worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", f"{sign}SUM(A1)")
    assert text(listing) == f"Name\r\n'{sign}SUM(A1)\r\n"


def test_a_list_without_rows_has_its_header() -> None:
    assert text(Listing("Things", [ListColumn("Name", "text", []), ListColumn("Sum", "money", [])])) == "Name\r\n"
