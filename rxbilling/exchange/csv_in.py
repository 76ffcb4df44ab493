"""CSV as people save it: the encoding, the delimiter and the records."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from rxbilling.locales import N_, Message

DELIMITERS = ",;\t|"
HEADER_AT_MOST = 100_000
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_TEXT = [chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b"]


@dataclass(frozen=True, slots=True)
class Csv:
    """The records of a file, empty lines included, and how they were written."""

    records: list[list[str]]
    encoding: str
    delimiter: str


def csv_records(data: bytes, filename: str) -> Csv | Message:
    """Read all records, or say why this is no CSV."""
    encoding = _encoding(data)
    if encoding is None:
        return Message(N_("{file} is neither a CSV nor an XLSX file."), {"file": filename})
    text = data.decode(encoding)
    try:
        delimiter = _delimiter(text)
        return Csv(list(_reader(text, delimiter)), encoding, delimiter)
    except csv.Error as error:
        return Message(N_("{file} cannot be read as CSV: {error}."), {"file": filename, "error": str(error)})


def _encoding(data: bytes) -> str | None:
    candidates = ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "cp1252")
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        return None if any(sign in text for sign in NOT_TEXT) else encoding
    return None


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the header into most columns.

    csv.Sniffer looks at whole rows, and commas in notes mislead it; a header is short and has every column.
    """
    top = text[:HEADER_AT_MOST]
    return max(DELIMITERS, key=lambda delimiter: len(next((row for row in _reader(top, delimiter) if any(row)), [])))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
