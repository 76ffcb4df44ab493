"""A manager's questions to the dashboard."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.browser
SETTLED_S = "SELECT sum(seconds) FROM time_entry t WHERE deleted_at IS NULL"


def asked(site: Site, sql: str) -> int:
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        return int(database.execute(sql).fetchone()[0])


def hours(seconds: int) -> str:
    return f"{seconds // 3600:,}:{seconds // 60 % 60:02d}"


def card(page: Page, label: str) -> str:
    return page.locator(".stat", has_text=label).locator(".stat-value").inner_text()


def test_the_numbers_are_those_of_the_tables(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    expect(page.locator(".stat", has_text="Hours worked").locator(".stat-value")).to_have_text(
        hours(asked(demo_site, SETTLED_S))
    )
    amount = asked(
        demo_site,
        "SELECT sum(c.amount) FROM charge c JOIN time_entry t ON t.id = c.entry_id"
        " WHERE t.billable AND c.problem = 0 AND c.currency = 'EUR'",
    )
    assert card(page, "Billable amount") == f"€{amount / 100:,.2f}"
    cost = asked(demo_site, "SELECT sum(cost) FROM charge")
    assert card(page, "Cost") == f"€{cost / 100:,.2f}"


def test_charts_are_drawn(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    for label in ("Revenue and cost by month", "Hours by tier", "Top accounts by revenue", "Reps with the most hours"):
        expect(page.get_by_role("img", name=label).locator(".bars .point").first).to_be_attached(timeout=15_000)


def test_a_filtered_view_can_be_shared(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.sign_in(demo_site)
    before = card(page, "Hours worked")
    page.get_by_role("button", name="Accounts").click()
    page.locator(".offer").nth(1).click()
    expect(page.locator(".stat", has_text="Hours worked").locator(".stat-value")).not_to_have_text(before)
    page.keyboard.press("Escape")
    chosen = card(page, "Hours worked")
    page.wait_for_url(re.compile(r"\?account=\d+$"))
    other = visitor.page()
    other.goto(page.url)
    expect(other.locator(".stat", has_text="Hours worked").locator(".stat-value")).to_have_text(chosen)
    other.get_by_role("button", name="Clear filters").click()
    expect(other.locator(".stat", has_text="Hours worked").locator(".stat-value")).to_have_text(before)


def test_a_month_is_chosen(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    before = card(page, "Hours worked")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option").nth(3).click()
    expect(page.locator(".stat", has_text="Hours worked").locator(".stat-value")).not_to_have_text(before)
    page.wait_for_url(re.compile(r"\?from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$"))
    first, last = re.findall(r"\d{4}-\d\d-\d\d", page.url)
    expect(page.get_by_label("From", exact=True)).to_have_value(first)
    expect(page.get_by_label("To", exact=True)).to_have_value(last)


def test_the_search_finds_an_account(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    with sqlite3.connect(demo_site.data / "rxbilling.db") as database:
        number, name = database.execute("SELECT id, name FROM account ORDER BY id DESC LIMIT 1").fetchone()
    page.locator("#main h1").click()
    page.keyboard.press("/")
    page.keyboard.type(name[:6].lower())
    page.locator(".hit", has_text=name).click()
    page.wait_for_url(re.compile(rf"/account/?\?number={number}$"))


def test_the_keyboard_goes_places(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    page.locator("#main h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keyboard shortcuts")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url(re.compile(r"/entries/?$"))


def test_on_a_phone_the_navigation_folds(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}, color_scheme="dark").sign_in(demo_site)
    expect(page.locator(".stat-value").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("dialog").get_by_role("link", name="Time entries").click()
    expect(page.get_by_role("heading", name="Time entries", level=1)).to_be_visible()
    page.locator(".ag-row .ag-cell").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
