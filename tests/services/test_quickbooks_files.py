"""Invoices and time for QuickBooks: out of stored bills and work, through readers that know nothing of the writers."""

import json
from datetime import date
from decimal import Decimal
from typing import BinaryIO

import pytest
from sqlalchemy import Engine

from rxbilling.models import Contract, Expense, Organisation, Service
from rxbilling.models.database import writing
from rxbilling.services import bill_credits, bill_issuing, bill_voids
from rxbilling.services.access import NotNow
from rxbilling.services.exports_made import named as files_made
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pages import Window
from rxbilling.services.quickbooks import HAS_PROBLEMS
from rxbilling.services.quickbooks_files import IS_VOID, Way, check, export, sent_before
from rxbilling.services.quickbooks_lists import take
from rxbilling.services.quickbooks_names import change, table
from tests.exchange.iif_bill_reader import Invoice, read_invoices
from tests.exchange.test_qbo import rows_of
from tests.services.bill_steps import ISSUED, add_contract, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import FINANCE, add

EVERYTHING = WorkFilter()
COMPANY = {
    "receivable": "Accounts Receivable", "income": "Sales", "tax_account": "Sales Tax Payable",
    "tax_agency": "Tax Office",
}  # fmt: skip
CHARGES = {"base": "Base", "expense": "Costs", "discount": "Rebate"}
IDS = {
    "Customer": [{"Id": "1", "DisplayName": "Acme"}],
    "Vendor": [{"Id": "2", "DisplayName": "Roe, Ana"}],
    "Item": [{"Id": "3", "Name": "Remote"}],
    "Class": [{"Id": "4", "Name": "East"}],
}


@pytest.fixture
def billed(office: Engine, log: Log) -> int:
    """Return an issued bill: base 200.00, a ticket, an expense, a discount and a tax."""
    add_contract(office, taxes=[{"name": "VAT", "bp": 2000}], discount_bp=500)
    log(ticket_id=1)
    day = date(2026, 3, 5).toordinal()
    add(office, Expense(rep_id=1, account_id=1, day=day, category="Hotel", currency="EUR", amount=9_001))
    priced(office)
    (number,) = issued()
    return number


@pytest.fixture
def named(billed: int) -> int:
    """The same, with names for everything on it."""
    for kind, names in (("company", COMPANY), ("charge", CHARGES), ("tax", {"VAT": "VAT 20"})):
        change(FINANCE, kind, {key: ("", name) for key, name in names.items()})
    change(FINANCE, "customer", {"1": ("", "Acme Inc:Paris")})
    return billed


def content(made: tuple[BinaryIO, str]) -> bytes:
    with made[0] as file:
        return file.read()


def invoices(chosen: WorkFilter = EVERYTHING, again: str = "") -> list[Invoice]:
    return read_invoices(content(export(FINANCE, "iif-invoices", chosen, again)))


def test_a_bill_becomes_an_invoice(named: int) -> None:
    (found,) = invoices()
    bill = paper(named)
    assert (found.number, found.customer, found.day, found.total * 100) == (
        bill.number, "Acme Inc:Paris", ISSUED, bill.total,
    )  # fmt: skip
    assert {line.item for line in found.lines} == {"Base", "Remote", "Costs", "Rebate", "VAT 20"}


@pytest.mark.parametrize("way", ["iif-invoices", "qbo-us", "qbo-world"])
@pytest.mark.usefixtures("billed")
def test_a_bill_without_names_is_refused(way: Way) -> None:
    with pytest.raises(NotNow) as refused:
        export(FINANCE, way, EVERYTHING)
    assert refused.value.message == HAS_PROBLEMS
    assert {"base", "expense"} <= {one.value for one in check(FINANCE, way, EVERYTHING).problems}


@pytest.mark.parametrize(("way", "edition"), [("qbo-us", "us"), ("qbo-world", "world")])
def test_a_bill_becomes_rows_for_online(named: int, way: Way, edition: str) -> None:
    rows = rows_of(content(export(FINANCE, way, EVERYTHING)), edition)
    bill = paper(named)
    assert sum(Decimal(row["*ItemAmount"]) * 100 for row in rows) == bill.net
    # What is listed is what the file comes to: that of the US has no tax.
    (file,) = files_made(FINANCE, Window()).items
    assert file.totals == {"EUR": bill.net if edition == "us" else bill.total}


def test_what_was_sent_is_sent_again_on_purpose_only(named: int) -> None:
    assert check(FINANCE, "iif-invoices", WorkFilter(first_day=date(2026, 4, 3))).sent == ()
    assert check(FINANCE, "iif-invoices", WorkFilter(accounts=(2,))).sent == ()
    assert len(invoices()) == 1
    assert (sent_before(FINANCE, "qbo-us", EVERYTHING), sent_before(FINANCE, "qbo-us", WorkFilter(accounts=(2,)))) == (
        1,
        0,
    )
    with pytest.raises(NotNow):
        export(FINANCE, "qbo-us", EVERYTHING)
    note = bill_credits.credit(FINANCE, named, None, "Sorry")
    assert [found.kind for found in invoices()] == ["CREDIT MEMO"]
    assert [found.kind for found in invoices(again="all")] == ["INVOICE", "CREDIT MEMO"]
    first = files_made(FINANCE, Window()).items[-1]
    assert (first.format, first.rows, first.totals) == ("iif-invoices", 1, {"EUR": paper(named).total})
    assert [found.kind for found in invoices(again=str(first.number))] == ["INVOICE"]
    assert check(FINANCE, "qbo-world", EVERYTHING, "all").sent == (named,)
    assert note != named


def test_what_takes_the_place_of_a_sent_bill_is_told(named: int) -> None:
    invoices()
    bill_voids.void(FINANCE, named, "Wrong")
    assert check(FINANCE, "iif-invoices", EVERYTHING).sent == ()
    (draft,) = bill_voids.again(FINANCE, named)
    bill_issuing.issue(FINANCE, [draft], ISSUED)
    made = check(FINANCE, "iif-invoices", EVERYTHING)
    assert made.sent == (draft,)
    assert made.data is not None
    assert [(one.column, one.reason.values) for one in made.problems] == [("BILL", {"number": paper(named).number})]


def test_a_bill_that_is_void_after_it_was_sent_is_told_until_another_takes_its_place(named: int) -> None:
    assert check(FINANCE, "iif-invoices", EVERYTHING).problems == ()
    invoices()
    number = paper(named).number
    bill_voids.void(FINANCE, named, "Wrong")
    made = check(FINANCE, "iif-invoices", EVERYTHING)
    assert made.data is not None
    assert [one.reason.text("en") for one in made.problems] == [
        f"Bill {number} is void: make it void in QuickBooks too."
    ]
    for elsewhere in (WorkFilter(accounts=(2,)), WorkFilter(first_day=date(2026, 4, 3))):
        assert check(FINANCE, "qbo-world", elsewhere).problems == ()
    bill_issuing.issue(FINANCE, bill_voids.again(FINANCE, named), ISSUED)
    assert IS_VOID not in {one.reason.msgid for one in check(FINANCE, "iif-invoices", EVERYTHING).problems}


def test_one_that_was_never_sent_is_not_told_when_it_is_void(named: int) -> None:
    bill_voids.void(FINANCE, named, "Wrong")
    assert check(FINANCE, "iif-invoices", EVERYTHING).problems == ()


def test_a_service_that_bills_tell_of_keeps_a_name_when_it_is_called_otherwise(named: int, office: Engine) -> None:
    with writing(office) as db:
        db.get_one(Service, 1).name = "From afar"
    assert [(row.key, row.ours) for row in table(FINANCE, "item")] == [
        ("1", "From afar"), ("2", "On-site"), ("former Remote", "Remote"), ("0", ""),
    ]  # fmt: skip
    take(
        FINANCE,
        b"!INVITEM\tNAME\r\nINVITEM\tSupport\r\nINVITEM\tBase\r\nINVITEM\tCosts\r\nINVITEM\tRebate\r\n",
        "i.iif",
    )
    assert [one.value for one in check(FINANCE, "qbo-world", EVERYTHING).problems] == ["Remote"]
    change(FINANCE, "item", {"former Remote": ("", "Support")})
    assert "Support" in {line.item for line in invoices()[0].lines}
    assert paper(named).lines


def test_taxes_of_bills_outside_contracts_and_of_issued_bills_can_be_named(named: int, office: Engine) -> None:
    with writing(office) as db:
        db.get_one(Organisation, 1).bill_taxes = [{"name": "Eco", "bp": 50}]
        db.get_one(Contract, 1).taxes = []
    assert paper(named).taxes
    assert [row.key for row in table(FINANCE, "tax")] == ["Eco", "VAT"]


@pytest.mark.parametrize("again", ["99999999999999999999", "0"])
@pytest.mark.usefixtures("named")
def test_a_file_that_cannot_be_has_nothing_in_it(again: str) -> None:
    assert check(FINANCE, "iif-invoices", EVERYTHING, again).sent == ()


def test_time_goes_to_the_api(office: Engine, log: Log) -> None:
    log()
    priced(office)
    assert {one.column for one in check(FINANCE, "qbo-time", EVERYTHING).problems} == {"JOB", "EMP", "ITEM"}
    take(FINANCE, json.dumps(IDS).encode(), "ids.json")
    change(FINANCE, "employee", {"1": ("", "Roe, Ana")})
    change(FINANCE, "class", {"1": ("", "East")})
    (batch,) = json.loads(content(export(FINANCE, "qbo-time", EVERYTHING)))
    (item,) = batch["BatchItemRequest"]
    activity = item["TimeActivity"]
    assert [activity[ref]["value"] for ref in ("CustomerRef", "VendorRef", "ItemRef", "ClassRef")] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert sent_before(FINANCE, "qbo-time", EVERYTHING) == 1
    with pytest.raises(NotNow):
        export(FINANCE, "qbo-time", EVERYTHING)
