"""The documentation of the API inside the app: from the profile, read and tried, with nothing from elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ADMIN, PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser


def new_token(page: Page) -> str:
    """Make a token on the profile and return it."""
    page.get_by_role("button", name="New token").click()
    page.get_by_label("What it is for").fill("Trying it out")
    page.locator("#token-current").fill(PASSWORD)
    page.get_by_role("button", name="Make the token").click()
    return page.get_by_role("textbox", name="Token").input_value()


def test_the_api_is_documented_and_can_be_tried(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/profile")
    elsewhere: list[str] = []
    page.on("request", lambda asked: elsewhere.append(asked.url) if demo_site.address not in asked.url else None)
    token = new_token(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="API documentation").click()
    expect(page.get_by_role("heading", name="API documentation", level=1)).to_be_visible()
    page.get_by_role("button", name="Authorize").click()
    page.locator(".modal-ux input").fill(token)
    page.locator(".modal-ux").get_by_role("button", name="Apply credentials").click()
    page.locator(".modal-ux").get_by_role("button", name="Close").last.click()
    page.locator("#operations-me-get_me .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response").first).to_contain_text(ADMIN)
    assert [url for url in elsewhere if not url.startswith(("data:", "blob:", "ws:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits_every_screen(demo_site: Site, visit: Callable[..., Visitor], scheme: str, width: int) -> None:
    page = visit(viewport={"width": width, "height": 844}, color_scheme=scheme).sign_in(demo_site, path="/api")
    page.locator(".opblock").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.documentElement.classList.contains('dark-mode')") is (scheme == "dark")
