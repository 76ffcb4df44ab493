"""Notices: the bell, their page, who is told of a contract, mails of the app that runs, and the calendar."""

import re
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor, with_staff
from tests.browser.sheet import FINANCE, MANAGER, asked
from tests.services.mail_server import Post, mail_server

pytestmark = pytest.mark.browser
REP = "told@example.org"
DUE = "SELECT count(*) FROM notice n JOIN app_user u ON u.id = n.user_id WHERE u.email = 'mia@example.org'"


@pytest.fixture(scope="module")
def post() -> Iterator[Post]:
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def told(serve: Callable[..., Site], post: Post) -> Iterator[Site]:
    """A site whose app found notices that were due as it was started, and a mail server that it knows."""
    known = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(post.port), "SMTP_SECURITY": "none", "MAIL_FROM": "rx@rx.test"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in known.items():
            patch.setenv(f"RXBILLING_{name}", value)
        site = serve("demo", "--entries", "1500", "--seed", "3")
        while asked(site, "SELECT noticed_day FROM organisation")[0][0] is None:
            time.sleep(0.2)
        with_staff(site).command("notices")
        site.command("user", "add", REP, "--role", "rep", "--password", PASSWORD)
        yield site


def bell(page: Page) -> None:
    page.locator("#bell-button").press("Enter")
    expect(page.get_by_role("dialog", name="Notices")).to_be_visible()


def test_the_app_itself_tells_and_mails_what_is_due(told: Site, post: Post) -> None:
    (to_admin,) = asked(
        told, "SELECT count(*) FROM notice n JOIN app_user u ON u.id = n.user_id WHERE u.role = 'admin'"
    )[0]
    # Before anybody else could be told, the app had told the administrator.
    assert to_admin > 0
    assert {mail["To"] for mail in post.taken} == {"admin@rxbilling.local", "mia@example.org"}


def test_the_bell_is_opened_and_read_by_the_keyboard(told: Site, visit: Callable[..., Visitor]) -> None:
    count = asked(told, DUE)[0][0]
    assert count > 1
    page = visit().sign_in(told, MANAGER)
    expect(page.locator("#bell-button")).to_have_accessible_name(f"Notices, not read: {count}")
    bell(page)
    expect(page.get_by_role("dialog", name="Notices").get_by_role("listitem")).to_have_count(min(count, 6))
    page.get_by_role("dialog").get_by_role("listitem").first.get_by_role("button").press("Enter")
    page.wait_for_url(lambda address: "/contract?number=" in address)
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()
    expect(page.locator("#bell-button")).to_have_accessible_name(f"Notices, not read: {count - 1}")
    bell(page)
    page.get_by_role("button", name="Mark all as read").press("Enter")
    expect(page.locator("#bell-button")).to_have_accessible_name("Notices")
    page.get_by_role("link", name="All notices").press("Enter")
    expect(page.get_by_role("heading", name="Notices", level=1)).to_be_visible()
    expect(page.locator("#main").get_by_role("listitem")).to_have_count(count)
    expect(page.locator("#main").get_by_text("New", exact=True)).to_have_count(0)


def test_what_is_told_while_a_page_is_open_shows_by_itself(told: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(told, FINANCE, "/notices")
    expect(page.locator("#main")).to_contain_text("No notices yet")
    expect(page.locator("#bell-button")).to_have_accessible_name("Notices")
    # The page has asked once what there is.
    time.sleep(2)
    with sqlite3.connect(told.data / "rxbilling.db", timeout=20) as database:
        database.execute(
            "INSERT INTO notice (version, user_id, key, at, msgid, \"values\", link) SELECT 1, id, 'k', 1764000000, "
            "'Bill {bill} of {account} was due on {day}.', "
            '\'{"bill": "B-1", "account": "Acme", "day": "2025-11-24"}\', \'\' FROM app_user WHERE email = ?',
            (FINANCE,),
        )
    expect(page.locator("#main")).to_contain_text("Bill B-1 of Acme was due on Nov 24, 2025.")
    expect(page.locator("#bell-button")).to_have_accessible_name("Notices, not read: 1")


def test_people_and_times_of_a_contract_are_set(told: Site, visit: Callable[..., Visitor]) -> None:
    number = asked(told, "SELECT id FROM contract WHERE state = 'active' ORDER BY id")[0][0]
    page = visit().sign_in(told, MANAGER, f"/contract?number={number}")
    panel = page.locator("section", has=page.get_by_role("heading", name="Who is told, and when"))
    expect(panel).to_contain_text("All managers; finance for bills")
    page.get_by_role("button", name="Change who is told").press("Enter")
    page.get_by_label("Fin Finance").check()
    page.get_by_label("Other addresses").fill("boss@acme.example nonsense")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("nonsense is not an e-mail address.")
    expect(page.get_by_label("Other addresses")).to_be_focused()
    page.get_by_label("Other addresses").fill("boss@acme.example")
    page.get_by_label("Days before it ends").fill("7, 90")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for text in ("Fin Finance", "boss@acme.example", "90, 7", "80, 100 (as the organisation)"):
        expect(panel).to_contain_text(text)
    page = visit().sign_in(told, FINANCE, f"/contract?number={number}")
    expect(page.locator("#main")).to_contain_text("boss@acme.example")
    expect(page.get_by_role("button", name="Change who is told")).to_have_count(0)


def test_an_administrator_sets_times_and_tries_the_mail(told: Site, post: Post, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(told, path="/settings")
    expect(page.locator("#main")).to_contain_text("Mails are sent from rx@rx.test")
    page.get_by_label("Days before a contract ends").fill("45, 10")
    page.get_by_label("% of the cycle used").fill("x")
    page.locator("#notice-percents").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Percentages are")
    page.get_by_label("% of the cycle used").fill("90 %")
    page.locator("#notice-percents").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert asked(told, "SELECT notice_days, notice_percents FROM organisation") == [("[45, 10]", "[90]")]
    before = len(post.taken)
    page.get_by_role("button", name="Send a test mail to me").press("Enter")
    expect(page.get_by_text("A test mail is on its way to admin@rxbilling.local.")).to_be_visible()
    assert len(post.taken) == before + 1
    post.refused = {"admin@rxbilling.local"}
    page.get_by_role("button", name="Send a test mail to me").press("Enter")
    expect(page.get_by_text("550 no such person here")).to_be_visible()
    post.refused = set()


def test_the_calendar_has_an_address_until_it_is_revoked(told: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(told, MANAGER, "/profile")
    panel = page.locator("section", has=page.get_by_role("heading", name="Calendar of contracts"))
    panel.get_by_label("Current password").fill(PASSWORD)
    panel.get_by_role("button", name="Make an address").press("Enter")
    expect(page.get_by_label("Calendar address")).to_have_value(re.compile(r"/calendar/.+\.ics$"))
    address = page.get_by_label("Calendar address").input_value()
    assert address.startswith(told.address)
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert Calendar.from_ical(answer.read()).walk("VEVENT")
    assert address.rsplit("/", 1)[1].removesuffix(".ics") not in (told.data / "run.log").read_text()
    page.reload()
    panel.get_by_role("button", name="Revoke").press("Enter")
    page.get_by_role("alertdialog").get_by_role("button", name="Revoke").press("Enter")
    expect(page.get_by_text("The address works no more.")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address, timeout=10)


def test_a_rep_has_a_bell_and_no_calendar(told: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(told, REP, "/profile")
    expect(page.get_by_role("heading", name="Calendar of contracts")).to_have_count(0)
    bell(page)
    expect(page.get_by_role("dialog", name="Notices")).to_contain_text("Nothing yet.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
