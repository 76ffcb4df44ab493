"""Axe finds no serious fault on the pages of a rep's, a manager's and finance's daily work, light and dark.

What is dark differs in its colours alone: a page is looked at in both without being opened twice.
"""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor
from tests.browser.sheet import FINANCE, MANAGER, asked, cell, loaded

pytestmark = pytest.mark.browser
REP = "axe@example.org"
ENTRIES = "/entries"
PATHS = (
    "/exports",
    "/notices",
    "/day",
    "/week",
    "/expenses",
    "/summary",
    "/tickets",
    "/ticket?number=1",
    "/problems",
    "/accounts",
    "/account?number=1",
)
OF_ALL = (
    *PATHS,
    "/reps",
    "/approvals",
    "/contracts",
    "/contract?number=1",
    "/bills",
    "/bill?number=1",
    "/plans",
    "/rules",
    "/calendars",
    "/what-if",
)
OF_FINANCE = tuple(f"/quickbooks?show={part}" for part in ("send", "company", "customer", "lists"))
OF = {REP: PATHS, MANAGER: OF_ALL, FINANCE: OF_FINANCE}
# Other tests of the same site have users of their own.
BUSIEST = """SELECT r.name FROM rep r JOIN time_entry t ON t.rep_id = r.id LEFT JOIN app_user u ON u.rep_id = r.id
    WHERE u.id IS NULL GROUP BY r.id ORDER BY count(*) DESC LIMIT 1"""
# A day with open work of that rep.
A_DAY = """SELECT date(t.day - 719163 + 2440587.5) FROM time_entry t JOIN app_user u ON u.rep_id = t.rep_id
    WHERE u.email = 'axe@example.org' AND t.billed_at IS NULL AND t.billable ORDER BY t.day LIMIT 1"""
# Waits for all that moves and comes to an end.
ENDED = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""
Scheme = Literal["light", "dark"]
GRAVE = {"serious", "critical"}
DIALOG = "[role=dialog]"


@pytest.fixture(scope="module")
def site(demo_site: Site) -> Site:
    """The site of the demo, with a rep who has work."""
    name = asked(demo_site, BUSIEST)[0][0]
    demo_site.command("user", "add", REP, "--role", "rep", "--rep", name, "--password", PASSWORD)
    return demo_site


@pytest.fixture
def look(visit: Callable[..., Visitor]) -> Visitor:
    """Somebody who likes pages without anything that moves."""
    return visit(color_scheme="light", reduced_motion="reduce")


def one_day(site: Site) -> str:
    """Return the address of the few open entries of a day."""
    ((day,),) = asked(site, A_DAY)
    return f"{ENTRIES}?from={day}&to={day}&status=unbilled"


def shown(page: Page, scheme: Scheme) -> None:
    page.emulate_media(color_scheme=scheme)
    # The page's own colours follow those of the browser a moment later.
    page.locator(f"html.{scheme} .radix-themes.{scheme}").first.wait_for(state="attached")
    # What goes over from one colour to the other is there when the next frame has been drawn.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate(ENDED)


def faults_in(page: Page, scheme: Scheme, within: str | None = None) -> list[str]:
    """Return the serious faults of a page as it is now, each with where it is; dark ones are of colours only.

    What opens over a page that was looked at already is looked at ``within`` itself.
    """
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    return [
        f"{page.url} {scheme}: {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in Axe().run(page, context=within, options=options).response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def faults(page: Page, within: str | None = None) -> list[str]:
    """Return the serious faults of a page as it is now, light and dark."""
    found = faults_in(page, "light", within)
    shown(page, "dark")
    found += faults_in(page, "dark", within)
    shown(page, "light")
    return found


def opened(page: Page, name: str | None = None) -> None:
    """Wait until a dialog is there as it stays: what fades in has no contrast yet."""
    dialog = page.get_by_role("dialog", name=name) if name else page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.evaluate("e => Promise.allSettled(e.getAnimations({ subtree: true }).map((moving) => moving.finished))")


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("email", OF)
def test_pages(site: Site, look: Visitor, email: str) -> None:
    page = look.sign_in(site, email, "/day")
    found = []
    for path in OF[email]:
        page.goto(site.address + path)
        page.locator("#main h1").wait_for()
        expect(page.locator("#main .rt-Skeleton")).to_have_count(0)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("email", [REP, MANAGER, FINANCE])
def test_time_entries_with_what_opens_over_them(site: Site, look: Visitor, email: str) -> None:
    page = look.sign_in(site, email, ENTRIES)
    loaded(page)
    found = faults(page)
    # Axe goes through all of a page, also where it looks at a part: the few rows of one day will do.
    page.goto(site.address + one_day(site))
    loaded(page)
    found += over_time_entries(page, "light")
    shown(page, "dark")
    assert found + over_time_entries(page, "dark") == []


def over_time_entries(page: Page, scheme: Scheme) -> list[str]:
    """Return the serious faults of all that opens over the table, one after the other."""
    found = []
    for tab in ("Price", "Change", "History"):
        if tab == "Price":
            cell(page, 0, "amount").click()
            opened(page, "Time entry")
        elif page.get_by_role("tab", name=tab).count():
            page.get_by_role("tab", name=tab).click()
            expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        found += faults_in(page, scheme, DIALOG)
    close(page)
    for button in ("Views", "Status", "Accounts", "Export", "Change all"):
        if page.get_by_role("button", name=button, exact=True).count():
            page.get_by_role("button", name=button, exact=True).click()
            opened(page)
            found += faults_in(page, scheme, DIALOG)
            close(page)
    page.locator(".columns-menu summary").click()
    found += faults_in(page, scheme, ".columns-menu")
    page.locator(".columns-menu summary").click()
    return found


def test_the_bell_and_who_is_told_of_a_contract(site: Site, look: Visitor) -> None:
    site.command("notices")
    number = asked(site, "SELECT id FROM contract WHERE state = 'active' ORDER BY id")[0][0]
    page = look.sign_in(site, MANAGER, f"/contract?number={number}")
    page.locator("#bell-button").click()
    opened(page, "Notices")
    found = faults(page, DIALOG)
    close(page)
    page.get_by_role("button", name="Change who is told").click()
    opened(page)
    assert found + faults(page, DIALOG) == []


def test_a_cell_that_is_typed_in_and_one_that_is_wrong(site: Site, look: Visitor) -> None:
    page = look.sign_in(site, MANAGER, one_day(site))
    loaded(page)
    cell(page, 0, "account").focus()
    page.keyboard.press("F2")
    expect(page.get_by_role("listbox")).to_be_visible()
    found = faults(page)
    page.keyboard.press("Escape")
    cell(page, 0, "worked_s").focus()
    page.keyboard.type("long")
    page.keyboard.press("Enter")
    expect(page.locator(".grid-said")).not_to_be_empty()
    assert found + faults(page) == []


def test_dialogs_for_new_work_and_expenses(site: Site, look: Visitor) -> None:
    page = look.sign_in(site, REP, "/expenses")
    page.get_by_role("button", name="New expense").click()
    opened(page)
    found = faults(page, DIALOG)
    close(page)
    page.get_by_role("button", name="New entry").click()
    opened(page)
    assert found + faults(page, DIALOG) == []
