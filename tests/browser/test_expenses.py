"""Expenses: written down with the keyboard, with a receipt; found, deleted, brought back, paid back."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor
from tests.services.expense_rows import PDF

pytestmark = pytest.mark.browser
REP, FINANCE = "rep@example.org", "fin@example.org"


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, with a rep and somebody of finance."""
    site = serve("demo", "--entries", "1500", "--seed", "5")
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        (name,) = database.execute("SELECT name FROM rep ORDER BY id").fetchone()
    site.command("user", "add", REP, "--role", "rep", "--rep", name, "--name", name, "--password", PASSWORD)
    site.command("user", "add", FINANCE, "--role", "finance", "--name", "Fin", "--password", PASSWORD)
    return site


def new_expense(page: Page, amount: str, category: str, account: str = "") -> None:
    """Fill in the form with the keyboard alone, without saving it."""
    page.get_by_role("button", name="New expense").press("Enter")
    expect(page.get_by_label("Amount, tax included")).to_be_focused()
    page.keyboard.type(amount)
    page.get_by_label("Category").press_sequentially(category)
    if account:
        page.keyboard.press("Tab")
        page.keyboard.type(account)
        expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")


def test_an_expense_is_written_down_with_the_keyboard(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, REP, "/expenses")
    new_expense(page, "1 234,50", "Training course", "Calder")
    # The account is billed in dollars.
    expect(page.get_by_label("Currency")).to_have_value("USD")
    page.get_by_label("Of which tax").fill("2000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The tax is a part of the amount: it is not more.")
    page.get_by_label("Of which tax").fill("34.50")
    page.locator("input[type=file]").set_input_files({"name": "page.html", "mimeType": "text/html", "buffer": b"<p>"})
    expect(page.get_by_role("alert")).to_have_text("A receipt is a PDF, or a picture (JPEG, PNG, WebP).")
    page.locator("input[type=file]").set_input_files({"name": "bill.pdf", "mimeType": "", "buffer": PDF})
    expect(page.locator(".attached")).to_contain_text("bill.pdf")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("The expense is saved.")).to_be_visible()
    line = page.get_by_role("row").filter(has_text="Training course")
    expect(line).to_contain_text("$1,234.50")
    expect(line).to_contain_text("Calder & Pine Outfitters")
    expect(line).to_contain_text("To be reimbursed")
    expect(page.get_by_role("status").first).to_contain_text("$1,234.50")
    address = line.get_by_role("link", name="Receipt bill.pdf").get_attribute("href")
    answer = page.request.get(f"{office.address}{address}")
    assert (answer.status, answer.body()) == (200, PDF)


def test_a_ticket_brings_its_account(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, REP, "/expenses")
    new_expense(page, "9.90", "Meals")
    page.get_by_label("Ticket").press("ArrowDown")
    expect(page.get_by_role("listbox").get_by_role("option")).not_to_have_count(0)
    # Escape closes the list, not the dialog.
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.get_by_label("Ticket").press("ArrowDown")
    page.get_by_role("listbox").get_by_role("option").first.click()
    expect(page.get_by_role("combobox", name="Account")).not_to_have_value("")
    page.get_by_role("combobox", name="Account").fill("no such account")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text("There is no such account.")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_expense_is_changed_deleted_and_brought_back(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, REP, "/expenses?status=not_billable")
    new_expense(page, "20", "Small things")
    page.get_by_label("Bill it to the account").uncheck()
    page.get_by_role("button", name="Save").click()
    opening = page.get_by_role("button", name="Small things")
    opening.press("Enter")
    page.get_by_label("Amount, tax included").fill("25.5")
    page.keyboard.press("Enter")
    line = page.get_by_role("row").filter(has_text="Small things")
    expect(line).to_contain_text("€25.50")
    expect(line).to_contain_text("Internal")
    opening.click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("The expense is deleted.")).to_be_visible()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(line).to_contain_text("€25.50")


def test_finance_marks_what_is_paid_back(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, FINANCE, "/expenses?status=to_reimburse")
    rows = page.locator("tbody").get_by_role("row")
    expect(rows).not_to_have_count(0)
    count = rows.count()
    rows.first.get_by_role("checkbox").click()
    page.get_by_role("button", name="Mark as reimbursed").click()
    expect(page.get_by_text("Marked as reimbursed: 1")).to_be_visible()
    expect(rows).to_have_count(count - 1)
    assert page.get_by_role("button", name="New expense").count() == 0
    rows.first.get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("Amount")
    assert page.get_by_role("dialog").get_by_role("button", name="Save").count() == 0


def test_a_filter_is_in_the_address_and_a_list_notices_others(office: Site, visit: Callable[..., Visitor]) -> None:
    finance = visit().sign_in(office, FINANCE, "/expenses")
    finance.get_by_label("Status").click()
    finance.get_by_label("Unbilled").click()
    finance.keyboard.press("Escape")
    finance.wait_for_url(lambda address: address.endswith("?status=unbilled"))
    page = visit().sign_in(office, REP, "/expenses")
    new_expense(page, "77.77", "Live news", "Atelier")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Save").click()
    expect(finance.get_by_role("row").filter(has_text="Live news")).to_contain_text("€77.77", timeout=4000)


def test_the_page_fits_a_phone(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit(viewport={"width": 390, "height": 844}).sign_in(office, REP, "/expenses")
    expect(page.get_by_role("row").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="New expense").click()
    expect(page.get_by_label("Amount, tax included")).to_be_visible()


def test_g_and_x_go_to_the_expenses(office: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(office, REP)
    page.keyboard.press("g")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Expenses", level=1)).to_be_visible()
