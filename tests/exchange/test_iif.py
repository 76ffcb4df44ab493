"""Time activities as QuickBooks would read them, through a reader that knows nothing of the writer."""

from collections import defaultdict
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxbilling.exchange.iif import write_time_activities
from rxbilling.exchange.quickbooks import IifFile, LeftOut, QuickBooks
from tests.exchange.entry_rows import entry_rows
from tests.exchange.iif_reader import Activity, IifError, TimerFile, read_iif

COMPANY = QuickBooks("Acme Support GmbH", "879551234")


def read(rows: pd.DataFrame, company: QuickBooks = COMPANY) -> TimerFile:
    data = write_time_activities(rows, company).data
    assert data is not None
    return read_iif(data)


def refused(file: IifFile) -> list[tuple[str, str]]:
    assert file.data is None
    return [(problem.column, problem.value) for problem in file.problems if problem.mended is None]


def test_every_field_comes_back() -> None:
    company = QuickBooks("Acme Support GmbH", "879551234", payroll_item="Hourly", class_name="East")
    found = read(entry_rows({"note": "Called back"}), company)
    assert (found.version, found.release, found.company, found.created) == ("8", "0", "Acme Support GmbH", "879551234")
    assert found.activities == [
        Activity(
            date(2026, 3, 2), "Acme", "Ana Roe", "Support", "Hourly", 90, "East", "T-1: Called back", True, status=1
        )
    ]


def test_the_bytes_of_a_file() -> None:
    file = write_time_activities(entry_rows({"account": "Café", "note": "10 €"}), COMPANY)
    assert file.data == (
        b"!TIMERHDR\tVER\tREL\tCOMPANYNAME\tIMPORTEDBEFORE\tFROMTIMER\tCOMPANYCREATETIME\r\n"
        b"TIMERHDR\t8\t0\tAcme Support GmbH\tN\tY\t879551234\r\n"
        b"!TIMEACT\tDATE\tJOB\tEMP\tITEM\tPITEM\tDURATION\tPROJ\tNOTE\tXFERTOPAYROLL\tBILLINGSTATUS\r\n"
        b"TIMEACT\t03/02/26\tCaf\xe9\tAna Roe\tSupport\t\t1:30\t\tT-1: 10 \x80\tN\t1\r\n"
    )


@pytest.mark.parametrize(
    ("status", "code", "minutes"),
    [("not_billable", 0, 50), ("unbilled", 1, 60), ("no_price", 1, 60), ("billed", 2, 60)],
)
def test_billable_work_carries_billable_time(status: str, code: int, minutes: int) -> None:
    (activity,) = read(entry_rows({"status": status, "worked_s": 3000, "billable_s": 3600})).activities
    assert (activity.status, activity.minutes) == (code, minutes)


def test_names_are_those_of_quickbooks() -> None:
    company = QuickBooks(
        "Acme", "1", customers={"Acme": "Acme Inc:Portal"}, employees={"Ana Roe": "Roe, Ana"}, items={"": "Labour:Call"}
    )
    (activity,) = read(entry_rows({"service": ""}), company).activities
    assert (activity.job, activity.employee, activity.item) == ("Acme Inc:Portal", "Roe, Ana", "Labour:Call")


@pytest.mark.parametrize(
    ("ours", "written"),
    [
        ("A:B", "A - B"),
        ("A\uff1aB", "A - B"),
        ('The "Best"', "The 'Best'"),
        ("Acme; Ltd", "Acme, Ltd"),
        ("Acme\tLtd\r\n", "Acme Ltd"),
        ("Łódź", "Lódz"),
        ("  Acme  ", "Acme"),
    ],
    ids=["colon", "wide colon", "quotes", "semicolon", "tab and line", "Polish", "spaces"],
)
def test_harmless_changes_are_made_and_reported(ours: str, written: str) -> None:
    rows = entry_rows({"account": ours}, {"account": ours})
    file = write_time_activities(rows, COMPANY)
    assert {activity.job for activity in read(rows).activities} == {written}
    (problem,) = file.problems
    assert (problem.column, problem.value, problem.mended, problem.count) == ("JOB", ours, written, 2)


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"account": "x" * 42}, [("JOB", "x" * 42)]),
        ({"rep": "x" * 42}, [("EMP", "x" * 42)]),
        ({"service": "x" * 32}, [("ITEM", "x" * 32)]),
        ({"account": "株式会社"}, [("JOB", "株式会社")]),
        ({"account": ""}, [("JOB", "")]),
        ({"rep": ""}, [("EMP", "")]),
        ({"service": ""}, [("ITEM", "")]),
        ({"account": "ana roe"}, [("EMP", "ana roe")]),
    ],
    ids=["customer", "employee", "item", "letters", "no customer", "no employee", "no item", "two lists"],
)
def test_what_quickbooks_would_refuse_is_not_written(change: dict[str, object], problems: list[object]) -> None:
    assert refused(write_time_activities(entry_rows(change), COMPANY)) == problems


def test_work_that_is_not_billable_needs_no_item() -> None:
    assert read(entry_rows({"service": "", "status": "not_billable"})).activities[0].item == ""


def test_two_accounts_never_become_one_customer() -> None:
    rows = entry_rows({"account": "A;B"}, {"account": "a,b"})
    assert refused(write_time_activities(rows, COMPANY)) == [("JOB", "a,b")]
    stated = QuickBooks("Acme", "1", customers={"A;B": "AB", "a,b": "AB"})
    assert {activity.job for activity in read(rows, stated).activities} == {"AB"}


@pytest.mark.parametrize(
    ("company", "column"),
    [
        (QuickBooks("", "1"), "COMPANYNAME"),
        (QuickBooks('"Acme"', "1"), "COMPANYNAME"),
        (QuickBooks("Acme", ""), "COMPANYCREATETIME"),
        (QuickBooks("Acme", "1\t2"), "COMPANYCREATETIME"),
        (QuickBooks("Acme", "1", class_name="x" * 32), "PROJ"),
        (QuickBooks("Acme", "1", payroll_item="x" * 32), "PITEM"),
        (QuickBooks("Acme", "1", customers={"Acme": "Acme:"}), "JOB"),
    ],
)
def test_settings_are_checked(company: QuickBooks, column: str) -> None:
    assert [name for name, _ in refused(write_time_activities(entry_rows({}), company))] == [column]


def test_notes_are_one_line_of_a_thousand_characters() -> None:
    rows = entry_rows({"note": 'a\n"b"; c'}, {"note": "x" * 2000}, {"note": "", "ticket": ""})
    assert [activity.note for activity in read(rows).activities] == ["T-1: a 'b', c", "T-1: " + "x" * 995, ""]
    changed, cut = write_time_activities(rows, COMPANY).problems
    assert (changed.column, changed.count, changed.mended) == ("NOTE", 1, "T-1: a 'b', c")
    assert (cut.column, cut.count) == ("NOTE", 1)


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (86_340, [1439]),
        (86_400, [720, 720]),
        (172_800, [960, 960, 960]),
        (86_341, [1439]),
    ],
)
def test_long_entries_become_several_activities(seconds: int, minutes: list[int]) -> None:
    assert [activity.minutes for activity in read(entry_rows({"billable_s": seconds})).activities] == minutes


def test_minutes_do_not_drift() -> None:
    rows = entry_rows(*[{"billable_s": 100}] * 9)
    assert sum(activity.minutes for activity in read(rows).activities) == 15


def test_entries_without_a_minute_are_left_out_and_listed() -> None:
    rows = entry_rows({"billable_s": 3600}, {"billable_s": 20}, {"billable_s": 0, "rep": "Bo"})
    file = write_time_activities(rows, COMPANY)
    assert file.left_out == (LeftOut(2, 20), LeftOut(3, 0))
    assert file.activities == 1


def test_no_entries_make_an_empty_file() -> None:
    assert read(entry_rows()).activities == []


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\t\r\n\";:,'\\/\x00\x85\u2028\ufeff=+-@ \u00a0€éŁ\uff1a\uff1b\uff02"),
        st.characters(codec="cp1252"),
        st.characters(codec="utf-8"),
    ),
    max_size=50,
)
# Names that QuickBooks can mostly be made to take, so that files are written.
NAME = st.text(
    st.sampled_from("aB\t\r\n\";:,'/\x00\x85\u2028 \u00a0€éŁ\uff1a\uff1b\uff02"), min_size=1, max_size=34
).map("x{}".format)
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "account": NAME,
            "rep": NAME.map("rep {}".format),
            "service": NAME,
            "note": HOSTILE,
            "ticket": HOSTILE,
            "status": st.sampled_from(["unbilled", "billed", "not_billable", "no_price"]),
            "worked_s": st.integers(0, 400_000),
            "billable_s": st.integers(0, 400_000),
        }
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ENTRIES)
def test_a_file_is_right_or_there_is_none(entries: list[dict[str, object]]) -> None:
    file = write_time_activities(entry_rows(*entries), COMPANY)
    if file.data is None:
        assert any(problem.mended is None for problem in file.problems)
    else:
        assert len(read_iif(file.data).activities) == file.activities


KNOWN = st.fixed_dictionaries(
    {
        "account": st.sampled_from(["Acme", "Zeta"]),
        "rep": st.sampled_from(["Ana", "Bo"]),
        "day": st.dates(date(2026, 3, 1), date(2026, 3, 2)),
        "status": st.sampled_from(["unbilled", "not_billable"]),
        "note": HOSTILE,
        "worked_s": st.integers(0, 200_000),
        "billable_s": st.integers(0, 200),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(KNOWN, min_size=1, max_size=12))
def test_each_group_is_right_to_the_minute(entries: list[dict[str, object]]) -> None:
    wanted: dict[tuple[object, ...], int] = defaultdict(int)
    found: dict[tuple[object, ...], int] = defaultdict(int)
    for entry in entries:
        status = 0 if entry["status"] == "not_billable" else 1
        seconds = entry["billable_s"] if status else entry["worked_s"]
        assert isinstance(seconds, int)
        wanted[entry["day"], entry["account"], entry["rep"], status] += seconds
    for activity in read(entry_rows(*entries)).activities:
        found[activity.day, activity.job, activity.employee, activity.status] += activity.minutes
    assert {key: (seconds + 30) // 60 for key, seconds in wanted.items() if seconds >= 30} == dict(found)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"!TIMERHDR", b"\xef\xbb\xbf!TIMERHDR"),
        (b"\r\n", b"\n"),
        (b"03/02/26", b"2026-03-02"),
        (b"1:30", b"1.50"),
        (b"1:30", b"24:00"),
        (b"1:30", b"0:00"),
        (b"Acme\t", b'"Acme"\t'),
        (b"Call", b"Call\t"),
        (b"Call", b"Call; back"),
        (b"\tN\t1", b"\tN\t3"),
        (b"Acme\tAna", b"Ana Roe\tAna"),
    ],
)
def test_the_reader_refuses_broken_files(good: bytes, bad: bytes) -> None:
    data = write_time_activities(entry_rows({}), COMPANY).data
    assert data is not None
    assert good in data
    with pytest.raises(IifError):
        read_iif(data.replace(good, bad))


@pytest.mark.parametrize(
    ("reps", "accounts", "blocked"),
    [
        pytest.param(["Ana Ba", "ANA BA"], ["Acme", "Acme"], False, id="a rep spelt in two ways is one employee"),
        pytest.param(["Ana", "Bo"], ["Acme", "ACME"], True, id="customers are never merged"),
        pytest.param(["Ana \N{ALMOST EQUAL TO}", "Bo"], ["Acme", "Acme"], False, id="a lost sign is harmless"),
        pytest.param(["\N{CJK UNIFIED IDEOGRAPH-4E2D}", "Bo"], ["Acme", "Acme"], True, id="a lost letter is not"),
    ],
)
def test_names_that_become_others(reps: list[str], accounts: list[str], blocked: bool) -> None:
    rows = entry_rows(*({"rep": rep, "account": account} for rep, account in zip(reps, accounts, strict=True)))
    made = write_time_activities(rows, COMPANY)
    assert (made.data is None) is blocked
    assert made.problems
