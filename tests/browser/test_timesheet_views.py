"""What of the timesheet is looked at: filters in the address, saved views, columns as their user wants them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor
from tests.browser.sheet import FINANCE, MANAGER, asked, cell, count, loaded, open_sheet, press, scroll_right

pytestmark = pytest.mark.browser


def offers(page: Page, part: str) -> Locator:
    """Open the list of one part of the filter with the keyboard, if it is not open yet."""
    shown = page.get_by_role("dialog", name=part)
    if not shown.count():
        page.get_by_role("button", name=part, exact=True).press("Enter")
    return shown


def tick(page: Page, part: str, *names: str) -> None:
    """Choose values of a part of the filter."""
    shown = offers(page, part)
    for name in names:
        shown.get_by_role("checkbox", name=name, exact=True).press("Space")
        expect(shown.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    press(page, "Escape")
    expect(shown).to_have_count(0)


def demand(page: Page, part: str) -> None:
    """Have a part of the filter that is not always there; it opens by itself."""
    page.get_by_role("button", name="Filter", exact=True).press("Enter")
    page.get_by_role("menuitem", name=part).press("Enter")
    expect(page.get_by_role("dialog", name=part)).to_be_visible()


def number_of(site: Site, where: str) -> int:
    sql = "SELECT count(*) FROM time_entry t LEFT JOIN charge c ON c.entry_id = t.id WHERE t.deleted_at IS NULL AND "
    return int(asked(site, sql + where)[0][0])


def shows(page: Page, wanted: int) -> None:
    expect(page.locator(".total-value").first).to_have_text(f"{wanted:,}")


def test_several_statuses(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "")
    tick(page, "Status", "Billed", "Not billable")
    page.wait_for_url(re.compile(r"\?status=billed,not_billable$"))
    shows(page, number_of(demo_site, "(t.billed_at IS NOT NULL OR NOT t.billable)"))
    page.reload()
    loaded(page)
    shows(page, number_of(demo_site, "(t.billed_at IS NOT NULL OR NOT t.billable)"))
    expect(page.get_by_role("button", name="Status")).to_contain_text("+1")


def test_a_service_and_a_tier_together(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "")
    demand(page, "Services")
    tick(page, "Services", "Consulting")
    consulting = "t.service_id = (SELECT id FROM service WHERE name = 'Consulting')"
    shows(page, number_of(demo_site, consulting))
    demand(page, "Tiers")
    tick(page, "Tiers", "Weekend")
    page.wait_for_url(re.compile(r"service=\d+&tier=weekend$"))
    shows(page, number_of(demo_site, f"{consulting} AND c.weekend_s > 0"))


def test_a_problem(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "")
    demand(page, "Problems")
    tick(page, "Problems", "Without a price")
    page.wait_for_url(re.compile(r"\?problem=no_price$"))
    shows(page, number_of(demo_site, "t.billable AND c.problem > 0"))


def test_a_text_in_the_note(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "")
    page.get_by_label("Text in the note").press_sequentially("WORKAROUND")
    page.wait_for_url(re.compile(r"\?text=WORKAROUND$"))
    shows(page, number_of(demo_site, "t.note LIKE '%workaround%'"))
    page.get_by_role("button", name="Clear filters").press("Enter")
    shows(page, number_of(demo_site, "1"))


def test_a_view_is_saved_chosen_and_deleted(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = open_sheet(visit(), demo_site, "status=unbilled&account=1")
    wanted = count(page)
    page.get_by_role("button", name="Views").press("Enter")
    page.get_by_label("Name of this view").press_sequentially("Open at Vernoux")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Open at Vernoux", exact=True)).to_be_visible()
    # It is there in another browser, and only for who saved it.
    other = open_sheet(visit(), demo_site, "")
    other.get_by_role("button", name="Views").press("Enter")
    other.get_by_role("button", name="Open at Vernoux", exact=True).press("Enter")
    other.wait_for_url(re.compile(r"account=1&status=unbilled$"))
    shows(other, wanted)
    finance = open_sheet(visit(), demo_site, "", FINANCE)
    finance.get_by_role("button", name="Views").press("Enter")
    expect(finance.get_by_text("Set the filters that you often need")).to_be_visible()
    page.get_by_role("button", name="Delete the view: Open at Vernoux").press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").press("Enter")
    expect(page.get_by_role("button", name="Open at Vernoux", exact=True)).to_have_count(0)


def heads(page: Page) -> list[str]:
    """Return the columns from left to right."""
    shown = page.locator(".ag-header-cell:not([col-id^='ag-Grid'])")
    expect(shown.first).to_be_visible()
    lefts = [(head.bounding_box() or {"x": 0})["x"] for head in shown.all()]
    names = [head.get_attribute("col-id") or "" for head in shown.all()]
    return [name for _, name in sorted(zip(lefts, names, strict=True))]


def test_columns_are_hidden_and_ordered_for_one_user(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = open_sheet(visit(), demo_site, "", MANAGER)
    before = heads(page)
    page.locator(".columns-menu summary").press("Enter")
    with page.expect_response(lambda answer: "/app/layout/" in answer.url and answer.request.method == "PUT"):
        page.get_by_role("checkbox", name="Ticket").press("Space")
    expect(page.get_by_role("checkbox", name="Ticket")).not_to_be_checked()
    with page.expect_response(lambda answer: "/app/layout/" in answer.url and answer.request.method == "PUT"):
        page.get_by_role("button", name="Move up: Account").press("Enter")
    expect(page.locator(".ag-header-cell[col-id='ticket']")).to_have_count(0)
    page.reload()
    loaded(page)
    expect(page.locator(".ag-header-cell[col-id='ticket']")).to_have_count(0)
    after = heads(page)
    assert after.index("account") == after.index("worked_s") - 1
    finance = open_sheet(visit(), demo_site, "", FINANCE)
    assert heads(finance) == before
    page.locator(".columns-menu summary").press("Enter")
    with page.expect_response(lambda answer: "/app/layout/" in answer.url and answer.request.method == "PUT"):
        page.get_by_role("button", name="Reset").press("Enter")
    expect(page.locator(".ag-header-cell[col-id='ticket']")).to_have_count(1)
    page.reload()
    loaded(page)
    assert heads(page) == before


def test_the_last_columns_are_there_too(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "status=billed")
    scroll_right(page)
    expect(cell(page, 0, "tiers")).not_to_be_empty()
    expect(cell(page, 0, "billable")).to_have_text("Yes")


def test_a_rep_is_not_told_its_own_name_in_every_row(demo_site: Site, visitor: Visitor) -> None:
    demo_site.command(
        "user", "add", "hugo@example.org", "--role", "rep", "--rep", "Hugo Delmas", "--password", PASSWORD
    )
    page = open_sheet(visitor, demo_site, "", "hugo@example.org")
    assert "rep" not in heads(page)
    page.locator(".columns-menu summary").press("Enter")
    expect(page.get_by_role("checkbox", name="Rep")).not_to_be_checked()


def test_on_a_phone_a_change_of_many_is_undone_from_its_message(demo_site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, demo_site, "status=unbilled&account=8", FINANCE)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    loaded(page)
    before = count(page)
    page.get_by_role("button", name="Change all").click()
    page.locator("#value").fill("INV-PHONE")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Mark as billed").click()
    message = page.locator("[data-sonner-toast]").filter(has_text="Marked")
    expect(message).not_to_contain_text("Ctrl")
    message.get_by_role("button", name="Undo").click()
    expect(page.locator(".grid-said")).to_have_text(f"Undone. Status as before: {before} entries.")
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()
