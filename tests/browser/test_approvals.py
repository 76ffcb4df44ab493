"""Approval: turned on, weeks approved and returned with the keyboard, several at once, and noticed without a reload."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
MANAGER = "mia@example.org"
TODAY = datetime.now(UTC).date().toordinal()
MONDAY = TODAY - (TODAY - 1) % 7 - 7

BUSY_WEEK = """SELECT rep_id, day - (day - 1) % 7 AS monday FROM time_entry WHERE rep_id > 10 GROUP BY rep_id, monday
HAVING count(billed_at) = 0 AND count(start_at) = count(*) AND min(billable) ORDER BY count(*) DESC LIMIT 1"""


def hand_in(site: Site, rep: int, state: str = "submitted", monday: int = MONDAY) -> str:
    """Hand in a rep's week, as the rep's own page does; return the rep's name."""
    week = "INSERT INTO week (version, rep_id, first_day, state, submitted_at, word) VALUES (1, ?, ?, ?, 0, '')"
    event = "INSERT INTO audit_event (version, at, address, action, subject) VALUES (1, 0, '', 'submit', 'week')"
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        database.execute(week, (rep, monday, state))
        database.execute(event)
        (name,) = database.execute("SELECT name FROM rep WHERE id = ?", (rep,)).fetchone()
    return str(name)


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own where weeks are approved, with a manager."""
    site = serve("demo", "--entries", "600", "--seed", "5")
    site.command("user", "add", MANAGER, "--role", "manager", "--name", "Mia Manager", "--password", PASSWORD)
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        database.execute("UPDATE organisation SET approval = TRUE")
    return site


def row(page: Page, name: str) -> Locator:
    return page.locator("tbody").get_by_role("row").filter(has_text=name)


def test_an_administrator_turns_approval_off_and_on(office: Site, visit: Callable[..., Visitor]) -> None:
    name = hand_in(office, 1)
    page = visit().sign_in(office, path="/settings")
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("All work can be billed again without it.")
    page.get_by_role("alertdialog").get_by_role("button", name="Turn off").click()
    expect(page.get_by_text("Approval is off: all work can be billed.")).to_be_visible()
    expect(page.get_by_role("link", name="Approvals")).to_have_count(0)
    manager = visit().sign_in(office, MANAGER, "/approvals")
    expect(manager.get_by_role("heading", name="Weeks are not approved here")).to_be_visible()
    page.get_by_role("button", name="Turn on").press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Turn on").press("Enter")
    expect(page.get_by_text("Approval is on.")).to_be_visible()
    expect(page.get_by_role("link", name="Approvals")).to_be_visible()
    # The page of the manager has noticed.
    expect(row(manager, name)).to_be_visible(timeout=4000)


def test_a_week_is_returned_with_a_word(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/approvals")
    name = hand_in(office, 3)
    expect(row(page, name)).to_be_visible(timeout=4000)
    row(page, name).get_by_role("button", name="Return").press("Enter")
    word = page.get_by_label("What is to be changed?")
    expect(word).to_be_focused()
    page.keyboard.type("  ")
    page.get_by_role("dialog").get_by_role("button", name="Return").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what is to be changed")
    word.fill("Tuesday is missing")
    page.get_by_role("dialog").get_by_role("button", name="Return").press("Enter")
    expect(page.get_by_text("Returned: 1")).to_be_visible()
    expect(row(page, name)).to_have_count(0)
    page.get_by_role("tab", name="Returned").click()
    expect(row(page, name)).to_contain_text("Mia Manager: Tuesday is missing")
    page.wait_for_url(lambda address: address.endswith("?state=returned"))


def test_several_weeks_are_approved_at_once(office: Site, visit: Callable[..., Visitor]) -> None:
    names = [hand_in(office, rep) for rep in (4, 5)]
    page = visit().sign_in(office, MANAGER, "/approvals")
    for count, name in enumerate(names, start=1):
        row(page, name).get_by_role("checkbox").press("Space")
        expect(page.get_by_text(f"Selected: {count}")).to_be_visible()
    page.get_by_role("button", name="Approve", exact=True).press("Enter")
    expect(page.get_by_text("Approved: 2")).to_be_visible()
    for name in names:
        expect(row(page, name)).to_have_count(0)
    page.get_by_role("tab", name="Approved").click()
    for name in names:
        expect(row(page, name)).to_contain_text("Mia Manager")


def test_a_week_leads_to_its_entries_which_are_locked(office: Site, visit: Callable[..., Visitor]) -> None:
    # Whose week that was: the demo gives nobody work in each.
    with sqlite3.connect(office.data / "rxbilling.db") as database:
        rep, monday = database.execute(BUSY_WEEK).fetchone()
    name = hand_in(office, rep, "approved", monday)
    page = visit().sign_in(office, MANAGER, "/approvals?state=approved")
    row(page, name).get_by_role("link").first.press("Enter")
    page.wait_for_url(lambda address: "/entries" in address and "from=" in address and f"rep={rep}" in address)
    first = page.locator(".ag-row[row-index='0'] .ag-cell[col-id='account']")
    expect(first).not_to_be_empty()
    first.click()
    page.get_by_role("tab", name="Change").click()
    expect(page.get_by_text("A manager has to return it before anything in it changes.")).to_be_visible()


def test_the_page_fits_a_phone(office: Site, visit: Callable[..., Visitor]) -> None:
    name = hand_in(office, 6)
    page = visit(viewport={"width": 390, "height": 844}).sign_in(office, MANAGER, "/approvals")
    expect(row(page, name)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_g_and_v_go_to_the_approvals(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, MANAGER)
    page.keyboard.press("g")
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Approvals", level=1)).to_be_visible()
