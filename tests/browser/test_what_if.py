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


def test_the_page_fits_a_phone(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(demo_site, FINANCE, "/what-if")
    page.get_by_label("Prices go up by, in percent").fill("10")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By account", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
