"""The life of a contract in the browser: made, used up, blocked, topped up, expired and renewed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor, with_staff

pytestmark = pytest.mark.browser
MANAGER, REP = "mia@example.org", "rep@example.org"
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def office(serve: Callable[..., Site]) -> Site:
    """A site of its own, with a manager and a rep who opens tickets."""
    site = with_staff(serve("demo", "--entries", "1500", "--seed", "6"))
    site.command("user", "add", REP, "--role", "rep", "--name", "Rep", "--password", PASSWORD)
    return site


def choose(where: Page | Locator, page: Page, label: str, part: str) -> None:
    """Type a part of a name, and take the one that is found."""
    where.get_by_role("combobox", name=label).press_sequentially(part)
    expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")


def save(page: Page, label: str = "Save") -> None:
    page.get_by_role("button", name="Look at the effect").press("Enter")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_role("button", name=label, exact=True).press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def ask_for_a_ticket(page: Page, subject: str) -> Locator:
    """Fill in a ticket for the contract's product, and send it; return its dialog."""
    page.get_by_role("button", name="New ticket").press("Enter")
    dialog = page.get_by_role("dialog", name="New ticket")
    choose(dialog, page, "Account", "Atelier")
    dialog.get_by_label("Subject").fill(subject)
    dialog.get_by_label("Product").fill("Scanners")
    dialog.get_by_label("Subject").press("Enter")
    return dialog


def open_all_the_same(dialog: Locator, reason: str) -> None:
    """Open a ticket that was refused: not without saying why."""
    for text in ("", reason):
        dialog.get_by_label("Open it all the same, because").fill(text)
        dialog.get_by_role("button", name="Open the ticket").press("Enter")
        if not text:
            expect(dialog.get_by_role("alert")).to_contain_text("Say why it is opened all the same.")
    expect(dialog).to_have_count(0)


def test_the_life_of_a_contract(office: Site, visit: Callable[..., Visitor]) -> None:
    page = visit().sign_in(office, MANAGER, "/contracts")

    # Made: one request a month, for one product.
    page.get_by_role("button", name="New contract").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Number", exact=True).fill("SCAN-1")
    choose(dialog, page, "Account", "Atelier")
    dialog.get_by_label("Support plan").select_option("Incident pack")
    dialog.get_by_label("First day").fill(TODAY.replace(day=1).isoformat())
    dialog.get_by_label("Last day").fill((TODAY + timedelta(days=100)).isoformat())
    page.get_by_text("What it covers").click()
    page.get_by_label("Products that it covers").fill("Scanners")
    page.locator("summary").filter(has_text="Agreed otherwise").click()
    page.get_by_label("Included in a cycle").fill("1")
    save(page)
    page.wait_for_url(lambda address: "/contract?number=" in address)
    expect(page.get_by_role("heading", name="Ledger")).to_be_visible()
    contract = page.url

    # Used up by the first ticket, so that the second is refused, with the reason.
    rep = visit().sign_in(office, REP, "/tickets")
    dialog = ask_for_a_ticket(rep, "It eats the paper")
    expect(dialog).to_have_count(0)
    dialog = ask_for_a_ticket(rep, "It eats more paper")
    expect(dialog.get_by_role("alert")).to_contain_text("Contract SCAN-1 includes 1 request until")
    expect(rep.get_by_text("It eats more paper")).to_have_count(0)
    rep.keyboard.press("Escape")

    # Topped up: the second gets in, the third does not, but for a manager who says why.
    page.get_by_role("button", name="Top-up").press("Enter")
    page.get_by_label("Offer").select_option("0")
    expect(page.get_by_label("Requests")).to_have_value("")
    page.get_by_label("Requests").fill("1")
    page.get_by_label("Price").fill("50")
    save(page, "Save the top-up")
    expect(page.locator(".ledger tbody").get_by_role("row").first).to_contain_text("+ 1")
    expect(ask_for_a_ticket(rep, "It eats more paper")).to_have_count(0)
    page.goto(f"{office.address}/tickets")
    dialog = ask_for_a_ticket(page, "It is on fire")
    open_all_the_same(dialog, "It is on fire")
    expect(page.get_by_text("It is on fire").first).to_be_visible()

    # Expired yesterday, and renewed from the day after.
    page.goto(contract)
    page.get_by_role("button", name="Change", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_label("First day").fill((TODAY - timedelta(days=60)).isoformat())
    page.get_by_role("dialog").get_by_label("Last day").fill((TODAY - timedelta(days=1)).isoformat())
    save(page)
    expect(page.locator("#main")).to_contain_text("Expired")
    page.get_by_role("button", name="Renew", exact=True).press("Enter")
    save(page)
    page.wait_for_url(lambda address: "/contract?number=" in address and address != contract)
    expect(page.locator("#main")).to_contain_text("SCAN-1-R2")
    expect(page.locator("#main")).to_contain_text("Active")
    page.goto(contract)
    expect(page.locator("#main")).to_contain_text("Renewed")
