"""Pages beside the timesheet: problems, tickets, a rep's summary, and all reps, with their statements."""

import io
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visitor
from tests.browser.sheet import MANAGER, asked, loaded

pytestmark = pytest.mark.browser
BUSIEST = (
    "SELECT r.id, r.name FROM rep r JOIN time_entry t ON t.rep_id = r.id GROUP BY r.id ORDER BY count(*) DESC LIMIT 1"
)
BUSY_TICKET = (
    "SELECT n.id, n.number, count(*) FROM ticket n JOIN time_entry t ON t.ticket_id = n.id"
    " WHERE t.deleted_at IS NULL GROUP BY n.id ORDER BY count(*) DESC LIMIT 1"
)


def test_a_problem_leads_to_its_entries(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, MANAGER, "/problems")
    line = page.get_by_role("link", name=re.compile("Without a price"))
    number = line.locator(".problem-count").inner_text()
    ((wanted,),) = asked(
        demo_site,
        "SELECT count(*) FROM time_entry t JOIN charge c ON c.entry_id = t.id"
        " WHERE t.deleted_at IS NULL AND t.billable AND c.problem > 0",
    )
    assert number == str(wanted)
    line.press("Enter")
    page.wait_for_url(re.compile(r"/entries/?\?problem=no_price$"))
    loaded(page)
    expect(page.locator(".total-value").first).to_have_text(number)


def row_of(page: Page, ticket: str) -> Locator:
    """Return the row of a ticket in the list."""
    page.get_by_label("Number or subject").press_sequentially(ticket)
    rows = page.locator("tbody").get_by_role("row")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(ticket)
    return rows.first


def test_a_ticket_leads_to_its_entries(demo_site: Site, visitor: Visitor) -> None:
    ((number, ticket, count),) = asked(demo_site, BUSY_TICKET)
    page = visitor.sign_in(demo_site, MANAGER, "/tickets")
    row_of(page, ticket).get_by_role("link", name=f"Time entries {ticket}").press("Enter")
    page.wait_for_url(re.compile(rf"/entries/?\?ticket={number}$"))
    expect(page.locator(".total-value").first).to_have_text(str(count))


def test_a_ticket_is_changed_on_its_page(demo_site: Site, visitor: Visitor) -> None:
    ((number, ticket, _),) = asked(demo_site, BUSY_TICKET)
    page = visitor.sign_in(demo_site, MANAGER, "/tickets")
    row = row_of(page, ticket)
    hours = row.get_by_role("link", name=f"Time entries {ticket}").inner_text()
    row.get_by_role("link", name=ticket, exact=True).press("Enter")
    page.wait_for_url(re.compile(rf"/ticket/?\?number={number}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(ticket)
    expect(page.get_by_role("definition").filter(has_text=re.compile(f"^{hours}$"))).to_be_visible()
    page.get_by_role("button", name="Change", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_label("Priority").fill("Tomorrow will do")
    page.get_by_role("dialog").get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("definition").filter(has_text="Tomorrow will do")).to_be_visible()
    expect(page.locator(".history li").first).to_contain_text("Tomorrow will do")
    page.goto(f"{demo_site.address}/ticket?number=999999")
    expect(page.get_by_role("heading", name="There is no such ticket")).to_be_visible()


def test_tickets_closed_without_time(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, MANAGER, "/tickets")
    page.get_by_role("checkbox", name="Without any time").press("Space")
    expect(page.get_by_role("checkbox", name="Without any time")).to_be_checked()
    ((wanted,),) = asked(
        demo_site,
        "SELECT count(*) FROM ticket WHERE id NOT IN"
        " (SELECT ticket_id FROM time_entry WHERE ticket_id IS NOT NULL AND deleted_at IS NULL)",
    )
    expect(page.get_by_role("status").filter(has_text="Found:")).to_contain_text(str(wanted))


def fetched(page: Page, name: re.Pattern[str]) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).first.press("Enter")
    return started.value.path().read_bytes()


def test_a_summary_has_its_statement_as_pdf_and_excel(demo_site: Site, visitor: Visitor) -> None:
    ((number, name),) = asked(demo_site, BUSIEST)
    page = visitor.sign_in(demo_site, MANAGER, f"/summary?rep={number}")
    hours = page.locator(".stat", has_text="Hours worked").locator(".stat-value")
    expect(hours).to_have_text(re.compile(r"\d+:\d\d"))
    expect(page.get_by_role("img", name=re.compile("Hours by month"))).to_be_attached(timeout=15_000)
    assert fetched(page, re.compile(f"Statement {name}: PDF")).startswith(b"%PDF-")
    workbook = load_workbook(io.BytesIO(fetched(page, re.compile(f"Statement {name}: Excel"))))
    ((logged,),) = asked(
        demo_site,
        "SELECT count(*) FROM time_entry WHERE deleted_at IS NULL AND rep_id = ? AND day >= ?",
        number,
        date.today().replace(day=1).toordinal(),  # noqa: DTZ011 - the demo is made up to today's date
    )
    first = workbook.worksheets[0]
    dates = [row[0] for row in first.iter_rows(values_only=True) if isinstance(row[0], datetime)]
    assert len(dates) == logged


def test_reps_are_side_by_side(demo_site: Site, visitor: Visitor) -> None:
    ((_, name),) = asked(demo_site, BUSIEST)
    page = visitor.sign_in(demo_site, MANAGER, "/reps")
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("%")
    assert fetched(page, re.compile(f"Statement {name}: PDF")).startswith(b"%PDF-")
    row.get_by_role("link", name=name, exact=True).press("Enter")
    page.wait_for_url(re.compile(r"/summary/?\?rep="))
    expect(page.locator(".stat").first).to_be_visible()


def test_tab_goes_on_from_a_list_that_is_longer_than_its_frame(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, MANAGER, "/tickets")
    page.get_by_role("button", name="New ticket").press("Enter")
    expect(page.locator("#account")).to_be_focused()
    page.keyboard.type("a")
    offers = page.locator("#account-list")
    expect(offers.get_by_role("option")).not_to_have_count(0)
    assert offers.evaluate("e => e.scrollHeight > e.clientHeight")
    page.keyboard.press("Tab")
    expect(page.locator("#subject")).to_be_focused()
