"""Names in QuickBooks, its lists, and what was sent to it."""

from typing import BinaryIO

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, Contract, SupportPlan
from rxbilling.models.database import reading
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.exports_made import some as files_made
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pages import Window
from rxbilling.services.quickbooks import check, company, export_iif, sent_before, set_company
from rxbilling.services.quickbooks_lists import sizes, take
from rxbilling.services.quickbooks_names import change, offers, table
from tests.services.rows import FINANCE, Work, add, add_work

EVERYTHING = WorkFilter()
LISTS = b"!CUST\tNAME\r\nCUST\tACME\r\nCUST\tBolt Inc\r\n!EMP\tNAME\r\nEMP\tAna\r\nEMP\tAaron\r\n"


@pytest.fixture
def worked(office: Engine) -> Engine:
    set_company(FINANCE, "Test", "1")
    add_work(office, Work(account=1, rep=1), Work(account=2, rep=2, service=None))
    return office


def records(file: BinaryIO) -> list[list[str]]:
    with file:
        lines = file.read().decode("cp1252").split("\r\n")
    return [line.split("\t")[1:] for line in lines if line.startswith("TIMEACT")]


@pytest.mark.usefixtures("worked")
def test_names_are_kept_and_written() -> None:
    change(FINANCE, "customer", {"1": ("", "Acme Inc:Portal")})
    change(FINANCE, "employee", {"1": ("", " Roe,  Ana ")})
    change(FINANCE, "payroll", {"1": ("", "Hourly")})
    change(FINANCE, "item", {"1": ("", "Support:Remote"), "0": ("", "Other")})
    change(FINANCE, "class", {"1": ("", "East")})
    assert [(*row[1:7], row[8]) for row in records(export_iif(FINANCE, EVERYTHING))] == [
        ("Acme Inc:Portal", "Roe, Ana", "Support:Remote", "Hourly", "1:00", "East", "Y"),
        ("Bolt", "Aaron", "Other", "", "1:00", "", "N"),
    ]
    made = company(FINANCE)
    assert (made.customers, made.items) == ({"Acme": "Acme Inc:Portal"}, {"Remote": "Support:Remote", "": "Other"})
    assert (made.payroll_items, made.classes) == ({"Ana": "Hourly"}, {"Remote": "East"})


@pytest.mark.usefixtures("worked")
def test_each_change_is_seen_and_written_down() -> None:
    change(FINANCE, "customer", {"1": ("", "One")})
    with pytest.raises(Changed):
        change(FINANCE, "customer", {"1": ("", "Two")})
    change(FINANCE, "customer", {"1": ("One", "")})
    change(FINANCE, "customer", {"1": ("", "")})
    assert {named.theirs for named in table(FINANCE, "customer")} == {""}
    with reading() as db:
        found = db.exec(select(AuditEvent).where(AuditEvent.subject == "quickbooks name").order_by(col(AuditEvent.id)))
        assert [(event.subject_id, event.before, event.after) for event in found] == [
            (1, None, {"customer": "One"}), (1, {"customer": "One"}, None),
        ]  # fmt: skip


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("kind", "names", "error"),
    [
        ("customer", {"99": ("", "x")}, NotThere),
        ("nothing", {}, NotThere),
        ("company", {"password": ("", "x")}, NotThere),
        ("customer", {"1": ("", "x" * 501)}, Invalid),
        ("company", {"tax_agency": ("", "x" * 42)}, Invalid),
        ("company", {"income": ("", f"Sales:{'x' * 32}")}, Invalid),
    ],
)
def test_what_cannot_be_named(kind: str, names: dict[str, tuple[str, str]], error: type[Exception]) -> None:
    with pytest.raises(error):
        change(FINANCE, kind, names)


@pytest.mark.usefixtures("worked")
def test_lists_are_imported_and_names_are_guessed() -> None:
    assert take(FINANCE, LISTS, "lists.iif") == {"customer": 2, "employee": 2}
    assert take(FINANCE, b"!CLASS\tNAME\r\nCLASS\tEast\r\n", "c.iif") == {"class": 1}
    assert {kind: size for kind, size in sizes(FINANCE).items() if size} == {"customer": 2, "employee": 2, "class": 1}
    assert offers(FINANCE, "customer") == ["ACME", "Bolt Inc"]
    assert [(row.ours, row.guess, row.is_listed) for row in table(FINANCE, "customer")] == [
        ("abba", "", False), ("Acme", "", True), ("Bolt", "", False),
    ]  # fmt: skip
    take(FINANCE, b'!EMP\tNAME\r\nEMP\t"N\xe4, Ana"\r\nEMP\tA\xe1ron\r\n', "e.iif")
    assert [(row.ours, row.guess) for row in table(FINANCE, "employee")] == [("Aaron", "Aáron"), ("Ana", "")]
    with pytest.raises(Invalid):
        take(FINANCE, b"nothing", "x.csv")


@pytest.mark.usefixtures("worked")
def test_a_name_that_is_on_no_list_is_refused() -> None:
    change(FINANCE, "item", {"0": ("", "Other")})
    take(FINANCE, LISTS, "lists.iif")
    assert [(problem.column, problem.value) for problem in check(FINANCE, EVERYTHING).problems] == [("JOB", "Bolt")]
    change(FINANCE, "customer", {"2": ("", "Bolt Inc")})
    assert check(FINANCE, EVERYTHING).problems == ()


def test_ids_come_from_lists(worked: Engine) -> None:
    take(FINANCE, b'{"Customer": [{"Id": "44", "DisplayName": "Acme Inc"}]}', "x.json")
    change(FINANCE, "customer", {"1": ("", "Acme Inc")})
    with worked.connect() as connection:
        assert connection.exec_driver_sql("SELECT name, their_id FROM quickbooks_name").all() == [("Acme Inc", "44")]


def test_taxes_and_words_can_be_named(office: Engine) -> None:
    add(office, SupportPlan(id=1, name="Gold", currency="EUR", type="hour", mode="postpaid"))
    taxes = [{"name": "VAT", "bp": 2000}]
    add(office, Contract(number="C", name="C", account_id=1, plan_id=1, first_day=739_000, state="active", taxes=taxes))
    assert [(row.key, row.ours) for row in table(FINANCE, "tax")] == [("VAT", "VAT")]
    # Our names of taxes are never written: one that is on the list there is an offer, no more.
    take(FINANCE, b"!INVITEM\tNAME\tINVITEMTYPE\r\nINVITEM\tVAT\tCOMPTAX\r\n", "lists.iif")
    assert [(row.guess, row.is_listed) for row in table(FINANCE, "tax")] == [("VAT", None)]
    assert {row.key for row in table(FINANCE, "charge")} == {"base", "extra", "expense", "discount"}
    change(FINANCE, "company", {"income": ("", "Sales")})
    assert {row.key: row.theirs for row in table(FINANCE, "company") if row.theirs} == {"income": "Sales"}


@pytest.mark.usefixtures("worked")
def test_what_was_sent_is_sent_again_on_purpose_only() -> None:
    acme = WorkFilter(accounts=(1,))
    change(FINANCE, "item", {"0": ("", "Other")})
    assert len(records(export_iif(FINANCE, acme))) == 1
    assert (sent_before(FINANCE, EVERYTHING), sent_before(FINANCE, acme)) == (1, 1)
    assert check(FINANCE, acme).activities == 0
    with pytest.raises(NotNow):
        export_iif(FINANCE, acme)
    assert [row[1] for row in records(export_iif(FINANCE, EVERYTHING))] == ["Bolt"]
    assert len(records(export_iif(FINANCE, EVERYTHING, "all"))) == 2
    first = min(file.id or 0 for file in files_made(FINANCE, Window()).items)
    assert [row[1] for row in records(export_iif(FINANCE, EVERYTHING, str(first)))] == ["Acme"]
    with pytest.raises(NotNow):
        export_iif(FINANCE, EVERYTHING, "99")


@pytest.mark.parametrize(
    ("name", "number", "field"),
    [("Test", "abc", "create_time"), ("Test; Ltd", "1", "company"), ("日本", "", "company")],
)
@pytest.mark.usefixtures("worked")
def test_what_cannot_be_a_company(name: str, number: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_company(FINANCE, name, number)
    assert refused.value.field == field
    made = company(FINANCE)
    assert (made.company_name, made.company_create_time) == ("Test", "1")
    set_company(FINANCE, "", "")


@pytest.mark.usefixtures("worked")
def test_names_that_are_too_long_for_desktop_are_pointed_out() -> None:
    change(FINANCE, "company", {"tax_agency": ("", "x" * 41), "no_tax": ("", "x" * 60)})
    change(FINANCE, "item", {"1": ("", "x" * 32), "0": ("", f"{'x' * 31}:{'y' * 31}")})
    assert [row.key for row in table(FINANCE, "item") if row.is_long] == ["1"]
    problem = check(FINANCE, EVERYTHING).problems[0]
    assert (problem.column, problem.reason.values) == ("ITEM", {"limit": 31})
