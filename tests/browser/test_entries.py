"""The list of time entries: scroll, sort, filter, open, export."""

import csv
import io
import sqlite3
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor
from tests.browser.sheet import FINANCE

pytestmark = pytest.mark.browser


def cell(page: Page, row: int, column: str) -> str:
    found = page.locator(f".ag-row[row-index='{row}'] .ag-cell[col-id='{column}']")
    expect(found).not_to_be_empty()
    return found.inner_text()


def scroll_to(page: Page, share: float) -> None:
    page.locator(".ag-grid-viewport").evaluate("(e, share) => { e.scrollTop = e.scrollHeight * share }", share)


def test_all_entries_load_as_one_scrolls(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries")
    expect(page.get_by_role("status").first).to_contain_text("1,500")
    assert cell(page, 0, "day")
    scroll_to(page, 1.0)
    assert cell(page, 1499, "account")
    scroll_to(page, 0.5)
    assert cell(page, 750, "rep")


@pytest.mark.parametrize("column", ["day", "worked_s", "account", "ticket", "service", "rep", "note", "amount", "cost"])
def test_every_column_sorts(demo_site: Site, visitor: Visitor, column: str) -> None:
    page = visitor.sign_in(demo_site, path="/entries")
    cell(page, 0, "account")
    with page.expect_response(lambda response: f"sort={column}&descending=true" in response.url) as answer:
        page.locator(f".ag-header-cell[col-id='{column}']").click()
    values = [row[column] for row in answer.value.json()["rows"] if row[column] is not None]
    keys = [value.casefold() if isinstance(value, str) else value for value in values]
    assert len(keys) > 50
    assert keys == sorted(keys, reverse=True)


def test_tiers_sort_by_work_outside_operational_hours(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries")
    cell(page, 0, "account")
    page.locator(".ag-grid-viewport").evaluate("e => { e.scrollLeft = e.scrollWidth }")
    with page.expect_response(lambda response: "sort=tiers&descending=true" in response.url) as answer:
        page.locator(".ag-header-cell[col-id='tiers']").click()
    outside = [row["worked_s"] - row["operational_s"] for row in answer.value.json()["rows"]]
    assert outside == sorted(outside, reverse=True)
    assert outside[0] > outside[-1]


def test_an_entry_says_why_it_costs_what_it_costs(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries?status=unbilled")
    amount = cell(page, 0, "amount")
    # A click on a cell that can be changed only goes there.
    page.locator(".ag-row[row-index='0'] .ag-cell[col-id='account']").click()
    expect(page.locator(".ag-cell-focus")).to_have_attribute("col-id", "account")
    assert page.get_by_role("dialog").count() == 0
    page.locator(".ag-row[row-index='0'] .ag-cell[col-id='amount']").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Time entry")).to_be_visible()
    expect(dialog.get_by_role("tab", name="Price")).to_have_attribute("aria-selected", "true")
    expect(dialog.locator(".why-total")).to_contain_text(amount)
    expect(dialog.locator(".why-steps li")).not_to_have_count(0)


def test_an_entry_opens_by_keyboard(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries?status=no_price")
    assert cell(page, 0, "amount") == "—"
    page.locator(".ag-row[row-index='0'] .ag-cell[col-id='day']").press("Control+Enter")
    expect(page.get_by_role("dialog")).to_contain_text("No rule matches")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    # Where there is nothing to type, Enter alone opens it.
    page.locator(".ag-row[row-index='0'] .ag-cell[col-id='amount']").press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("No rule matches")


def download(page: Page, label: str) -> bytes:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as started:
        page.get_by_role("link", name=label).click()
    return started.value.path().read_bytes()


def test_what_is_filtered_is_exported(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries?status=not_billable")
    cell(page, 0, "account")
    with sqlite3.connect(demo_site.data / "rxbilling.db") as database:
        count = database.execute("SELECT count(*) FROM time_entry WHERE NOT billable").fetchone()[0]
    rows = list(csv.DictReader(io.StringIO(download(page, "CSV").decode("utf-8-sig"))))
    assert len(rows) == count
    assert {row["status"] for row in rows} == {"not_billable"}
    page.keyboard.press("Escape")
    workbook = load_workbook(io.BytesIO(download(page, "Excel workbook")))
    assert workbook.sheetnames[0] == "Time entries"


def test_finance_gets_a_quickbooks_file(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(demo_site, email="fin@example.org", path="/entries?account=1")
    cell(page, 0, "account")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="QuickBooks time activities (IIF)").click()
    dialog = page.get_by_role("dialog", name="QuickBooks time activities")
    dialog.get_by_label("Company name").fill("Northbank Support Ltd")
    dialog.get_by_label("Company number").fill("no number")
    dialog.get_by_role("button", name="Check the file").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label("Company number")).to_be_focused()
    dialog.get_by_label("Company number").fill("1180517353")
    dialog.get_by_role("button", name="Check the file").click()
    expect(dialog.get_by_role("status")).to_contain_text("activities are ready")
    with page.expect_download() as started:
        dialog.get_by_role("link", name="Download IIF").click()
    assert started.value.path().read_bytes().startswith(b"!TIMERHDR\t")


def test_a_rep_sees_own_work_only(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    with sqlite3.connect(demo_site.data / "rxbilling.db") as database:
        name, count = database.execute(
            "SELECT r.name, count(*) FROM rep r JOIN time_entry t ON t.rep_id = r.id LEFT JOIN app_user u "
            "ON u.rep_id = r.id WHERE u.id IS NULL GROUP BY r.id ORDER BY 2 DESC"
        ).fetchone()
    words = ("user", "add", "rep@example.org", "--role", "rep", "--rep", name, "--password", PASSWORD)
    demo_site.command(*words)
    page = visit().sign_in(demo_site, email="rep@example.org", path="/entries")
    # Whose they are is said only to those who ask for it.
    page.locator(".columns-menu summary").click()
    page.get_by_role("checkbox", name="Rep").click()
    assert {cell(page, row, "rep") for row in range(5)} == {name}
    expect(page.get_by_role("status").first).to_contain_text(f"{count:,}")
    assert page.get_by_role("button", name="Reps").count() == 0
    assert page.get_by_role("link", name="Import").count() == 0


def test_files_that_were_made_are_listed_and_made_again(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, FINANCE, "/entries?text=printer")
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as first:
        page.get_by_role("link", name="JSON").click()
    page.get_by_role("link", name="Files that were made").click()
    row = page.locator("tbody").get_by_role("row").first
    expect(row).to_contain_text("JSON")
    expect(row).to_contain_text("Fin Finance")
    with page.expect_download() as second:
        row.get_by_role("link", name="Make it again").click()
    assert first.value.path().read_bytes() == second.value.path().read_bytes()
