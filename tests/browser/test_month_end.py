"""A manager's correction and finance's month end, with the keyboard alone: what changes is shown first, and undone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visitor, with_staff
from tests.browser.sheet import FINANCE, asked, cell, count, entry_of, loaded, open_sheet, press, type_into

pytestmark = pytest.mark.browser
SHOW, REFERENCE = "Show what changes", "INV-2041"
NOTHING = "€0.00"
OF_MONTH = """SELECT count(*) FROM time_entry t JOIN charge c ON c.entry_id = t.id WHERE t.deleted_at IS NULL
  AND t.day BETWEEN ? AND ? AND t.billed_at IS NULL AND t.billable AND c.problem = 0"""


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site]) -> Site:
    """A site of its own, as these tests change what others count."""
    return with_staff(serve("demo", "--entries", "1500", "--seed", "3"))


def ask(page: Page, button: str, action: str, value: str = "") -> Locator:
    """Open the dialog, say what is to be done, and have it shown."""
    page.get_by_role("button", name=button).press("Enter")
    dialog = page.get_by_role("dialog", name="Change entries")
    expect(dialog.get_by_label("What")).to_be_focused()
    dialog.get_by_label("What").select_option(label=action)
    if value:
        expect(dialog.locator("#value")).to_have_value("")
        press(page, "Tab")
        expect(dialog.locator("#value")).to_be_focused()
        page.keyboard.type(value)
        expect(dialog.locator("#value")).to_have_value(value)
        if not action.startswith("Mark"):
            offers = dialog.locator(".picks li")
            expect(offers).to_have_count(1)
            if offers.get_attribute("role") == "option":
                press(page, "Enter")
                expect(offers).to_have_count(0)
        press(page, "Enter")
    else:
        dialog.get_by_role("button", name=SHOW).press("Enter")
    return dialog


def fact(dialog: Locator, label: str) -> Locator:
    return dialog.locator("dt", has_text=label).locator("xpath=following-sibling::dd[1]")


def test_a_manager_gives_selected_work_another_service(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    chosen = [entry_of(page, row) for row in (0, 1, 2)]
    before = [cell(page, f"#{number}", "service").inner_text() for number in chosen]
    cell(page, 0, "note").focus()
    press(page, "Space", "ArrowDown", "Space", "ArrowDown", "Space")
    expect(page.locator(".ag-row-selected[row-id]")).not_to_have_count(0)
    dialog = ask(page, "Change selected", "Give another service", "Training")
    expect(dialog).to_contain_text("Selected entries: 3")
    expect(fact(dialog, "Entries that change")).to_have_text("3")
    expect(dialog.get_by_role("button", name="Give another service (3)")).to_be_focused()
    # Nothing has happened yet.
    assert [cell(page, f"#{number}", "service").inner_text() for number in chosen] == before
    press(page, "Enter")
    for number in chosen:
        expect(cell(page, f"#{number}", "service")).to_have_text("Training")
    # What the message offers to undo is that change, and not what one does meanwhile.
    other = f"#{entry_of(page, 4)}"
    type_into(page, other, "note", "Written since")
    expect(cell(page, other, "note")).to_have_text("Written since")
    page.locator("[data-sonner-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator(".grid-said")).to_have_text("Undone. As before: 3 entries.")
    for number, service in zip(chosen, before, strict=True):
        expect(cell(page, f"#{number}", "service")).to_have_text(service)
    expect(cell(page, other, "note")).to_have_text("Written since")


def test_a_manager_moves_all_that_is_filtered(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=5&status=unbilled")
    many = count(page)
    dialog = ask(page, "Change all", "Move to another account", "Groupe Lanthier")
    expect(dialog).to_contain_text(f"All entries of the filter: {many}")
    expect(fact(dialog, "Entries that change")).to_have_text(str(many))
    # What the accounts cost before and then, each in its currency.
    expect(dialog.get_by_role("row").filter(has_text="All their work")).to_contain_text("$")
    dialog.get_by_role("button", name="Move to another account").press("Enter")
    expect(page.locator(".total-value").first).to_have_text("0")
    page.locator("#main").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".total-value").first).to_have_text(str(many))


def test_a_name_that_nobody_has_is_refused(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    dialog = ask(page, "Change all", "Move to another account", "No such customer")
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_role("button", name=SHOW)).to_be_visible()


def choose_last_month(page: Page) -> tuple[date, date]:
    """Choose the month before this one among the periods, with the arrows."""
    page.get_by_role("combobox", name="Period").press("Enter")
    last = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011 - the demo is made up to today's date
    option = page.get_by_role("option", name=f"{last:%B %Y}")
    expect(option).to_be_visible()
    while not option.evaluate("e => e === document.activeElement"):
        press(page, "ArrowDown")
    press(page, "Enter")
    page.wait_for_url(lambda address: f"from={last:%Y-%m}-01&to={last}" in address)
    return last.replace(day=1), last


def test_finance_marks_a_month_as_billed(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, FINANCE, "/entries")
    loaded(page)
    first, last = choose_last_month(page)
    total = count_of(page, site, first, last)
    dialog = ask(page, "Change all", "Mark as billed", REFERENCE)
    expect(fact(dialog, "Entries that change")).to_have_text(str(total))
    unbilled = page.locator(".totals > div").filter(has_text="Unbilled amount").locator(".total-value")
    before = unbilled.inner_text()
    expect(fact(dialog, "Their price now")).to_contain_text("€")
    dialog.get_by_role("button", name=f"Mark as billed ({total})").press("Enter")
    expect(unbilled).to_have_text(NOTHING)
    assert billed(site) == total
    locked(page)
    page.locator("#main").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".grid-said")).to_have_text(f"Undone. Status as before: {total} entries.")
    expect(unbilled).to_have_text(before)
    assert billed(site) == 0
    # Once more, for good; what is billed already does not change.
    dialog = ask(page, "Change all", "Mark as billed", REFERENCE)
    dialog.get_by_role("button", name=f"Mark as billed ({total})").press("Enter")
    expect(unbilled).to_have_text(NOTHING)
    assert billed(site) == total


def count_of(page: Page, site: Site, first: date, last: date) -> int:
    """Return how much of a month finance can bill; the page shows at least that."""
    ((total,),) = asked(site, OF_MONTH, first.toordinal(), last.toordinal())
    expect(page.locator(".total-value").first).not_to_have_text("1,500")
    assert 0 < total <= count(page)
    return int(total)


def billed(site: Site) -> int:
    return int(asked(site, "SELECT count(*) FROM time_entry WHERE billed_reference = ?", REFERENCE)[0][0])


def locked(page: Page) -> None:
    """See that a row that was marked is not typed in, and says by what it is billed."""
    row = page.locator(".ag-row").filter(has_text=REFERENCE).first
    note = row.locator(".ag-cell[col-id='service']")
    note.focus()
    page.keyboard.type("x")
    expect(page.locator(".cell-input")).to_have_count(0)
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_contain_text(REFERENCE)
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_reference_is_needed(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled", FINANCE)
    dialog = ask(page, "Change all", "Mark as billed")
    expect(dialog.get_by_role("alert")).to_have_text(
        "Say by what they are billed: the number of an invoice, for example."
    )
