"""The CSV for other programs."""

import csv
import io

import pandas as pd
import pytest

from rxbilling.exchange.csv_out import write_csv
from rxbilling.exchange.entries_in import Parsed, parse_entries
from rxbilling.exchange.rows import ENTRY_COLUMNS
from rxbilling.exchange.table import Table, read_table
from tests.exchange.entry_rows import entry_rows


def written(rows: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    write_csv(rows, out)
    return out.getvalue()


def records(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_file_is_for_machines() -> None:
    data = written(entry_rows({}))
    assert data.split(b"\r\n")[0].decode() == ",".join(ENTRY_COLUMNS)
    (entry,) = records(data)
    assert entry["day"] == "2026-03-02"
    assert (entry["start"], entry["end"]) == ("2026-03-02T09:00:00", "2026-03-02T10:30:00")
    assert (entry["amount"], entry["cost"], entry["billable"], entry["worked_s"]) == ("150.00", "60.00", "true", "5400")


def test_what_is_missing_is_empty() -> None:
    (entry,) = records(written(entry_rows({"start": pd.NaT, "end": pd.NaT, "amount": None, "billable": False})))
    assert (entry["start"], entry["end"], entry["amount"], entry["billable"]) == ("", "", "", "false")


def test_decimals_are_those_of_the_currency() -> None:
    rows = entry_rows({"amount": -1, "currency": "KWD"}, {"amount": 77, "currency": "JPY"})
    assert [entry["amount"] for entry in records(written(rows))] == ["-0.001", "77"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_never_runs_as_a_formula(text: str) -> None:
    (entry,) = records(written(entry_rows({"note": text, "account": text})))
    assert (entry["note"], entry["account"]) == (f"'{text}", f"'{text}")


def test_quotes_commas_and_lines_survive() -> None:
    text = 'a, "b"\nc; é ✓'
    assert records(written(entry_rows({"note": text})))[0]["note"] == text


def test_our_own_file_can_be_imported() -> None:
    table = read_table(written(entry_rows({}, {"note": "second"})), "entries.csv")
    assert isinstance(table, Table)
    mapping = {name: name for name in ("account", "rep", "start", "end", "note")}
    parsed = parse_entries(table, mapping, "Europe/Paris", None)
    assert isinstance(parsed, Parsed)
    assert (parsed.bad, parsed.good["seconds"].tolist()) == ([], [5400, 5400])


def test_no_entries() -> None:
    assert records(written(entry_rows())) == []
