"""Files of any make become one table, or a message."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
import xlsxwriter

from rxbilling.exchange.table import Table, read_table
from rxbilling.locales import Message

TEXT = 'Account,Note\nCafé,"two\nlines, and ""quotes"""\n\nBär,plain\n'


def table(data: bytes) -> Table:
    found = read_table(data, "work.csv")
    assert isinstance(found, Table)
    return found


def workbook(rows: list[list[object]], formats: dict[type, str]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    made = {kind: book.add_format({"num_format": code}) for kind, code in formats.items()}
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(at, place, value, made.get(type(value)))
    book.add_worksheet("other").write(0, 0, "not this one")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
    ids=["utf-8", "utf-8 with mark", "utf-16", "cp1252"],
)
def test_any_encoding_and_delimiter(delimiter: str, codec: str, encoding: str) -> None:
    text = f'Account{delimiter}Note\nCafé{delimiter}"two\nlines, a|b; and\t""quotes"""\nBär{delimiter}plain\n'
    found = table(text.encode(codec))
    assert (found.header, found.encoding, found.delimiter) == (("Account", "Note"), encoding, delimiter)
    assert found.rows.to_numpy().tolist() == [["Café", 'two\nlines, a|b; and\t"quotes"'], ["Bär", "plain"]]


def test_rows_have_the_numbers_of_a_spreadsheet() -> None:
    found = table(TEXT.encode())
    assert found.rows.index.tolist() == [2, 4]


def test_empty_lines_before_the_header_count() -> None:
    assert table(b"\n\nA,B\n1,2\n").rows.index.tolist() == [4]


def test_ragged_rows_are_set_aside() -> None:
    found = table(b"A,B\n1,2\n3\n4,5,6\n7,8,,\n")
    assert found.rows["A"].tolist() == ["1", "7"]
    assert found.ragged == {3: ["3"], 4: ["4", "5", "6"]}


def test_cells_keep_what_looks_empty_or_missing() -> None:
    assert table(b"A,B\nNA,\nnull,0\n").rows.to_numpy().tolist() == [["NA", ""], ["null", "0"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n\n , \n", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"A,,B\n1,2,3\n", "column 2 has no name"),
        (b"A,B,A\n1,2,3\n", "“A” twice"),
        (bytes(range(256)), "neither"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither"),
        (b"PK\x03\x04 not a workbook", "damaged"),
        ("A,B\n1,2\n".encode("utf-16-le"), "neither"),
        (b'A,B\n1,"' + b"x" * 140_000, "cannot be read as CSV"),
    ],
    ids=["empty", "blank cells", "blank", "unnamed", "twice", "bytes", "image", "zip", "utf-16 without mark", "quote"],
)
def test_what_is_no_table_is_a_message(data: bytes, said: str) -> None:
    found = read_table(data, "work.csv")
    assert isinstance(found, Message)
    assert said in found.text("en")
    assert "work.csv" in found.text("en")


def test_workbook_cells_become_text() -> None:
    moment = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC).replace(tzinfo=None)
    midnight = moment.replace(hour=0, minute=0, second=0)
    rows: list[list[object]] = [
        ["Moment", "Day", "Time", "Length", "Number", "Flag", "Text"],
        [moment, date(2026, 3, 2), time(9, 30), timedelta(hours=26, minutes=5), 1.5, True, " =x "],
        [midnight, date(2026, 3, 3), time(0, 1), timedelta(seconds=59), 1042, False, ""],
    ]
    formats = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm:ss"}
    found = read_table(workbook(rows, formats), "work.xlsx")
    assert isinstance(found, Table)
    assert found.rows.to_numpy().tolist() == [
        ["2026-03-02 09:30:15", "2026-03-02", "09:30:00", "26:05:00", "1.5", "true", "=x"],
        ["2026-03-02 00:00:00", "2026-03-03", "00:01:00", "0:00:59", "1042", "false", ""],
    ]


def test_a_workbook_without_cells_is_a_message() -> None:
    found = read_table(workbook([], {}), "work.xlsx")
    assert isinstance(found, Message)
