"""Several people with different rights: let in, shut out, kept apart, and at work at the same time."""

import re
from collections.abc import Callable

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ADMIN, PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
NEW = "a password of my own"
MANAGER, FINANCE = "max@example.org", "fay@example.org"


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, as these tests change what others count."""
    site = serve("demo", "--entries", "200", "--seed", "5")
    for email, role, name in ((MANAGER, "manager", "Max Manager"), (FINANCE, "finance", "Fay Finance")):
        site.command("user", "add", email, "--role", role, "--name", name, "--password", PASSWORD)
    return site


def add_user(site: Site, email: str, role: str = "manager") -> None:
    site.command(
        "user", "add", email, "--role", role, "--name", email.split("@", maxsplit=1)[0], "--password", PASSWORD
    )


def sign_in(page: Page, site: Site, email: str, password: str = PASSWORD) -> None:
    page.goto(site.address + "/login")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def show_change(page: Page, row: int) -> None:
    price = page.locator(f".ag-row[row-index='{row}'] .ag-cell[col-id='amount']")
    expect(price).not_to_be_empty()
    price.click()
    page.get_by_role("tab", name="Change").click()


def open_entry(page: Page, row: int = 0) -> None:
    show_change(page, row)
    expect(page.get_by_label("Note", exact=True)).to_be_visible()


def test_a_password_that_was_given_is_changed_at_the_first_sign_in(office: Site, visitor: Visitor) -> None:
    said = office.command("user", "add", "one@example.org", "--name", "One")
    given = re.search(r"The password is (\S+)", said)
    assert given
    page = visitor.page()
    sign_in(page, office, "one@example.org", given[1])
    page.wait_for_url(re.compile("/password/?$"))
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("alert")).to_have_text("This password is too short.")
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_role("heading", name="Dashboard", level=1)).to_be_visible()


def test_somebody_is_invited_by_a_link(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, path="/users")
    page.get_by_role("button", name="Invite a user").click()
    page.get_by_label("Name").fill("Nia New")
    page.get_by_label("E-mail address").fill(MANAGER)
    page.get_by_role("button", name="Make the invitation link").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a user with the address")
    page.get_by_label("E-mail address").fill("nia@example.org")
    page.get_by_label("Role").select_option("finance")
    page.get_by_role("button", name="Make the invitation link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    assert link.startswith(f"{office.address}/welcome?token=")
    page.get_by_role("dialog", name="Send this link").get_by_role("button", name="Close").click()
    expect(page.get_by_role("row", name="Nia New")).to_contain_text("Invited")

    other = visit().page()
    other.goto(link)
    expect(other.get_by_text("nia@example.org")).to_be_visible()
    other.get_by_label("New password").fill(NEW)
    other.get_by_role("button", name="Save and sign in").click()
    expect(other.get_by_role("heading", name="Dashboard", level=1)).to_be_visible()
    # The administrator's list has noticed without a reload.
    expect(page.get_by_role("row", name="Nia New")).to_contain_text("Active", timeout=4000)
    other.goto(link)
    expect(other.get_by_text("This link has been used")).to_be_visible()


def test_a_user_is_changed_and_shut_out_at_once(office: Site, visit: Callable[..., Visitor]) -> None:
    add_user(office, "leo@example.org")
    leo = visit().sign_in(office, "leo@example.org")
    page = visit().sign_in(office, path="/users")
    row = page.get_by_role("row", name="leo leo@example.org")
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="Change").click()
    page.get_by_label("Role").select_option("rep")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Rep")
    expect(leo.get_by_text("No work matches this filter")).to_be_visible(timeout=10_000)
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="Deactivate").click()
    page.get_by_role("button", name="Deactivate").click()
    expect(row).to_contain_text("Deactivated")
    # The page that is open notices by itself, and says why.
    expect(leo.get_by_role("alert")).to_have_text("You were signed out. Sign in again.", timeout=10_000)


def test_a_second_factor_is_set_up_and_asked_for(office: Site, visit: Callable[..., Visitor]) -> None:
    add_user(office, "sam@example.org")
    page = visit().sign_in(office, "sam@example.org", "/profile")
    page.get_by_role("button", name="Set up a second factor").click()
    key = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Code", exact=True).fill("000000")
    page.locator("#factor-current").fill(PASSWORD)
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("alert")).to_contain_text("This code does not belong to this key")
    page.get_by_label("Code", exact=True).fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Turn on").click()
    codes = page.locator(".codes code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("A code is asked for at each sign-in.")).to_be_visible()
    expect(page.get_by_text("Recovery codes that are left: 10")).to_be_visible()

    other = visit().page()
    sign_in(other, office, "sam@example.org")
    other.wait_for_url(re.compile("/code/?$"))
    other.get_by_label("Code", exact=True).fill("123456")
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_role("alert")).to_contain_text("This code is not right.")
    other.get_by_label("Code", exact=True).fill(recovery)
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_role("heading", name="Dashboard", level=1)).to_be_visible()


def test_a_profile_is_changed_and_other_browsers_signed_out(office: Site, visit: Callable[..., Visitor]) -> None:
    add_user(office, "pia@example.org")
    other = visit().sign_in(office, "pia@example.org")
    page = visit().sign_in(office, "pia@example.org", "/profile")
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("This browser")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out everywhere else")).to_have_count(0)
    expect(other.get_by_role("alert")).to_have_text("You were signed out. Sign in again.", timeout=10_000)
    page.get_by_label("Language").select_option("fr")
    page.get_by_label("Theme").select_option("dark")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Votre profil", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_class(re.compile("dark"))
    again = visit().sign_in(office, "pia@example.org")
    expect(again.get_by_role("heading", name="Tableau de bord", level=1)).to_be_visible()
    expect(again.locator("html")).to_have_class(re.compile("dark"))


def test_a_token_is_made_shown_once_and_revoked(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/profile")
    page.get_by_role("button", name="New token").click()
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("alert")).to_have_text("Say in a word or two what the token is for.")
    page.get_by_label("What it is for").fill("Reports")
    page.locator("#token-current").fill(PASSWORD)
    page.get_by_role("button", name="Make the token").click()
    token = page.get_by_label("Token", exact=True).input_value()
    assert token.startswith("rxb_")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Token", exact=True)).to_have_count(0)
    expect(page.get_by_text("Reports")).to_be_visible()
    assert token not in page.content()
    page.get_by_role("button", name="Revoke Reports").click()
    page.get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_text("Reports")).to_have_count(0)


def test_pages_of_other_roles_are_not_open(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, MANAGER)
    expect(page.get_by_role("link", name="Dashboard")).to_be_visible()
    expect(page.get_by_role("link", name="Users")).to_have_count(0)
    for path in ("/users", "/audit", "/settings", "/import"):
        page.goto(office.address + path)
        expect(page.get_by_role("heading", name="This page is not open to you")).to_be_visible()


def test_two_who_change_an_entry_at_once_do_not_overwrite_each_other(
    office: Site, visit: Callable[..., Visitor]
) -> None:
    mine = visit().sign_in(office, ADMIN, "/entries?status=unbilled")
    theirs = visit().sign_in(office, MANAGER, "/entries?status=unbilled")
    open_entry(mine)
    open_entry(theirs)
    theirs.get_by_label("Note", exact=True).fill("Theirs came first")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("Saved and priced again.")).to_be_visible()
    # The list behind the form has noticed; the form keeps what was typed.
    expect(mine.locator(".ag-cell[col-id='note']", has_text="Theirs came first")).to_be_attached(timeout=2000)
    mine.get_by_label("Note", exact=True).fill("Mine came second")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("Somebody else has changed this meanwhile.")
    expect(mine.locator(".conflict")).to_contain_text("Theirs came first")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_text("Saved and priced again.")).to_be_visible()
    expect(theirs.locator(".ag-cell[col-id='note']", has_text="Mine came second")).to_be_attached(timeout=2000)
    mine.get_by_role("tab", name="History").click()
    expect(mine.locator(".history > li")).to_have_count(2)
    expect(mine.locator(".history > li").first).to_contain_text("Theirs came first → Mine came second")


def test_a_deleted_entry_is_gone_from_every_list(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/entries?status=unbilled")
    total = page.locator(".total-value").first
    expect(total).not_to_be_empty()
    before = int(total.inner_text())
    open_entry(page, 1)
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete").last.click()
    expect(page.get_by_text("The entry is deleted.")).to_be_visible()
    expect(total).to_have_text(str(before - 1))


def test_closed_books_stay_as_they_are_until_they_are_reopened(office: Site, visit: Callable[..., Visitor]) -> None:
    finance = visit().sign_in(office, FINANCE, "/settings")
    finance.get_by_label("Last closed day").fill("2099-01-01")
    finance.get_by_role("button", name="Close up to this day").click()
    expect(finance.get_by_role("alert")).to_have_text("A day that is not over yet cannot be closed.")
    yesterday = finance.evaluate("new Date(Date.now() - 2 * 864e5).toISOString().slice(0, 10)")
    finance.get_by_label("Last closed day").fill(yesterday)
    finance.get_by_role("button", name="Close up to this day").click()
    expect(finance.get_by_role("alertdialog")).to_contain_text("are not billed yet")
    finance.get_by_role("button", name="Close all the same").click()
    expect(finance.get_by_text("Closed up to")).to_be_visible()
    finance.get_by_label("Last closed day").fill("2020-01-01")
    finance.get_by_role("button", name="Close up to this day").click()
    expect(finance.get_by_role("alertdialog")).to_contain_text("This opens again: Jan 2, 2020")
    finance.get_by_role("button", name="Cancel").click()
    manager = visit().sign_in(office, MANAGER, "/entries?status=unbilled")
    show_change(manager, 10)
    expect(manager.get_by_text("The books are closed up to")).to_be_visible()
    finance.get_by_role("button", name="Reopen everything").click()
    finance.get_by_role("button", name="Reopen everything").last.click()
    expect(finance.get_by_text("Nothing is closed: all work can change.")).to_be_visible()


def test_the_audit_trail_is_searched(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, path="/audit")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Signed in")
    page.get_by_label("Search the audit trail").fill("Fay Finance")
    expect(page.get_by_role("row", name="Fay Finance").first).to_be_visible()
    page.get_by_label("Search the audit trail").fill("no such word")
    expect(page.get_by_text("Nothing was found")).to_be_visible()


def test_what_is_typed_stays_while_one_looks_elsewhere(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, MANAGER, "/entries?status=unbilled")
    open_entry(page, 3)
    page.get_by_label("Note", exact=True).fill("Half a thought")
    page.get_by_role("tab", name="Price").click()
    page.get_by_role("tab", name="History").click()
    page.get_by_role("tab", name="Change").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value("Half a thought")
    page.keyboard.press("Escape")
    open_entry(page, 3)
    expect(page.get_by_label("Note", exact=True)).not_to_have_value("Half a thought")


def test_an_invitation_says_who_is_signed_in_already(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, path="/users")
    page.get_by_role("button", name="Invite a user").click()
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_label("E-mail address").fill("ivy@example.org")
    page.get_by_role("button", name="Make the invitation link").click()
    link = page.get_by_label("Link", exact=True).input_value()
    page.goto(link)
    expect(page.get_by_text("who will be signed out: Administrator")).to_be_visible()
