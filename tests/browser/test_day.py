"""A rep's whole day with the keyboard alone: timer, reload, quick add, week, copying last week, day."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PASSWORD, Site, Visitor

pytestmark = pytest.mark.browser
EMAIL, REP = "day@example.org", "Day Rep"
FRIDAY = "2026-02-27"
LAST_WEEK = "2026-02-17"


def asked(site: Site, sql: str, *values: Any) -> list[Any]:
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        return database.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with three accounts, and a rep who worked two hours in February."""
    path: Path = tmp_path_factory.mktemp("work") / "work.csv"
    rows = [f"Acme,{REP},Remote,2:00", "Bolt,Other Rep,Remote,1:00", "Acorn,Other Rep,On-site,1:00"]
    path.write_text("Account,Rep,Service,Length,Date\n" + "".join(f"{row},{LAST_WEEK}\n" for row in rows))
    made = serve("import", str(path), "--zone", "UTC")
    made.command("user", "add", EMAIL, "--role", "rep", "--rep", REP, "--password", PASSWORD)
    return made


@pytest.fixture
def midday(site: Site) -> Iterator[None]:
    """Let it be about noon on the rep's clock: a timer that has run over midnight is forgotten."""
    ahead = 12 - datetime.now(UTC).hour
    set_zone(site, f"Etc/GMT{-ahead:+}" if ahead else "UTC")
    yield
    set_zone(site, "")


def set_zone(site: Site, zone: str) -> None:
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        database.execute("UPDATE app_user SET zone = ? WHERE email = ?", (zone, EMAIL))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def pick(page: Page, part: str, name: str) -> None:
    """Type into the account's field, and take what it offers."""
    expect(page.locator("#account")).to_be_focused()
    page.keyboard.type(part)
    press(page, "Enter")
    expect(page.locator("#account")).to_have_value(name)


def go_to(page: Page, field: str) -> None:
    """Tab to a field, as somebody without a mouse does."""
    for _ in range(20):
        press(page, "Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"{field} is not reached")


def start(page: Page) -> None:
    page.locator("#timer-form").get_by_role("button", name="Start timer").press("Enter")
    expect(page.locator(".ticking")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def started(site: Site, seconds_ago: int) -> None:
    """Let the timer have been running for a while."""
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        database.execute("UPDATE timer SET started_at = started_at - ?", (seconds_ago,))


def cell(page: Page, place: str) -> Locator:
    return page.locator(f"[data-cell='{place}']")


@pytest.mark.usefixtures("midday")
def test_the_timer_from_the_keyboard_over_a_reload(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL)
    page.get_by_role("button", name="Start timer").wait_for()
    press(page, "t")
    pick(page, "bol", "Bolt")
    go_to(page, "note")
    page.keyboard.type("A call")
    press(page, "Tab", "Tab", "Enter")
    expect(page.locator(".ticking")).to_have_text("0:00:02", timeout=10_000)
    second = visitor.page()
    second.goto(f"{site.address}/entries")
    expect(second.locator(".timer-label")).to_have_text("Bolt")
    started(site, 3600)
    page.reload()
    expect(page.locator(".ticking")).to_contain_text("1:00:")
    press(page, "t")
    expect(page.get_by_text("logged for Bolt")).to_be_visible()
    expect(page.get_by_role("button", name="Start timer")).to_be_visible()
    # The other tab follows.
    expect(second.get_by_role("button", name="Start timer")).to_be_visible()
    ((seconds, note),) = asked(site, "SELECT seconds, note FROM time_entry WHERE start_at IS NOT NULL")
    assert 3600 <= seconds < 3660
    assert note == "A call"


@pytest.mark.usefixtures("midday")
def test_starting_another_logs_the_first(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL)
    page.get_by_role("button", name="Start timer").wait_for()
    press(page, "t")
    pick(page, "bol", "Bolt")
    start(page)
    started(site, 600)
    page.get_by_role("button", name="Change the timer").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Start another").press("Enter")
    expect(dialog.get_by_text("stopped and logged first")).to_be_visible()
    pick(page, "aco", "Acorn")
    start(page)
    expect(page.locator(".timer-label")).to_have_text("Acorn")
    assert asked(
        site, "SELECT count(*) FROM time_entry WHERE start_at IS NOT NULL AND seconds BETWEEN 600 AND 660"
    ) == [(1,)]
    press(page, "t")
    page.get_by_role("dialog", name="Less than a minute").get_by_role("button", name="Discard").press("Enter")
    expect(page.get_by_role("button", name="Start timer")).to_be_visible()


@pytest.mark.usefixtures("midday")
def test_a_few_seconds_are_asked_about(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL)
    page.get_by_role("button", name="Start timer").wait_for()
    press(page, "t")
    pick(page, "aco", "Acorn")
    start(page)
    press(page, "t")
    dialog = page.get_by_role("dialog", name="Less than a minute")
    dialog.get_by_role("button", name="Discard").press("Enter")
    expect(page.get_by_role("button", name="Start timer")).to_be_visible()
    assert asked(site, "SELECT count(*) FROM timer") == [(0,)]
    assert asked(site, "SELECT count(*) FROM time_entry JOIN account a ON a.id = account_id WHERE name = 'Acorn'") == [
        (1,)
    ]


def test_a_forgotten_timer_warns_and_asks_when_it_ended(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL)
    page.get_by_role("button", name="Start timer").wait_for()
    press(page, "t")
    pick(page, "bol", "Bolt")
    start(page)
    started(site, 30 * 3600)
    page.goto(f"{site.address}/entries")
    expect(page.get_by_role("alert").filter(has_text="Was it forgotten?")).to_be_visible()
    press(page, "t")
    dialog = page.get_by_role("dialog", name="When did the timer end?")
    dialog.get_by_label("Ended at").fill("25")
    dialog.get_by_label("Ended at").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not a time of day")
    begun = datetime.fromtimestamp(asked(site, "SELECT started_at FROM timer")[0][0], UTC)
    end = begun + timedelta(minutes=20)
    dialog.get_by_label("Date").fill(end.date().isoformat())
    dialog.get_by_label("Ended at").fill(end.strftime("%H:%M:%S"))
    dialog.get_by_label("Ended at").press("Enter")
    expect(page.get_by_text("0:20:00 logged for Bolt")).to_be_visible()


def test_quick_add_goes_on_where_the_last_one_ended(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL, path=f"/day?day={FRIDAY}")
    page.locator(".line").wait_for()
    press(page, "n")
    pick(page, "acm", "Acme")
    expect(page.locator("#day")).to_have_value(FRIDAY)
    go_to(page, "start")
    page.keyboard.type("9")
    go_to(page, "end")
    page.keyboard.type("8:30")
    press(page, "Enter")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("The end is before the start")
    expect(page.locator("#end")).to_be_focused()
    page.locator("#end").fill("1030")
    press(page, "Control+Enter")
    expect(page.get_by_text("1:30:00 logged for Acme")).to_be_visible()
    expect(page.locator("#start")).to_have_value("10:30")
    # What was logged last comes first.
    expect(page.locator("#account")).to_be_focused()
    press(page, "ArrowDown", "Enter")
    expect(page.locator("#account")).to_have_value("Acme")
    page.locator("#start").fill("11:15")
    go_to(page, "length")
    page.keyboard.type("45m")
    press(page, "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".day-block")).to_have_count(2)
    expect(page.locator(".gap")).to_have_text("Gap 0:45")


def test_a_gap_is_filled_and_an_overlap_is_named(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL, path=f"/day?day={FRIDAY}")
    page.locator(".gap").press("Enter")
    expect(page.locator("#start")).to_have_value("10:30")
    expect(page.locator("#end")).to_have_value("11:15")
    pick(page, "bol", "Bolt")
    page.locator("#end").fill("11:30")
    press(page, "Enter")
    expect(page.locator(".gap")).to_have_count(0)
    overlaps = page.locator(".panel").filter(has_text="Overlaps")
    expect(overlaps).to_contain_text("11:15 – 11:30")
    expect(overlaps).to_contain_text("0:15")
    page.locator(".day-block").first.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Acme")
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "ArrowRight")
    expect(page.locator(".rep-title")).to_contain_text("Saturday, February 28")


def test_the_week_is_filled_in_and_copied(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL, path=f"/week?day={LAST_WEEK}")
    page.locator(".week").wait_for()
    expect(cell(page, "0:1")).to_have_value("2:00")
    cell(page, "0:1").focus()
    press(page, "Tab")
    page.keyboard.type("1,5")
    press(page, "Enter")
    expect(cell(page, "0:2")).to_have_value("1:30")
    cell(page, "0:3").focus()
    page.keyboard.type("90")
    press(page, "ArrowLeft", "Tab")
    expect(page.get_by_role("alert")).to_contain_text("not a length of time")
    expect(page.get_by_role("alert")).to_contain_text("Thursday 19")
    expect(cell(page, "0:3")).to_have_value("90")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(cell(page, "0:3")).to_have_value("")
    expect(cell(page, "0:3")).not_to_have_class(re.compile("week-wrong"))
    expect(cell(page, "0:4")).to_be_focused()
    page.keyboard.type("8")
    press(page, "Shift+Tab")
    page.keyboard.type("90m")
    press(page, "Shift+Tab")
    expect(cell(page, "0:3")).to_have_value("1:30")
    expect(cell(page, "0:4")).to_have_value("8:00")
    expect(page.get_by_role("alert").filter(has_text="length")).to_have_count(0)
    page.keyboard.press("Delete")
    press(page, "Enter")
    expect(cell(page, "0:2")).to_have_value("")
    page.locator("#main h1").click()
    press(page, "ArrowRight")
    expect(page.locator(".rep-title")).to_contain_text("Feb 23")
    page.get_by_role("button", name="Copy last week").press("Enter")
    dialog = page.get_by_role("dialog", name="Copy last week")
    expect(dialog.get_by_role("row")).to_have_count(4)
    expect(dialog).to_contain_text("Will be added")
    dialog.get_by_role("button", name="Add these hours").press("Enter")
    expect(page.get_by_text("entries are added")).to_be_visible()
    expect(page.locator(".week tbody tr").filter(has_text="Remote").locator("input").nth(1)).to_have_value("2:00")


def test_what_was_worked_by_the_clock_is_not_filled_in(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL, path=f"/week?day={FRIDAY}")
    fixed = page.locator(".week-fixed").first
    expect(fixed).to_have_attribute("title", re.compile("change them in the day view"))
    # The arrows lead to it as to every cell; Enter opens its day.
    fixed.focus()
    page.keyboard.press("ArrowLeft")
    expect(fixed).not_to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(fixed).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".line")).to_be_visible()


def test_a_row_is_added_and_its_first_cell_waits(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, EMAIL, path="/week?day=2026-01-12")
    page.get_by_role("button", name="Add a row").press("Enter")
    pick(page, "aco", "Acorn")
    page.get_by_role("button", name="Add the row").press("Enter")
    expect(cell(page, "0:0")).to_be_focused()
    page.keyboard.type(":45")
    press(page, "Enter")
    expect(cell(page, "0:0")).to_have_value("0:45")
    assert asked(site, "SELECT seconds, tier FROM time_entry WHERE day = 739628") == [(2700, 0)]


def test_an_administrator_sets_working_hours(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site, path="/users")
    page.get_by_role("button", name=f"Change the hours of {REP}").press("Enter")
    dialog = page.get_by_role("dialog", name="Working hours")
    dialog.get_by_label("Friday").fill("5h30")
    dialog.get_by_label("Billable target, in percent").fill("75")
    press(page, "Enter")
    expect(page.get_by_role("row").filter(has_text=REP).filter(has_text="37:30")).to_contain_text("75")
