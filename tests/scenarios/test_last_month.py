"""The demo company's last month: billed, sent everywhere, read back, voided in part, credited, billed again.

Whoever looks sees the same totals: the page, the API, PDFs, workbooks, both QuickBooks, and what is billed of the work.
Every file is read by a reader that shares nothing with its writer.
"""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from rxbilling.locales import tr
from rxbilling.models.database import engine
from rxbilling.models.migrate import migrate
from rxbilling.services import bill_days, quickbooks_names, reports, sign_in, users
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.clock import today
from rxbilling.services.demo import fill_demo
from rxbilling.services.filters import WorkFilter
from rxbilling.services.person import Person
from rxbilling.services.sign_in import SignedIn
from rxbilling.state import wording
from rxbilling.state.bill_acts import BillActs
from rxbilling.state.bill_page import BillPage
from rxbilling.state.bill_run import BillRun
from rxbilling.state.bills import Bills
from tests.api.programs import Api
from tests.api.site import PASSWORD, Site, process_uses
from tests.exchange.iif_bill_reader import read_invoices
from tests.state.socket import Tab, tab

EMAIL = "finance@example.org"
COMPANY = {
    "receivable": "Accounts Receivable", "income": "Services", "tax_account": "Sales Tax Payable",
    "tax_agency": "Tax Office", "no_tax": "No tax",
}  # fmt: skip


@dataclass(frozen=True)
class Office:
    """The demo, as its finance sees it: pages over a socket, files over HTTP, the API with a token."""

    api: Api
    page: Tab

    def bills(self, state: str = "issued") -> list[dict[str, Any]]:
        """Return the bills of the API with their lines."""
        listed = self.api.get(f"/bills?state={state}&limit=200", "finance").json()["items"]
        return [self.api.get(f"/bills/{bill['id']}", "finance").json() for bill in listed]

    def file(self, path: str) -> bytes:
        response = self.api.site.get(path, "finance")
        assert response.status_code == 200, response.text
        return response.content

    def bill_last_month(self) -> None:
        """Look at what the month would be billed, make the drafts, and issue them, as the pages do."""
        first, last = (day.isoformat() for day in bill_days.last_month(self.api.actor("finance")))
        self.page.call(BillRun.look, form={"first": first, "last": last})
        shown = self.page.of(BillRun)["totals"]
        self.page.call(BillRun.make)
        self.page.call(Bills.open_page)
        self.page.call(Bills.choose_status, status="draft")
        assert self.page.of(Bills)["sums"] == shown
        self.page.call(Bills.choose_all, is_chosen=True)
        self.page.call(Bills.toggle, is_open=True)
        self.page.call(Bills.issue, form={"day": today("UTC").isoformat()})
        assert self.page.of(Bills)["wrong"] == ""


@pytest.fixture
def office(stack: TestClient, tmp_path: Path) -> Iterator[Office]:
    with process_uses(tmp_path):
        migrate(engine())
        fill_demo(COMMAND_LINE, today=today("UTC"), entries=600)
        users.add_user(COMMAND_LINE, Person(EMAIL, "Fin", "finance", None), PASSWORD)
        signed_in = sign_in.sign_in(EMAIL, PASSWORD, "")
        assert isinstance(signed_in, SignedIn)
        api = Api(Site(stack, tmp_path, {"finance": signed_in.token}))
        name_everything()
        with tab(api.site, "finance") as page:
            yield Office(api, page)


def name_everything() -> None:
    """Say what all that is on bills is called in QuickBooks."""
    for kind in ("item", "charge", "tax"):
        rows = quickbooks_names.table(COMMAND_LINE, kind)
        quickbooks_names.change(COMMAND_LINE, kind, {row.key: (row.theirs, f"{kind} {row.key}") for row in rows})
    quickbooks_names.change(COMMAND_LINE, "company", {key: ("", name) for key, name in COMPANY.items()})


def totals(bills: list[dict[str, Any]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for bill in bills:
        sums[bill["currency"]] += bill["total"]
    return dict(sums)


def money(cents: int) -> Decimal:
    return Decimal(cents) / 100


def in_pdf(data: bytes) -> str:
    """Return the text of a PDF without the spaces in it, which no reader is sure of."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def in_workbook(data: bytes) -> dict[str, Decimal]:
    """Return the sums of a workbook by the words before them."""
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[1]
    return {str(row[0]): Decimal(str(row[1])) for row in sheet.iter_rows(min_row=4, max_col=2, values_only=True)}


def in_quickbooks_online(data: bytes) -> Mapping[str, Decimal]:
    """Return the totals of invoices by number."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    texts = [data]
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        texts = [archive.read(name) for name in archive.namelist()]
    for text in texts:
        for row in csv.DictReader(io.StringIO(text.decode())):
            found[row["*InvoiceNo"]] += Decimal(row["*ItemAmount"]) + Decimal(row["Item Tax Amount"] or "0")
    return found


def billed_work(office: Office) -> dict[str, int]:
    """Return what is billed of all work, as the dashboard adds it up."""
    return reports.totals(office.api.actor("finance"), WorkFilter(statuses=("billed",))).billable


def work_on(bills: list[dict[str, Any]]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for bill in bills:
        sums[bill["currency"]] += sum(line["amount"] for line in bill["lines"] if line["kind"] == "work")
    return dict(sums)


def check_files(office: Office, bills: list[dict[str, Any]]) -> None:
    """Read every bill back from its PDF and its workbook."""
    for bill in bills:
        printed = in_pdf(office.file(f"/app/bill/{bill['id']}.pdf"))
        # Each is in the language of its account.
        shown = [wording.money(language, bill["total"], bill["currency"]) for language in ("en", "fr")]
        assert any("".join(text.split()) in printed for text in shown)
        book = in_workbook(office.file(f"/app/bill/{bill['id']}.xlsx"))
        assert book["Total"] == money(bill["total"])
        assert next(book[word] for word in ("Net", tr("fr", "Net")) if word in book) == money(bill["net"])


def check_page(office: Office, bills: list[dict[str, Any]]) -> None:
    """Compare with what the list shows."""
    office.page.call(Bills.clear)
    assert office.page.of(Bills)["sums"] == wording.amounts("en", dict(sorted(totals(bills).items())))


def test_the_last_month_comes_to_the_same_wherever_it_is_read(office: Office) -> None:
    before = billed_work(office)
    office.bill_last_month()
    bills = office.bills()
    assert len(bills) >= 10
    assert all(bill["total"] == bill["net"] + sum(tax["amount"] for tax in bill["taxes"]) for bill in bills)
    check_page(office, bills)
    check_files(office, bills)
    after = billed_work(office)
    assert {code: after[code] - before.get(code, 0) for code in work_on(bills)} == work_on(bills)

    in_euro = [bill for bill in bills if bill["currency"] == "EUR"]
    accounts = WorkFilter(accounts=tuple(sorted({bill["account_id"] for bill in in_euro}))).to_query()
    by_number = {bill["number"]: money(bill["total"]) for bill in in_euro}
    desktop = read_invoices(office.file(f"/app/export/quickbooks/iif-invoices?{accounts}"))
    assert {invoice.number: invoice.total for invoice in desktop} == by_number
    online = in_quickbooks_online(office.file(f"/app/export/quickbooks/qbo-world?{accounts}&again=all"))
    assert online == by_number

    voided, credited = bills[0], max(bills[1:], key=lambda bill: int(bill["total"]))
    void_and_credit(office, voided, credited)
    assert billed_work(office)[voided["currency"]] == after[voided["currency"]] - work_on([voided])[voided["currency"]]

    office.bill_last_month()
    again = [bill for bill in office.bills() if bill["id"] > max(one["id"] for one in bills)]
    note = next(bill for bill in again if bill["kind"] == "credit")
    (new,) = [bill for bill in again if bill["kind"] == "bill"]
    assert (new["account_id"], new["total"], new["lines"]) == (voided["account_id"], voided["total"], voided["lines"])
    assert (note["credits_id"], note["net"]) == (credited["id"], -100)
    assert billed_work(office) == after
    check_page(office, office.bills())
    check_files(office, [new, note])
    # A third look finds nothing any more (R25).
    office.page.call(BillRun.look, form={"first": bills[0]["start"], "last": bills[0]["end"]})
    assert office.page.of(BillRun)["count"] == 0


def void_and_credit(office: Office, voided: dict[str, Any], credited: dict[str, Any]) -> None:
    """Make one bill void, and credit 1.00 of the first line of another that has so much."""
    page = office.page
    for bill, doing, handler, form in (
        (voided, "void", BillActs.void, {"reason": "The wrong order number"}),
        (credited, "credit", BillActs.credit, {"reason": "As agreed"}),
    ):
        page.visit("/bill", number=bill["id"])
        page.call(BillPage.open_page)
        page.call(BillActs.open_dialog, doing=doing)
        lines = page.of(BillActs)["lines"]
        more = {lines[0]["field"]: "1.00"} if doing == "credit" else {}
        page.call(handler, form=form | more)
        assert page.of(BillActs)["doing"] == ""
