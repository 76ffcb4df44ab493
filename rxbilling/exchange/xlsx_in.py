"""The first sheet of a workbook as text: dates and times in ISO 8601, lengths as hours:minutes:seconds."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from rxbilling.locales import N_, Message

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
HALF_SECOND = timedelta(microseconds=500_000)
Cell = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether the content is that of XLSX or XLS."""
    return data.startswith((XLSX, XLS))


def xlsx_records(file: BinaryIO, filename: str) -> list[list[str]] | Message:
    """Read the rows of the first sheet, empty ones included."""
    try:
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError:
        return Message(N_("{file} cannot be read as a spreadsheet: it is damaged or protected."), {"file": filename})
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(cells: Sequence[Cell]) -> list[str]:
    # A date and time at midnight comes as a bare date: its neighbours show what the column holds.
    if any(isinstance(cell, datetime) for cell in cells):
        return [_text(_at_midnight(cell)) for cell in cells]
    return [_text(cell) for cell in cells]


def _at_midnight(cell: Cell) -> Cell:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return cell


def _text(cell: Cell) -> str:
    match cell:
        case datetime():  # the sheet's fractions of a day are a little off the second
            return (cell + HALF_SECOND).replace(microsecond=0).isoformat(" ")
        case timedelta():
            return _length(cell)
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case bool():
            return str(cell).lower()
        case _:
            return str(cell).strip()


def _length(cell: timedelta) -> str:
    seconds = (cell + HALF_SECOND) // timedelta(seconds=1)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02}:{abs(seconds) % 60:02}"
