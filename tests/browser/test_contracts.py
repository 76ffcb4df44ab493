"""Contracts: made with the keyboard, changed after a look at the effect, renewed, topped up, ended; on a time line."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor, with_staff

pytestmark = pytest.mark.browser
MANAGER, FINANCE, REP = "mia@example.org", "fin@example.org", "rep@example.org"


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, with a manager, somebody of finance and a rep."""
    site = with_staff(serve("demo", "--entries", "1500", "--seed", "5"))
    site.command("user", "add", REP, "--role", "rep", "--name", "Rep", "--password", PASSWORD)
    return site


def address_of(site: Site, number: str) -> str:
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        (row,) = database.execute("SELECT id FROM contract WHERE number LIKE ?", (f"C-%-{number}",)).fetchone()
    return f"/contract?number={row}"


def check_and_save(page: Page, label: str = "Save") -> None:
    """Look at the effect, which is shown before anything is saved, and go on with the keyboard."""
    page.get_by_role("button", name="Look at the effect").press("Enter")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_role("button", name=label, exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_contract_is_made_with_the_keyboard(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/contracts")
    page.get_by_role("button", name="New contract").press("Enter")
    expect(page.get_by_label("Number", exact=True)).to_be_focused()
    # The next number of the series stands there.
    expect(page.get_by_label("Number", exact=True)).to_have_value("C-2026-014")
    page.keyboard.press("Control+a")
    page.keyboard.type("K-1")
    page.get_by_role("dialog").get_by_role("combobox", name="Account").press_sequentially("Atelier")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("Support plan").select_option("Care hours")
    page.get_by_role("button", name="Look at the effect").press("Enter")
    # Another contract of this account covers everything already.
    expect(page.get_by_role("alert")).to_contain_text("covers the same")
    page.get_by_text("What it covers").click()
    page.get_by_label("Products that it covers").fill("Printers")
    check_and_save(page)
    page.wait_for_url(lambda address: "/contract?number=" in address)
    expect(page.get_by_role("heading", name="Contract K-1")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Printers")
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()


def test_a_change_shows_its_effect_and_the_ledger_follows(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, address_of(office, "001"))
    page.get_by_role("button", name="Change", exact=True).press("Enter")
    page.locator("summary").filter(has_text="Agreed otherwise").click()
    page.get_by_label("Included in a cycle, in hours").fill("1:15")
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_text("Prices that change:")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Included in a cycle, in hours")).to_have_value("1:15")
    check_and_save(page)
    first = page.locator(".ledger tbody").get_by_role("row").first
    expect(first).to_contain_text("1:15 h")
    expect(page.locator(".history")).to_contain_text("Allowance: — → 1:15")
    first.get_by_role("link").click()
    page.wait_for_url(lambda address: "/entries?from=" in address and "contract=" in address)


def test_a_top_up_of_the_plan_is_added(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, address_of(office, "001"))
    page.get_by_role("button", name="Top-up").press("Enter")
    page.get_by_label("Offer").select_option(index=1)
    expect(page.get_by_label("Hours, such as 5 or 2:30")).to_have_value("10:00")
    check_and_save(page, "Save the top-up")
    expect(page.locator(".ledger tbody").get_by_role("row").first).to_contain_text("+ 10:00 h")


def test_a_contract_is_renewed_and_another_ended(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, address_of(office, "003"))
    before = page.url
    page.get_by_role("button", name="Renew", exact=True).press("Enter")
    check_and_save(page)
    page.wait_for_url(lambda address: "/contract?number=" in address and address != before)
    expect(page.get_by_role("heading", name="Renewals")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Upcoming")
    page.goto(office.address + address_of(office, "010"))
    # The page before stands there until this one is loaded, which closes what was open.
    expect(page.locator("#main")).to_contain_text("-010")
    page.get_by_role("button", name="Terminate").press("Enter")
    page.get_by_role("button", name="Look at the effect").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say why it ends")
    page.get_by_label("Why it ends").fill("Moved away")
    check_and_save(page, "Terminate")
    expect(page.locator("#main")).to_contain_text("Moved away")
    expect(page.get_by_role("button", name="Change", exact=True)).to_have_count(0)


def test_a_filter_is_in_the_address_and_finance_only_reads(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE, "/contracts")
    expect(page.get_by_role("button", name="New contract")).to_have_count(0)
    page.get_by_label("State", exact=True).select_option("Draft")
    page.wait_for_url(lambda address: address.endswith("?state=draft"))
    expect(page.locator("tbody").get_by_role("row")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator("tbody").get_by_role("row")).to_have_count(1)


def test_a_click_on_the_time_line_opens_a_contract(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE, "/contracts")
    page.get_by_role("button", name="Time line").click()
    page.wait_for_url(lambda address: address.endswith("?view=timeline"))
    bar = page.locator(".timeline .bars .point path").first
    bar.wait_for()
    expect(page.locator(".timeline")).to_contain_text("Today")
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 7, box["y"] + box["height"] / 2)
    page.wait_for_url(lambda address: "/contract?number=" in address)


def test_the_pages_fit_a_phone(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(office, FINANCE, "/contracts")
    expect(page.locator("tbody").get_by_role("row").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_g_and_c_go_to_the_contracts_but_not_for_reps(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE)
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Contracts", level=1)).to_be_visible()
    page = visit().sign_in(office, REP)
    expect(page.get_by_role("link", name="Contracts")).to_have_count(0)
