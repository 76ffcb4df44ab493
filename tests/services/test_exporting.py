import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import openpyxl
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import Export, TimeEntry, User
from rxbilling.models.database import reading, writing
from rxbilling.services.access import Actor, Refused
from rxbilling.services.exporting import export_csv, export_excel, export_json, export_parquet
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pricing import price
from rxbilling.services.quickbooks import HAS_PROBLEMS, company, export_iif, set_company
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add, add_work

Log = Callable[..., int]
EVERYTHING = WorkFilter()
ACME = WorkFilter(accounts=(1,))


@pytest.fixture
def worked(office: Engine) -> Engine:
    add_work(
        office,
        Work(account=1, rep=1, day="2026-03-03", amount=12_345, note="=1+1"),
        Work(account=2, rep=2, day="2026-03-02", amount=5000, currency="USD"),
        Work(account=1, rep=2, day="2026-03-01", amount=0, problem=1),
        Work(account=3, rep=1, day="2026-03-04", amount=0, billable=False, clock=False),
    )
    return office


def made() -> list[Export]:
    with reading() as db:
        return list(db.exec(select(Export).order_by(col(Export.id))))


def csv_rows(file: BinaryIO) -> list[dict[str, str]]:
    with file:
        return list(csv.DictReader(io.StringIO(file.read().decode(), newline="")))


def csv_ids(actor: Actor, chosen: WorkFilter = EVERYTHING) -> list[int]:
    return [int(row["id"]) for row in csv_rows(export_csv(actor, chosen))]


def excel_rows(file: BinaryIO) -> list[dict[str, object]]:
    with file:
        book = openpyxl.load_workbook(file)
    header, *rows = book["Time entries"].iter_rows(values_only=True)
    named = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    return [row for row in named if row["Entry"] is not None]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (EVERYTHING, [3, 2, 1, 4]),
        (ACME, [3, 1]),
        (WorkFilter(statuses=("unbilled",), reps=(1,)), [1]),
        (WorkFilter(accounts=(99,)), []),
    ],
)
def test_both_files_hold_the_rows_of_the_filter(chosen: WorkFilter, expected: list[int]) -> None:
    assert [row["Entry"] for row in excel_rows(export_excel(ADMIN, chosen))] == expected
    assert csv_ids(ADMIN, chosen) == expected
    assert [(export.format, export.filter, export.row_count) for export in made()] == [
        ("xlsx", chosen.to_query(), len(expected)),
        ("csv", chosen.to_query(), len(expected)),
    ]


@pytest.mark.usefixtures("worked")
def test_excel_has_numbers_and_a_column_for_each_currency() -> None:
    rows = {row["Entry"]: row for row in excel_rows(export_excel(ADMIN, EVERYTHING))}
    assert [(rows[n]["Amount (EUR)"], rows[n]["Amount (USD)"]) for n in (1, 2, 3, 4)] == [
        (123.45, None), (None, 50), (None, None), (0, None),
    ]  # fmt: skip
    assert (str(rows[1]["Day"]), str(rows[1]["Start"])) == ("2026-03-03 00:00:00", "2026-03-03 10:00:00")
    assert (rows[1]["Account"], rows[1]["Note"], rows[3]["Status"]) == ("Acme", "=1+1", "No price")
    assert rows[4]["Start"] is None


@pytest.mark.usefixtures("worked")
def test_csv_has_decimal_texts_and_no_price_where_there_is_none() -> None:
    rows = {int(row["id"]): row for row in csv_rows(export_csv(ADMIN, EVERYTHING))}
    assert [(row["amount"], row["currency"], row["status"]) for _, row in sorted(rows.items())] == [
        ("123.45", "EUR", "unbilled"), ("50.00", "USD", "unbilled"), ("", "EUR", "no_price"),
        ("0.00", "EUR", "not_billable"),
    ]  # fmt: skip
    assert (rows[4]["day"], rows[4]["start"], rows[4]["billable"]) == ("2026-03-04", "", "false")


@pytest.mark.usefixtures("worked")
def test_json_has_the_same_rows_with_texts_as_they_were_typed() -> None:
    with export_json(ADMIN, EVERYTHING) as file:
        rows = {row["id"]: row for row in json.load(file)}
    assert [(row["amount"], row["currency"], row["status"]) for _, row in sorted(rows.items())] == [
        ("123.45", "EUR", "unbilled"), ("50.00", "USD", "unbilled"), (None, "EUR", "no_price"),
        ("0.00", "EUR", "not_billable"),
    ]  # fmt: skip
    assert (rows[4]["day"], rows[4]["start"], rows[4]["billable"]) == ("2026-03-04", None, False)
    assert (rows[1]["note"], rows[1]["start"], rows[1]["worked_s"]) == ("=1+1", "2026-03-03T10:00:00", 3600)


@pytest.mark.usefixtures("worked")
def test_parquet_has_the_same_rows_with_exact_types() -> None:
    with export_parquet(ADMIN, EVERYTHING) as file:
        table = pq.read_table(file)
    rows = {row["id"]: row for row in table.to_pylist()}
    assert [(row["amount"], row["currency"], row["status"]) for _, row in sorted(rows.items())] == [
        (Decimal("123.45"), "EUR", "unbilled"), (Decimal(50), "USD", "unbilled"), (None, "EUR", "no_price"),
        (Decimal(0), "EUR", "not_billable"),
    ]  # fmt: skip
    assert (rows[4]["day"], rows[4]["start"], rows[4]["billable"]) == (date(2026, 3, 4), None, False)
    assert (rows[1]["note"], rows[1]["start"], rows[1]["worked_s"]) == ("=1+1", datetime(2026, 3, 3, 10), 3600)  # noqa: DTZ001 - local times
    assert {name: str(table.schema.field(name).type) for name in ("day", "end", "worked_s", "amount", "note")} == {
        "day": "date32[day]", "end": "timestamp[ms]", "worked_s": "int64", "amount": "decimal128(19, 4)",
        "note": "string",
    }  # fmt: skip


@pytest.mark.usefixtures("office")
def test_parquet_of_nothing_has_its_columns() -> None:
    with export_parquet(ADMIN, EVERYTHING) as file:
        assert pq.read_table(file).shape == (0, 25)


@pytest.mark.parametrize("write", [export_csv, export_json, export_excel, export_parquet])
def test_the_same_rows_are_the_same_file(worked: Engine, write: Callable[..., BinaryIO]) -> None:
    write(ADMIN, EVERYTHING).close()
    write(ADMIN, EVERYTHING).close()
    with writing(worked) as db:
        db.get_one(TimeEntry, 1).note = "changed"
    write(ADMIN, EVERYTHING).close()
    first, again, changed = (export.sha256 for export in made())
    assert first == again != changed


@pytest.mark.usefixtures("worked")
def test_what_a_file_comes_to_is_remembered_by_currency() -> None:
    export_csv(ADMIN, EVERYTHING).close()
    export_parquet(REP_2, WorkFilter(accounts=(99,))).close()
    assert [export.totals for export in made()] == [{"EUR": 12_345, "USD": 5000}, {}]


def test_json_keeps_every_sign_of_a_note(office: Engine, log: Log) -> None:
    notes = ["one\u2028two\u0085three\x0bfour", 'a "quoted" \\ line\nbreak', "=cmd|' /C calc'!A0", "é😀"]
    numbers = {log(note=note): note for note in notes}
    with writing(office) as db:
        price(db)
    with export_json(ADMIN, EVERYTHING) as file:
        assert {row["id"]: row["note"] for row in json.load(file)} == numbers


@pytest.mark.usefixtures("office")
def test_json_of_nothing_is_an_empty_array() -> None:
    with export_json(ADMIN, EVERYTHING) as file:
        assert json.load(file) == []


def test_times_are_those_of_each_customer(office: Engine, log: Log) -> None:
    log("2026-03-02T02:00", "2026-03-02T03:00")
    log("2026-03-02T02:00", "2026-03-02T03:00", account_id=2)
    with writing(office) as db:
        price(db)
    rows = csv_rows(export_csv(ADMIN, EVERYTHING))
    assert [(row["day"], row["start"], row["zone"]) for row in rows] == [
        ("2026-03-02", "2026-03-02T03:00:00", "Europe/Paris"),
        ("2026-03-01", "2026-03-01T21:00:00", "America/New_York"),
    ]


def test_a_file_is_remembered_with_its_hash(worked: Engine) -> None:
    add(worked, User(id=7, email="a@b.c", name="Ada", role="admin", password_hash="", created_at=0))
    ada = Actor(user_id=7, name="Ada", role="admin")
    digests = []
    for write in (export_excel, export_csv):
        with write(ada, ACME) as file:
            digests.append(hashlib.sha256(file.read()).hexdigest())
    assert [(export.user_id, export.sha256) for export in made()] == [(7, digest) for digest in digests]


@pytest.mark.usefixtures("worked")
def test_a_rep_takes_its_own_rows_only() -> None:
    assert (csv_ids(REP_1), csv_ids(REP_2), csv_ids(NOT_A_REP)) == ([1, 4], [3, 2], [])
    assert csv_ids(REP_1, WorkFilter(reps=(2,))) == []
    rows = excel_rows(export_excel(REP_1, EVERYTHING))
    assert {row["Rep"] for row in rows} == {"Ana"}
    assert csv_ids(MANAGER) == csv_ids(FINANCE) == [3, 2, 1, 4]


@pytest.mark.usefixtures("worked")
def test_nobody_takes_nothing() -> None:
    for write in (export_excel, export_csv, export_iif):
        with pytest.raises(Refused, match="sign in"):
            write(None, EVERYTHING)
    assert made() == []


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("actor", [REP_1, MANAGER])
def test_accounting_is_not_for_reps_and_managers(actor: Actor) -> None:
    set_company(FINANCE, "Test", "1234567890")
    with pytest.raises(Refused, match="Your role"):
        export_iif(actor, EVERYTHING)
    with pytest.raises(Refused, match="Your role"):
        set_company(actor, "Mine", "1")
    assert made() == []
    assert company(FINANCE).company_name == "Test"


@pytest.mark.usefixtures("worked")
def test_finance_takes_time_activities() -> None:
    set_company(FINANCE, " Test ", "1234567890")
    with export_iif(FINANCE, ACME) as file:
        data = file.read()
    lines = data.decode("cp1252").split("\r\n")
    assert lines[1].split("\t")[3] == "Test"
    assert [line.split("\t")[1:4] for line in lines if line.startswith("TIMEACT")] == [
        ["03/01/26", "Acme", "Aaron"], ["03/03/26", "Acme", "Ana"],
    ]  # fmt: skip
    (export,) = made()
    assert (export.format, export.row_count, export.filter) == ("iif", 2, "account=1")
    assert export.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.usefixtures("worked")
def test_a_file_that_quickbooks_would_refuse_is_not_made() -> None:
    with pytest.raises(Refused) as refused:
        export_iif(FINANCE, EVERYTHING)
    assert refused.value.message == HAS_PROBLEMS
    assert made() == []
