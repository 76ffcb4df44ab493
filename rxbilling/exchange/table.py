"""One table out of a file that somebody sends: CSV or XLSX, every cell as text, every row with its number."""

import io
from collections import Counter
from dataclasses import dataclass

import pandas as pd

from rxbilling.exchange.csv_in import csv_records
from rxbilling.exchange.xlsx_in import is_workbook, xlsx_records
from rxbilling.locales import N_, Message

Records = list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows as text.

    ``rows`` has the columns of ``header``; its index is the row's number as a spreadsheet shows it (the header's is 1,
    unless empty rows stand before it). ``ragged`` holds, by that number, rows whose cells do not fit the header.
    ``encoding`` and ``delimiter`` are empty for XLSX.
    """

    header: tuple[str, ...]
    rows: pd.DataFrame
    ragged: dict[int, list[str]]
    encoding: str
    delimiter: str


def read_table(data: bytes, filename: str) -> Table | Message:
    """Read a CSV (UTF-8, UTF-16 with a byte order mark, or cp1252) or the first sheet of an XLSX or XLS file.

    What the file is shows in its content; ``filename`` is for the messages. Returns a message where the file is not
    a table with one header.
    """
    if not data:
        return Message(N_("{file} is empty."), {"file": filename})
    if is_workbook(data):
        records = xlsx_records(io.BytesIO(data), filename)
        return records if isinstance(records, Message) else table_of(records, filename)
    found = csv_records(data, filename)
    return found if isinstance(found, Message) else table_of(found.records, filename, found.encoding, found.delimiter)


def table_of(records: Records, filename: str, encoding: str = "", delimiter: str = "") -> Table | Message:
    """Make a table of rows whose first one is the header; a message where they are none."""
    filled = [(number, row) for number, row in enumerate(records, 1) if any(map(str.strip, row))]
    if not filled:
        return Message(N_("{file} is empty."), {"file": filename})
    header = _without_trailing([name.strip() for name in filled[0][1]])
    wrong = _header_problem(header, filename)
    return wrong or _fitted(tuple(header), filled[1:], encoding, delimiter)


def _header_problem(header: list[str], filename: str) -> Message | None:
    if "" in header:
        place = header.index("") + 1
        return Message(N_("{file}: column {place} has no name in the header."), {"file": filename, "place": place})
    name, times = Counter(header).most_common(1)[0]
    if times > 1:
        return Message(N_("{file}: the header has the column “{name}” twice."), {"file": filename, "name": name})
    return None


def _fitted(header: tuple[str, ...], rows: list[tuple[int, list[str]]], encoding: str, delimiter: str) -> Table:
    width = len(header)
    # Spreadsheets like to save empty cells to the right of the table.
    cut = [(n, row if len(row) == width else row[:width] + _without_trailing(row[width:])) for n, row in rows]
    good = [(number, row) for number, row in cut if len(row) == width]
    ragged = {number: row for number, row in cut if len(row) != width}
    index = pd.Index([number for number, _ in good], dtype="int64")
    frame = pd.DataFrame([row for _, row in good], columns=list(header), index=index, dtype=str)
    return Table(header, frame, ragged, encoding, delimiter)


def _without_trailing(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells
