"""Files for QuickBooks Online, read back by the rules of their formats alone."""

import csv
import io
import json
import zipfile
from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from rxbilling.exchange.bill_paper import BillPaper, PaperTax
from rxbilling.exchange.qbo_invoices import write_online_invoices
from rxbilling.exchange.qbo_time import write_online_time
from rxbilling.exchange.quickbooks import Online, Ref
from tests.exchange.bill_papers import PAPER, WORK
from tests.exchange.entry_rows import entry_rows
from tests.exchange.test_iif_invoices import BOOKS, CREDIT, HOSTILE, papers

Edition = Literal["us", "world"]
HEADERS = {
    "us": "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,Item(Product/Service),ItemDescription,"
    "ItemQuantity,ItemRate,*ItemAmount,Service Date",
    "world": "*InvoiceNo,*Customer,*InvoiceDate,*DueDate,Terms,Location,Memo,*Item(Product/Service),ItemDescription,"
    "ItemQuantity,ItemRate,*ItemAmount,Item Tax Amount,*Item Tax Code,Currency",
}
ONLINE = Online(
    customers={"Acme": Ref("1", "Acme Inc")},
    employees={"Ana Roe": Ref("55", "Ana")},
    vendors={"Bo": Ref("8", "Bo Ltd")},
    items={"Support": Ref("7", "Support")},
    classes={"Support": Ref("9", "East")},
)


def rows_of(data: bytes, edition: str) -> list[dict[str, str]]:
    """Read one file as strictly as the import does."""
    assert not data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    assert ",".join(header) == HEADERS[edition]
    assert len(rows) <= 1000
    named = [dict(zip(header, row, strict=True)) for row in rows]
    seen: set[str] = set()
    for place, row in enumerate(named):
        number = row["*InvoiceNo"]
        assert 0 < len(number) <= 21
        assert len(row["ItemDescription"]) <= 4001
        assert "\n" not in "".join(row.values())
        if place == 0 or named[place - 1]["*InvoiceNo"] != number:
            assert number not in seen
            assert row["*Customer"]
            assert row["*InvoiceDate"]
            assert row["*DueDate"]
            seen.add(number)
        amount, exact = Decimal(row["*ItemAmount"]), Decimal(row["ItemQuantity"]) * Decimal(row["ItemRate"])
        assert amount >= 0
        assert exact.quantize(Decimal("0.01"), ROUND_HALF_UP) == amount
    assert len(seen) <= 100
    return named


def written(*bills: BillPaper, edition: Edition = "world") -> list[dict[str, str]]:
    file = write_online_invoices([("Acme", bill) for bill in bills], replace(BOOKS, no_tax="Out of scope"), edition)
    assert file.data is not None
    assert file.ending == "csv"
    return rows_of(file.data, edition)


def test_every_field_comes_back() -> None:
    base, work, included, travel = written(PAPER)
    assert base | {"ItemDescription": ""} == {
        "*InvoiceNo": "2026-0042", "*Customer": "Acme Inc:Paris", "*InvoiceDate": "02/11/2026",
        "*DueDate": "02/12/2026", "Terms": "", "Location": "", "Memo": "Thank you", "*Item(Product/Service)": "Base",
        "ItemDescription": "", "ItemQuantity": "1", "ItemRate": "450.00", "*ItemAmount": "450.00",
        "Item Tax Amount": "90.00", "*Item Tax Code": "VAT 20", "Currency": "EUR",
    }  # fmt: skip
    assert (work["*Customer"], work["*Item(Product/Service)"]) == ("", "Support:Visit")
    assert [line["Item Tax Amount"] for line in (work, included, travel)] == ["32.40", "0.00", "4.50"]
    (row,) = written(replace(PAPER, lines=(replace(WORK, discount=0),)), edition="us")
    assert (row["*InvoiceDate"], row["Service Date"], row["ItemQuantity"], row["ItemRate"]) == (
        "11/02/2026", "10/03/2026", "1.5", "120.00",
    )  # fmt: skip
    (row,) = written(replace(PAPER, lines=(WORK,), taxes=()))
    assert (row["Item Tax Amount"], row["*Item Tax Code"]) == ("0.00", "Out of scope")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers())
def test_whatever_is_on_a_bill_its_sums_come_back(bill: BillPaper) -> None:
    rows = written(bill)
    assert sum(Decimal(row["*ItemAmount"]) * 100 for row in rows) == bill.net
    assert sum(Decimal(row["Item Tax Amount"]) * 100 for row in rows) == bill.tax
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize(
    ("bill", "edition"),
    [
        (CREDIT, "world"),
        (replace(PAPER, id=2, lines=(replace(WORK, amount=-1, discount=0, price=None),)), "us"),
        (replace(PAPER, id=2, lines=(WORK,) * 1001), "us"),
        (replace(PAPER, id=2, currency="USD"), "us"),
        (replace(PAPER, id=2, taxes=(*PAPER.taxes, PaperTax("GST", 500, 1, 0))), "world"),
        (replace(PAPER, id=2, number="x" * 22), "world"),
    ],
    ids=["credit note", "negative", "long", "currency", "taxes", "number"],
)
def test_what_cannot_go_this_way_is_left_out_and_listed(bill: BillPaper, edition: Edition) -> None:
    file = write_online_invoices([("Acme", PAPER), ("Acme", bill)], BOOKS, edition)
    assert file.sent == (1,)
    assert [problem.value for problem in file.problems if problem.column == "BILL"] == [bill.number]
    assert {problem.mended for problem in file.problems} == {""}


def test_names_that_are_missing_forbid_the_file() -> None:
    file = write_online_invoices([("Acme", PAPER)], replace(BOOKS, charges={}, customers={"Acme": "x" * 501}), "world")
    assert file.data is None
    assert {(problem.column, problem.value) for problem in file.problems} == {
        ("JOB", "Acme"), ("CHARGE", "base"), ("CHARGE", "expense"),
    }  # fmt: skip
    untaxed = write_online_invoices([("Acme", replace(PAPER, taxes=()))], BOOKS, "world")
    assert [problem.column for problem in untaxed.problems] == ["NOTAX"]
    unlisted = write_online_invoices([("Acme", PAPER)], replace(BOOKS, listed={"JOB": frozenset({"Bolt"})}), "world")
    assert [problem.column for problem in unlisted.problems] == ["JOB"]


@pytest.mark.parametrize(("bills", "lines", "files"), [(101, 1, [100, 1]), (3, 400, [800, 400]), (100, 10, [1000])])
def test_many_bills_are_several_files(bills: int, lines: int, files: list[int]) -> None:
    many = [("Acme", replace(PAPER, id=n, number=str(n), lines=(WORK,) * lines, taxes=())) for n in range(1, bills + 1)]
    file = write_online_invoices(many, BOOKS, "us")
    assert file.data is not None
    if file.ending == "csv":
        assert [len(rows_of(file.data, "us"))] == files
        return
    with zipfile.ZipFile(io.BytesIO(file.data)) as packed:
        found = [rows_of(packed.read(name), "us") for name in packed.namelist()]
    assert [len(rows) for rows in found] == files
    assert len({row["*InvoiceNo"] for rows in found for row in rows}) == bills


def activities(rows: pd.DataFrame, online: Online = ONLINE) -> list[dict[str, Any]]:
    data = write_online_time(rows, online).data
    assert data is not None
    batches = json.loads(data)
    assert all(set(batch) == {"BatchItemRequest"} and 0 < len(batch["BatchItemRequest"]) <= 30 for batch in batches)
    items = [item for batch in batches for item in batch["BatchItemRequest"]]
    assert [item["bId"] for item in items] == [str(place) for place in range(1, len(items) + 1)]
    assert {item["operation"] for item in items} <= {"create"}
    return [item["TimeActivity"] for item in items]


def test_time_has_the_ids_of_quickbooks() -> None:
    ana, bo = activities(entry_rows({"note": 'a\n"b"; 株'}, {"rep": "Bo", "status": "not_billable", "service": ""}))
    assert ana == {
        "TxnDate": "2026-03-02", "NameOf": "Employee", "EmployeeRef": {"value": "55", "name": "Ana"},
        "CustomerRef": {"value": "1", "name": "Acme Inc"}, "ItemRef": {"value": "7", "name": "Support"},
        "ClassRef": {"value": "9", "name": "East"}, "BillableStatus": "Billable", "Hours": 1, "Minutes": 30,
        "Description": 'T-1: a "b"; 株',
    }  # fmt: skip
    assert (bo["NameOf"], bo["VendorRef"]["value"], bo["BillableStatus"]) == ("Vendor", "8", "NotBillable")
    assert "ItemRef" not in bo


def test_time_adds_up_and_comes_in_batches() -> None:
    found = activities(entry_rows(*[{"billable_s": 100}] * 9, {"billable_s": 90_000, "status": "billed"}))
    sums = defaultdict[str, int](int)
    for one in found:
        assert one["Hours"] * 60 + one["Minutes"] <= 23 * 60 + 59
        sums[one["BillableStatus"]] += one["Hours"] * 60 + one["Minutes"]
    assert sums == {"Billable": 15, "HasBeenBilled": 1500}
    assert len(activities(entry_rows(*[{}] * 61))) == 61


def test_time_without_an_id_is_not_written() -> None:
    file = write_online_time(entry_rows({"account": "Bolt"}, {"service": ""}, {"rep": "Cy"}), ONLINE)
    assert file.data is None
    assert [(problem.column, problem.value) for problem in file.problems] == [
        ("JOB", "Bolt"), ("EMP", "Cy"), ("ITEM", ""),
    ]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_names_are_a_file_is_right_or_there_is_none(account: str, customer: str, item: str) -> None:
    books = replace(BOOKS, customers={account: customer}, items={"On-site": item})
    file = write_online_invoices([(account, PAPER)], books, "world")
    if file.data is None:
        assert any(problem.mended is None for problem in file.problems)
    else:
        rows = rows_of(file.data, "world")
        assert sum(Decimal(row["*ItemAmount"]) * 100 for row in rows) == PAPER.net
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
