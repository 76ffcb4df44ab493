"""What if: past work under other terms, asked with the keyboard; nothing changes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor
from tests.browser.sheet import FINANCE, MANAGER, asked

pytestmark = pytest.mark.browser
AMOUNTS = "SELECT sum(amount), count(*) FROM charge"


def test_all_prices_a_tenth_dearer(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    before = asked(demo_site, AMOUNTS)
    page = visit().sign_in(demo_site, FINANCE, "/what-if")
    expect(page.get_by_role("heading", name="Ask before you change anything")).to_be_visible()
    page.get_by_label("Prices go up by, in percent").fill("ten")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("percentage")
    page.get_by_label("Prices go up by, in percent").fill("10")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Prices that change")).to_be_visible()
    for name in ("By month", "By account", "By rep"):
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    whole = page.get_by_role("row", name="Revenue")
    expect(whole).to_contain_text("+")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert asked(demo_site, AMOUNTS) == before


def test_a_plan_with_other_terms(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(demo_site, MANAGER, "/what-if")
    page.get_by_label("What would be otherwise").select_option("The terms of a plan")
    page.get_by_role("combobox", name="Support plan").select_option("Care hours")
    expect(page.get_by_label("Included in a cycle, in hours")).not_to_have_value("")
    page.get_by_label("Included in a cycle, in hours").fill("0:30")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="By account", exact=True)).to_be_visible()
    # The filter narrows what is looked at, at once.
    first = page.get_by_role("status").filter(has_text="Prices that change").inner_text()
    page.get_by_label("From", exact=True).fill("2026-11-01")
    expect(page.get_by_role("status").filter(has_text="Prices that change")).not_to_have_text(first)


def test_another_plan_for_an_account_becomes_a_change_after_a_yes(
    demo_site: Site, visit: Callable[..., Visitor]
) -> None:
    ((account,),) = asked(
        demo_site,
        "SELECT c.account_id FROM contract c JOIN support_plan p ON p.id = c.plan_id WHERE p.name = 'Care hours' "
        "AND c.last_day IS NULL AND NOT EXISTS (SELECT 1 FROM top_up t WHERE t.contract_id = c.id) "
        "AND NOT EXISTS (SELECT 1 FROM contract o WHERE o.account_id = c.account_id AND o.id <> c.id) LIMIT 1",
    )
    page = visit(viewport={"width": 390, "height": 844}).sign_in(demo_site, MANAGER, f"/what-if?account={account}")
    page.get_by_label("What would be otherwise").select_option("Another plan in the place of one")
    page.get_by_role("combobox", name="Support plan").select_option("Care hours")
    page.get_by_label("In its place").select_option("Care hours")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("the same plan")
    page.get_by_label("In its place").select_option("Pay as you go")
    page.get_by_role("button", name="Compare").press("Enter")
    yesterday = page.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)")
    page.get_by_label("Make it a change from").fill(yesterday)
    page.get_by_role("button", name="Make it a change").press("Enter")
    question = page.get_by_role("alertdialog")
    expect(question).to_contain_text("For these accounts alone")
    expect(question).to_contain_text("is past")
    assert question.evaluate("dialog => dialog.getBoundingClientRect().right") <= 390
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_have_count(0)


def test_the_page_fits_a_phone(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(demo_site, FINANCE, "/what-if")
    page.get_by_label("Prices go up by, in percent").fill("10")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By account", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
