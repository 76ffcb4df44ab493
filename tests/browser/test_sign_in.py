"""Getting in and out."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser


def test_a_page_asks_to_sign_in_and_then_opens(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site, path="/entries?status=no_price")
    expect(page.get_by_role("heading", name="Time entries", level=1)).to_be_visible()
    assert re.search(r"/entries/?\?status=no_price$", page.url)


def test_a_wrong_password_is_said(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.page()
    page.goto(demo_site.address + "/login")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("E-mail address or password is not right.")


def _answer_late(route: Route) -> None:
    """Keep the answer back for longer than a page waits until it asks whether it is still signed in."""
    answer = route.fetch(max_redirects=0)
    time.sleep(2)
    route.fulfill(response=answer)


def test_signing_out_shuts_the_pages(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    page.route("**/auth/logout", _answer_late)
    page.get_by_role("button", name="Your menu").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url(re.compile("/login/?$"))
    page.goto(demo_site.address + "/entries")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_the_cookie_is_out_of_reach_of_scripts(demo_site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(demo_site)
    assert "rxbilling_session" not in page.evaluate("document.cookie")
    cookie = next(cookie for cookie in visitor.context.cookies() if cookie.get("name") == "rxbilling_session")
    assert cookie.get("httpOnly")
    assert cookie.get("sameSite") == "Lax"


def test_french_is_chosen_and_remembered(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(locale="fr-FR").page()
    page.goto(demo_site.address + "/login")
    expect(page.get_by_role("button", name="Se connecter")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_user_reads_in_the_language_chosen_last(demo_site: Site, visit: Callable[..., Visitor]) -> None:
    demo_site.command("user", "add", "lou@example.org", "--role", "manager", "--name", "Lou", "--password", PASSWORD)
    page = visit().sign_in(demo_site, email="lou@example.org")
    page.get_by_role("button", name="Your menu").click()
    page.get_by_role("menuitem", name="Language").click()
    page.get_by_role("menuitem", name="Français").click()
    expect(page.get_by_role("heading", name="Tableau de bord", level=1)).to_be_visible()
    again = visit().sign_in(demo_site, email="lou@example.org", path="/entries")
    expect(again.get_by_role("heading", name="Saisies de temps", level=1)).to_be_visible()
