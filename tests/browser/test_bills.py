"""Finance bills a month with the keyboard alone: drafts, issued, paid, credited, made void and made again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visitor, with_staff
from tests.browser.sheet import FINANCE, asked, press

pytestmark = pytest.mark.browser
OPEN = "SELECT id FROM bill WHERE state = 'issued' AND kind = 'bill' AND total > 10000 ORDER BY id"
EXTRA = "Network cable, 20 m"


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site]) -> Site:
    """A site of its own, as these tests bill what others count."""
    return with_staff(serve("demo", "--entries", "1500", "--seed", "3"))


@pytest.fixture
def page(site: Site, visitor: Visitor) -> Page:
    return visitor.sign_in(site, FINANCE, "/bill-run")


def button(where: Page | Locator, name: str) -> Locator:
    return where.get_by_role("button", name=name)


def add_extra(page: Page, account: str) -> None:
    """Add a charge to the account of a name, and see it wait."""
    expect(page.get_by_label("To", exact=True)).not_to_have_value("")
    button(page, "Add an extra charge").press("Enter")
    dialog = page.get_by_role("dialog", name="Add an extra charge")
    own = dialog.get_by_role("combobox", name="Account")
    expect(own).to_be_focused()
    own.press_sequentially(account)
    option = page.get_by_role("option", name=account).first
    expect(option).to_be_visible()
    own.press("Enter")
    expect(dialog.get_by_role("combobox", name="Contract")).to_contain_text("·")
    dialog.get_by_label("What for").fill(EXTRA)
    dialog.get_by_label("Quantity").fill("2.5")
    dialog.get_by_label("Unit price").fill("none")
    press(page, "Enter")
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Unit price").fill("12.40")
    press(page, "Enter")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text=EXTRA)).to_contain_text("31.00")


def issue_all(page: Page) -> None:
    """Issue all drafts of the list."""
    page.get_by_role("checkbox", name="Choose all that were found").press("Space")
    button(page, "Issue the drafts").press("Enter")
    dialog = page.get_by_role("dialog", name="Issue the drafts")
    dialog.get_by_label("Date of the bills").focus()
    press(page, "Enter")
    expect(page.get_by_text("Issued: ")).to_be_visible()


def test_a_month_is_billed(site: Site, page: Page) -> None:
    account = asked(site, "SELECT name FROM account WHERE id = 2")[0][0]
    add_extra(page, account)
    button(page, "Look at the bills").press("Enter")
    make = button(page, "Make drafts")
    expect(make).to_be_visible()
    promised = int(make.inner_text().rpartition("(")[2].rstrip(")"))
    page.locator("table .link-button").first.press("Enter")
    shown = page.get_by_role("dialog")
    expect(shown.get_by_role("table")).to_be_visible()
    press(page, "Escape")
    make.press("Enter")
    page.wait_for_url("**/bills?status=draft")
    assert asked(site, "SELECT count(*) FROM bill WHERE state = 'draft'") == [(promised,)]
    assert asked(site, "SELECT count(*) FROM bill_line WHERE text = ?", EXTRA) == [(1,)]
    issue_all(page)
    expect(page.get_by_role("status").filter(has_text="Found:")).to_be_visible()
    assert "status=" not in page.url
    assert asked(site, "SELECT count(*), count(DISTINCT number) FROM bill WHERE state = 'issued'") == [(promised,) * 2]


def open_bill(page: Page, site: Site, place: int) -> None:
    """Open a bill of the list that is issued."""
    (number,) = asked(site, OPEN)[place]
    page.goto(f"{site.address}/bills?status=open")
    page.locator(f"a[href='/bill?number={number}']").press("Enter")
    page.wait_for_url(f"**/bill?number={number}")
    expect(page.get_by_role("region", name="The bill")).to_be_visible()


def test_a_bill_is_downloaded_paid_and_credited(site: Site, page: Page, tmp_path: Path) -> None:
    open_bill(page, site, 0)
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF").press("Enter")
    assert started.value.path().read_bytes().startswith(b"%PDF-")
    button(page, "Payment").press("Enter")
    dialog = page.get_by_role("dialog", name="Write a payment down")
    dialog.get_by_label("Amount").fill("10.00")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Payments")).to_be_visible()
    expect(page.locator(".bill-paper")).to_contain_text("Still to pay")
    button(page, "Credit").press("Enter")
    dialog = page.get_by_role("dialog", name="Credit this bill")
    dialog.get_by_label("Why, as the customer reads it").fill("Agreed with the customer")
    button(dialog, "Issue the credit note").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Say how much is credited")
    dialog.locator(".credit-line input").first.fill("1.00")
    button(dialog, "Issue the credit note").press("Enter")
    expect(page.get_by_role("heading", name="Other bills")).to_be_visible()
    page.locator(".plain-list a[href^='/bill?number=']").press("Enter")
    expect(page.get_by_text("Agreed with the customer")).to_be_visible()
    expect(page.locator(".rep-bar")).to_contain_text("-€1.")


def test_a_bill_is_made_void_and_made_again(site: Site, page: Page) -> None:
    open_bill(page, site, 1)
    button(page, "Make void").press("Enter")
    dialog = page.get_by_role("dialog", name="Make this bill void")
    button(dialog, "Make it void").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Say why")
    dialog.get_by_label("Why it is void").fill("The address was wrong")
    button(dialog, "Make it void").press("Enter")
    expect(page.locator(".rep-bar .status")).to_have_text("Void")
    before = page.url
    button(page, "Make a new draft").press("Enter")
    page.wait_for_url(lambda address: address != before)
    expect(page.locator(".rep-bar .status")).to_have_text("Draft")
    button(page, "Issue").press("Enter")
    dialog = page.get_by_role("dialog", name="Issue this bill")
    expect(dialog.get_by_label("Date of the bill")).to_be_focused()
    button(dialog, "Issue").press("Enter")
    expect(page.locator(".rep-bar .status")).to_have_text("To be paid")


def test_without_a_mail_server_nothing_is_sent(site: Site, page: Page) -> None:
    open_bill(page, site, 2)
    button(page, "Send by e-mail").press("Enter")
    dialog = page.get_by_role("dialog", name="Send by e-mail")
    dialog.get_by_label("Send to").fill("books@example.org")
    press(page, "Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("No mail server is set")
