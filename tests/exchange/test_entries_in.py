"""Rows become entries, or bad rows with a reason."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from rxbilling.exchange.bad_rows import bad_rows_csv
from rxbilling.exchange.entries_in import Parsed, parse_entries
from rxbilling.exchange.identity import fingerprints
from rxbilling.exchange.mapping import guess_mapping
from rxbilling.exchange.table import Table, read_table
from rxbilling.locales import Message

REAL = Path(__file__).parents[3] / "shared/data/volvo_it_2013_time_entries.csv"
HEADER = "Account,Rep,Date,Start time,End time,Start,End,Duration,Billable,Tier,Note"
MAPPING = {
    "account": "Account",
    "rep": "Rep",
    "date": "Date",
    "start_time": "Start time",
    "end_time": "End time",
    "start": "Start",
    "end": "End",
    "duration": "Duration",
    "billable": "Billable",
    "tier": "Tier",
    "note": "Note",
}


def table(*lines: str, header: str = HEADER) -> Table:
    found = read_table("\n".join([header, *lines]).encode(), "work.csv")
    assert isinstance(found, Table)
    return found


def parsed(*lines: str, zone: str = "Europe/Paris", day_first: bool | None = None) -> Parsed:
    found = parse_entries(table(*lines), MAPPING, zone, day_first)
    assert isinstance(found, Parsed)
    return found


@pytest.mark.parametrize(
    ("cells", "seconds", "day"),
    [
        ("2026-03-02,09:00,10:30,,,", 5400, "2026-03-02"),
        ("2026-03-02,22:30,00:15,,,", 6300, "2026-03-02"),
        ("2026-03-02,09:00,,,,1h30", 5400, "2026-03-02"),
        ("2026-03-02,09:00,10:30,,,1:30", 5400, "2026-03-02"),
        ("2026-03-02,09:00,10:30,,,1.51", 5400, "2026-03-02"),
        (",,,2026-03-02T23:30:00Z,2026-03-03T00:30:00Z,", 3600, "2026-03-03"),
        (",,,2026-03-02T09:00:00,2026-03-05T09:00:00,", 259_200, "2026-03-02"),
        (",,,2026-03-02 09:00,,90m", 5400, "2026-03-02"),
        (",,,2026-03-02 09:00,2026-03-02 09:00,", 0, "2026-03-02"),
        ("2026-03-29,01:30,03:30,,,", 3600, "2026-03-29"),
        ("2026-10-25,01:30,03:30,,,", 10_800, "2026-10-25"),
        ("2026-03-28,23:00,03:00,,,", 10_800, "2026-03-28"),
    ],
    ids=[
        "times",
        "over midnight",
        "length",
        "both",
        "both rounded",
        "offset",
        "days",
        "start and length",
        "nothing",
        "clocks go forward (E1)",
        "clocks go back (E2)",
        "forward over midnight",
    ],
)
def test_clocks(cells: str, seconds: int, day: str) -> None:
    found = parsed(f"Acme,Ana,{cells},,,")
    assert found.bad == []
    entry = found.good.iloc[0]
    assert entry["clock"]
    assert entry["end"] - entry["start"] == entry["seconds"] == seconds
    assert entry["day"] == date.fromisoformat(day).toordinal()
    assert entry["tier"] == -1


@pytest.mark.parametrize(
    ("tier", "code"),
    [("", 0), ("Operational", 0), ("non-operational", 1), ("week-end", 2), ("FÉRIÉ", 3)],
)
def test_work_without_a_clock(tier: str, code: int) -> None:
    entry = parsed(f"Acme,Ana,2026-03-02,,,,,2:15,,{tier},").good.iloc[0]
    assert (entry["clock"], entry["start"], entry["end"]) == (False, 0, 0)
    assert (entry["seconds"], entry["day"], entry["tier"]) == (8100, date(2026, 3, 2).toordinal(), code)


@pytest.mark.parametrize(
    ("text", "billable"), [("", True), ("Yes", True), ("oui", True), ("1", True), ("No", False), ("false", False)]
)
def test_billable(text: str, billable: bool) -> None:
    assert parsed(f"Acme,Ana,2026-03-02,,,,,1,{text},,").good["billable"].tolist() == [billable]


@pytest.mark.parametrize(
    ("line", "column", "value", "said"),
    [
        (",Ana,2026-03-02,,,,,1,,,", "Account", "", "account is missing"),
        ("Acme,  ,2026-03-02,,,,,1,,,", "Rep", "", "rep is missing"),
        ("Acme,Ana,,,,,,1,,,", "Start", "", "no date"),
        ("Acme,Ana,2026-02-30,,,,,1,,,", "Date", "2026-02-30", "not a date"),
        ("Acme,Ana,2026-03-02,9 o'clock,10:00,,,,,,", "Start time", "9 o'clock", "time of day"),
        ("Acme,Ana,,09:00,10:00,,,,,,", "Start", "", "no date"),
        ("Acme,Ana,,,,2026-03-02,2026-03-03,,,,", "Start", "2026-03-02", "time of day"),
        ("Acme,Ana,2026-03-29,02:30,03:30,,,,,,", "Start time", "02:30", "does not exist in Europe/Paris"),
        ("Acme,Ana,2026-10-25,01:00,02:30,,,,,,", "End time", "02:30", "occurs twice in Europe/Paris"),
        ("Acme,Ana,,,,2026-03-02 10:00,2026-03-02 09:00,,,,", "End", "2026-03-02 09:00", "before the start"),
        ("Acme,Ana,,,,2026-03-02 10:00,,,,,", "End", "", "neither an end nor a length"),
        ("Acme,Ana,2026-03-02,,,,,,,,", "End", "", "neither an end nor a length"),
        ("Acme,Ana,2026-03-02,,,,,soon,,,", "Duration", "soon", "not a length"),
        ("Acme,Ana,2026-03-02,09:00,10:00,,,2:00,,,", "Duration", "2:00", "does not agree"),
        ("Acme,Ana,1969-12-31,,,,,1,,,", "Date", "1969-12-31", "from 1970 to 2100"),
        ("Acme,Ana,2101-01-01,,,,,1,,,", "Date", "2101-01-01", "from 1970 to 2100"),
        ("Acme,Ana,,,,2101-01-02 00:00Z,,1,,,", "Start", "2101-01-02 00:00Z", "from 1970 to 2100"),
        ("Acme,Ana,,,,9999-12-31T23:59-23:59,,1,,,", "Start", "9999-12-31T23:59-23:59", "from 1970 to 2100"),
        ("Acme,Ana,,,,2100-12-31 10:00,9999-12-31 23:59,,,,", "End", "9999-12-31 23:59", "31 days"),
        ("Acme,Ana,,,,1970-01-01 10:00,0001-01-01 00:00,,,,", "End", "0001-01-01 00:00", "before the start"),
        ("Acme,Ana,2026-03-02,,,,,745,,,", "Duration", "745", "31 days"),
        ("Acme,Ana,2026-03-02,,,,,99999999999999999999,,,", "Duration", "99999999999999999999", "31 days"),
        ("Acme,Ana,,,,2026-03-02 09:00,2026-05-02 09:00,,,,", "End", "2026-05-02 09:00", "31 days"),
        ("Acme,Ana,2026-03-02,,,,,1,perhaps,,", "Billable", "perhaps", "neither yes nor no"),
        ("Acme,Ana,2026-03-02,,,,,1,,nightly,", "Tier", "nightly", "none of operational"),
        ("Acme,Ana,2026-03-02", "", "", "3 cells"),
    ],
)
def test_bad_rows(line: str, column: str, value: str, said: str) -> None:
    found = parsed("Acme,Ana,2026-03-02,,,,,1,,,good", line)
    assert found.good["note"].tolist() == ["good"]
    bad = found.bad[0]
    assert (bad.row, bad.column, bad.value) == (3, column, value)
    assert said in bad.reason.text("en")


def test_one_row_may_have_several_problems() -> None:
    found = parsed(",,2026-03-02,,,,,x,,,")
    assert [bad.column for bad in found.bad] == ["Account", "Rep", "Duration"]


def test_the_whole_column_decides_what_comes_first() -> None:
    found = parsed("Acme,Ana,05/03/2026,,,,,1,,,", "Acme,Ana,13/03/2026,,,,,1,,,")
    assert [date.fromordinal(day).isoformat() for day in found.good["day"]] == ["2026-03-05", "2026-03-13"]


def test_an_open_order_is_asked_about() -> None:
    line = "Acme,Ana,05/03/2026,,,,,1,,,"
    assert isinstance(parse_entries(table(line), MAPPING, "UTC", None), Message)
    assert date.fromordinal(parsed(line, day_first=False).good["day"][0]) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"rep": "Rep", "start": "Start", "end": "End"}, "account"),
        ({"account": "Account", "start": "Start", "end": "End"}, "rep"),
        ({"account": "Account", "rep": "Rep", "start": "Start"}, "start and end"),
        ({"account": "Account", "rep": "Rep", "duration": "Duration"}, "start and end"),
        ({"account": "Client", "rep": "Rep"}, "no column “Client”"),
    ],
)
def test_a_mapping_that_is_not_enough(mapping: dict[str, str], said: str) -> None:
    found = parse_entries(table("Acme,Ana,,,,,,,,,"), mapping, "UTC", None)
    assert isinstance(found, Message)
    assert said in found.text("en")


def test_a_table_without_rows() -> None:
    found = parsed()
    assert (len(found.good), found.bad, fingerprints(found.good)) == (0, [], [])


def test_bad_rows_can_be_downloaded() -> None:
    found = table('=1+1,Ana,2026-03-02,,,,,soon,,,"a, b"', "Acme,Ana,2026-03-02,,,,,1,,,fine", "-x")
    entries = parse_entries(found, MAPPING, "UTC", None)
    assert isinstance(entries, Parsed)
    data = bad_rows_csv(found, entries.bad, "en")
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, second = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == ["row", "column", "reason", *HEADER.split(",")]
    assert (first[:2], first[3], first[-1]) == (["2", "Duration"], "'=1+1", "a, b")
    assert (second[0], second[3:]) == ("4", ["'-x"])


def test_fingerprints_know_a_file_again() -> None:
    lines = ["Acme,Ana,2026-03-02,,,,,1,,,same", "Acme,Ana,2026-03-02,,,,,1,,,same", "Acme,Ana,2026-03-02,,,,,2,,,same"]
    first, again = fingerprints(parsed(*lines).good), fingerprints(parsed(*lines).good)
    assert first == again
    assert len(set(first)) == 3
    assert {len(digest) for digest in first} == {16}
    assert fingerprints(parsed(lines[2], *lines[:2]).good) == [first[2], *first[:2]]


def test_a_source_id_tells_equal_work_apart_and_never_hides_other_work() -> None:
    header = "Account,Rep,Date,Duration,Note,Id"
    mapping = guess_mapping(header.split(",")).mapping
    one = parse_entries(table("Acme,Ana,2026-03-02,1,before,77", header=header), mapping, "UTC", None)
    again = parse_entries(table("Acme,Ana,2026-03-02,1,before,77", header=header), mapping, "UTC", None)
    other_id = parse_entries(table("Acme,Ana,2026-03-02,1,before,78", header=header), mapping, "UTC", None)
    other_work = parse_entries(table("Acme,Ana,2026-04-02,2,after,77", header=header), mapping, "UTC", None)
    digests = []
    for parsed in (one, again, other_id, other_work):
        assert isinstance(parsed, Parsed)
        digests.append(fingerprints(parsed.good)[0])
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


@pytest.mark.skipif(not REAL.exists(), reason="the file of real entries is not beside the project")
def test_the_real_file() -> None:
    found = read_table(REAL.read_bytes(), REAL.name)
    assert isinstance(found, Table)
    entries = parse_entries(found, guess_mapping(found.header).mapping, "Europe/Paris", None)
    assert isinstance(entries, Parsed)
    assert (len(entries.good), entries.bad) == (21_390, [])
    assert int(entries.good["seconds"].min()) == 30
    assert len(set(fingerprints(entries.good))) == 21_390
    first = entries.good.iloc[0]
    assert (first["row"], first["account"], first["start"], first["seconds"]) == (
        2,
        "Org line A2 / FR",
        1_270_047_582,
        74,
    )
