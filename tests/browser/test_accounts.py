"""Accounts: added and changed with the keyboard, with their contacts and statements; files and drafts of contracts."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor, with_staff

pytestmark = pytest.mark.browser
MANAGER, FINANCE, REP = "mia@example.org", "fin@example.org", "rep@example.org"
# A contract of hours that goes on.
LASTING = """SELECT c.id FROM contract c JOIN support_plan p ON p.id = c.plan_id WHERE c.state = 'active'
    AND p.allowance_unit = 'second' AND c.last_day IS NULL AND p.allowance_amount > 0"""
PDF = {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 signed"}


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, with a manager, somebody of finance and a rep."""
    site = with_staff(serve("demo", "--entries", "1500", "--seed", "8"))
    site.command("user", "add", REP, "--role", "rep", "--name", "Rep", "--password", PASSWORD)
    return site


def row(site: Site, sql: str) -> int:
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        number: int = database.execute(sql).fetchone()[0]
    return number


def saved(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_account_is_added_with_the_keyboard_and_deleted(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER)
    page.keyboard.press("g")
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Accounts", level=1)).to_be_visible()
    page.get_by_role("button", name="New account").press("Enter")
    expect(page.get_by_label("Name", exact=True).last).to_be_focused()
    page.keyboard.type("atelier vernoux")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("of this name already")
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill("Corner Shop")
    page.get_by_label("Country").select_option("France")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    page.wait_for_url(lambda address: "/account?number=" in address)
    expect(page.locator("#main")).to_contain_text("Corner Shop")
    page.get_by_role("button", name="New contact").press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Cleo")
    page.get_by_label("Phone").fill("+33 1 23")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.get_by_role("button", name="New contact")).to_be_focused()
    expect(page.get_by_role("link", name="+33 1 23")).to_be_visible()
    page.get_by_role("button", name="Change Cleo").press("Enter")
    page.get_by_label("Position").fill("Buyer")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_contain_text("Cleo · Buyer")
    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").press("Enter")
    page.wait_for_url(lambda address: address.endswith("/accounts"))
    page.get_by_role("textbox", name="Name").fill("corner")
    expect(page.get_by_text("No accounts")).to_be_visible()


def test_another_calendar_shows_its_effect_first(office: Site, visit: Callable[..., Visitor]) -> None:
    number = row(office, "SELECT account_id FROM time_entry WHERE billed_at IS NULL GROUP BY 1 ORDER BY count(*) DESC")
    page = visit().sign_in(office, MANAGER, f"/account?number={number}")
    page.get_by_role("button", name="Change", exact=True).press("Enter")
    page.get_by_label("Calendar").select_option("India")
    page.get_by_role("button", name="Look at the effect").press("Enter")
    expect(page.get_by_text("Prices that change:")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    saved(page)
    expect(page.locator("#main")).to_contain_text("India · Asia/Kolkata")
    expect(page.locator(".history")).to_contain_text("→ India")
    # One with work stays.
    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").press("Enter")
    expect(page.get_by_text("Deactivate it instead of deleting it.")).to_be_visible()


def test_statements_are_downloaded(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE, "/account?number=1")
    expect(page.get_by_role("button", name="Change", exact=True)).to_have_count(0)
    for ending, begin in (("PDF", b"%PDF-"), ("Excel", b"PK")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=re.compile(rf"^Statement .*{ending}$")).first.click()
        assert waiting.value.path().read_bytes().startswith(begin)
    page.get_by_label("First day").fill("2026-01-01")
    page.get_by_label("Last day").fill("2025-12-01")
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_text("The last day is not before the first.")).to_be_visible()
    page.get_by_label("Last day").fill("2026-06-30")
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.get_by_role("link", name="Statement 2026-01-01 – 2026-06-30: PDF")).to_be_visible()


def test_a_rep_reads_people_but_no_money(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, REP, "/accounts")
    expect(page.get_by_role("columnheader", name="Unbilled")).to_have_count(0)
    page.get_by_role("link", name="Atelier Vernoux").click()
    expect(page.get_by_role("heading", name="Contacts")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Amount")).to_have_count(0)
    expect(page.get_by_role("heading", name="Contracts")).to_have_count(0)
    expect(page.get_by_role("link", name="Statement")).to_have_count(0)


def test_files_of_a_contract_are_added_and_deleted(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/contract?number=1")
    drop = page.locator(".drop input[type=file]")
    drop.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"MZ"})  # type: ignore[arg-type]  # Playwright's
    expect(page.get_by_role("alert")).to_contain_text("is a PDF, or a picture")
    drop.set_input_files(PDF)  # type: ignore[arg-type]  # as above
    link = page.get_by_role("link", name="signed.pdf")
    expect(link).to_be_visible()
    answer = page.request.get(office.address + (link.get_attribute("href") or ""))
    assert (answer.status, answer.body()) == (200, PDF["buffer"])
    assert "sandbox" in answer.headers["content-security-policy"]
    page.get_by_role("button", name="Delete signed.pdf").press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").press("Enter")
    expect(link).to_have_count(0)


def test_a_top_up_is_mended_and_a_draft_deleted(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/contracts?state=draft")
    page.locator("tbody").get_by_role("link").first.click()
    page.get_by_role("button", name="Delete the draft").press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").press("Enter")
    page.wait_for_url(lambda address: address.endswith("/contracts"))
    number = row(office, LASTING)
    page.goto(office.address + f"/contract?number={number}")
    page.get_by_role("button", name="Top-up", exact=True).press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Offer").select_option("0")
    expect(dialog.get_by_label("Hours, such as 5 or 2:30")).to_have_value("")
    dialog.get_by_label("Hours, such as 5 or 2:30").fill("3")
    # Nothing is worked then, so that nothing draws.
    dialog.get_by_label("First day").fill("2090-01-01")
    dialog.get_by_label("Last day").fill("2090-12-31")
    page.get_by_role("button", name="Look at the effect").press("Enter")
    page.get_by_role("button", name="Save the top-up").press("Enter")
    saved(page)
    page.get_by_role("button", name="Change 3:00 h").press("Enter")
    expect(dialog.get_by_label("Hours, such as 5 or 2:30")).to_have_value("3:00")
    dialog.get_by_label("Hours, such as 5 or 2:30").fill("4")
    page.get_by_role("button", name="Look at the effect").press("Enter")
    page.get_by_role("button", name="Save the top-up").press("Enter")
    saved(page)
    page.get_by_role("button", name="Delete 4:00 h").press("Enter")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    dialog.get_by_role("button", name="Delete", exact=True).press("Enter")
    saved(page)
    expect(page.get_by_role("button", name="Delete 4:00 h")).to_have_count(0)


def test_the_default_calendar_is_chosen_after_a_look(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/calendars")
    page.get_by_role("button", name="Make it the default France").press("Enter")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Make it the default").press("Enter")
    saved(page)
    expect(page.get_by_role("row").filter(has_text="Europe/Paris")).to_contain_text("Everybody else")


def test_the_pages_fit_a_phone(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(office, MANAGER, "/accounts")
    expect(page.locator("tbody").get_by_role("row").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("tbody").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="By month")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
