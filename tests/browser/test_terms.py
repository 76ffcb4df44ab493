"""Terms: bill rules ordered, changed and tried; a plan in use given a new version; calendars and their years."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
MANAGER, FINANCE = "max@example.org", "fin@example.org"


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, with a manager and somebody of finance."""
    site = serve("demo", "--entries", "1500", "--seed", "5")
    site.command("user", "add", MANAGER, "--role", "manager", "--name", "Max", "--password", PASSWORD)
    site.command("user", "add", FINANCE, "--role", "finance", "--name", "Fin", "--password", PASSWORD)
    return site


def names(page: Page) -> list[str]:
    return page.locator(".rules tbody .plain-button").all_inner_texts()


def look_and_save(page: Page, save: str = "Save") -> None:
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_role("button", name=save, exact=True).press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_a_rule_is_added_with_the_keyboard_after_a_look_at_its_effect(
    office: Site, visit: Callable[..., Visitor]
) -> None:
    page = visit().sign_in(office, MANAGER, "/rules")
    page.get_by_role("button", name="New rule").press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.type("Remote at night")
    page.get_by_label("Service", exact=True).press_sequentially("Remote")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".value-chip")).to_have_text("Remote support")
    # The field is empty again, and still under the cursor.
    expect(page.get_by_label("Service", exact=True)).to_be_focused()
    page.get_by_label("How it is stated").select_option("One price with factors")
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_role("alert")).to_have_text("Give a price; 0 is one too.")
    page.get_by_label("Price", exact=True).fill("99,50")
    page.get_by_label("Weekend", exact=True).fill("2")
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_text("Prices that change:")).to_be_visible()
    expect(page.locator(".effect-table").get_by_text("All that is not billed")).to_be_visible()
    page.get_by_label("Compare a past month").select_option(index=1)
    expect(page.locator(".effect-table")).to_have_count(2)
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Price", exact=True)).to_have_value("99,50")
    look_and_save(page)
    row = page.get_by_role("row").filter(has_text="Remote at night")
    expect(row).to_contain_text("Service is Remote support")
    expect(row).to_contain_text("€99.50 an hour")
    expect(row).to_contain_text("Weekend × 2")
    assert names(page)[0] == "Remote at night"


def test_rules_are_tried_by_whoever_sees_them(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE, "/rules")
    expect(page.get_by_role("button", name="Try the rules")).to_be_visible()
    assert page.get_by_role("button", name="New rule").count() == 0
    page.get_by_role("button", name="Try the rules").press("Enter")
    page.get_by_role("combobox", name="Account").press_sequentially("Pellw")
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Europe/London")).to_be_visible()
    page.get_by_role("button", name="Which rule wins?").click()
    expect(page.get_by_role("alert")).to_have_text("Choose a rep.")
    page.get_by_role("combobox", name="Rep").press_sequentially("a")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("Begins at").fill("2026-03-02T17:30")
    page.get_by_role("button", name="Which rule wins?").click()
    expect(page.locator(".verdict")).to_have_count(2)
    expect(page.locator(".verdict").first).to_contain_text("Training — another service")


def test_the_order_is_changed_with_buttons_and_by_dragging(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/rules")
    expect(page.get_by_role("button", name="Training", exact=True)).to_be_visible()
    before = names(page)
    last = before[-1]
    page.get_by_role("button", name=f"Move up {last}", exact=True).press("Enter")
    save = page.get_by_role("button", name="Save", exact=True)
    changed = page.get_by_text("Saved.")
    expect(save.or_(changed).first).to_be_visible()
    if save.is_visible():
        save.click()
    expect(changed).to_be_visible()
    expect(page.locator(".rules tbody .plain-button").nth(-2)).to_have_text(last)
    page.locator(".rules tbody tr").nth(-2).drag_to(
        page.locator(".rules tbody tr").nth(0), target_position={"x": 300, "y": 4}
    )
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    save.click()
    expect(page.locator(".rules tbody .plain-button").nth(0)).not_to_have_text(before[0])


def test_a_rule_is_switched_off_with_a_warning(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/rules")
    page.get_by_role("button", name="What to do with Standard", exact=True).click()
    page.get_by_role("menuitem", name="Switch off").click()
    expect(page.get_by_role("alert")).to_contain_text("would have no price any more")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="What to do with Standard", exact=True).click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Switch the rule off first: then you see what that changes.")).to_be_visible()


def test_rules_of_a_plan_are_found_from_the_plan(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/plans")
    page.get_by_role("button", name="What to do with All inclusive").click()
    page.get_by_role("menuitem", name="Its bill rules").click()
    expect(page.get_by_role("button", name="Covered by the flat charge", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Of an account").click()
    page.get_by_role("button", name="Calder & Pine Outfitters").click()
    expect(page.get_by_role("button", name="US support", exact=True)).to_be_visible()


def test_a_plan_in_use_gets_a_new_version_and_contracts_are_moved(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/plans")
    page.get_by_role("button", name="Care hours", exact=True).click()
    page.get_by_label("Allowance a cycle").fill("0:30")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("say from which day its new version counts")
    page.get_by_label("The new version counts from").fill("2027-01-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="Care hours (until Dec 31, 2026)").last).to_be_visible()
    page.get_by_role("button", name="Contracts to move: 2").click()
    page.get_by_role("checkbox").first.click()
    expect(page.get_by_role("checkbox").first).not_to_be_checked()
    look_and_save(page, "Move")
    expect(page.get_by_role("button", name="Contracts to move: 1")).to_be_visible()
    with sqlite3.connect(office.data / "rxbilling.db") as database:
        counts = database.execute(
            "SELECT p.name, count(*) FROM contract c JOIN support_plan p ON p.id = c.plan_id "
            "WHERE p.name LIKE 'Care%' GROUP BY p.name ORDER BY p.name"
        ).fetchall()
    # What was moved is renewed: the contract of before keeps its plan, and ends.
    assert counts == [("Care hours", 1), ("Care hours (until Dec 31, 2026)", 2)]


def test_a_calendar_is_changed_and_its_year_shows_it(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/calendars")
    page.get_by_role("button", name="Change Germany").click()
    page.get_by_label("Friday").fill("9-12-13")
    page.get_by_role("button", name="Look at the effect").click()
    expect(page.get_by_role("alert")).to_contain_text("These are no opening hours")
    page.get_by_label("Friday").fill("9-12")
    page.get_by_label("Part of the country").select_option("Bayern")
    page.get_by_label("Date of the day").fill("2026-12-24")
    page.get_by_label("Name of the day").fill("Christmas Eve")
    page.get_by_role("button", name="Add the day").click()
    expect(page.locator(".value-chip")).to_contain_text("Christmas Eve")
    look_and_save(page)
    row = page.get_by_role("row").filter(has_text="Germany")
    expect(row).to_contain_text("Fri 9:00-12:00")
    expect(row).to_contain_text("Germany (Bayern)")
    page.get_by_role("button", name="Germany", exact=True).click()
    expect(page.get_by_role("heading", name="Germany")).to_be_visible()
    while page.locator(".year-top strong").inner_text() != "2026":
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(400)
    expect(page.get_by_title("Christmas Eve")).to_have_text("24 Christmas Eve")
    expect(page.get_by_title("Clocks go forward by 1:00")).to_contain_text("29")


@pytest.mark.parametrize("address", ["/rules", "/plans", "/calendars"])
def test_the_pages_fit_a_phone(office: Site, visit: Callable[..., Visitor], address: str) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(office, MANAGER, address)
    expect(page.locator("tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
