"""An administrator's first day: the demo, and then the real work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visitor

pytestmark = pytest.mark.browser
HEADER = "Ticket;Customer;Country;Agent;Work type;From;To;Remark"
GOOD = [
    "T-1;Bäckerei Ost;DE;Ana;Remote;2026-03-02 09:00;2026-03-02 10:30;Printer",
    "T-1;Bäckerei Ost;DE;Bo;Remote;2026-03-02 17:30;2026-03-02 18:30;Printer again",
    "T-2;Hôtel du Lac;FR;Ana;On-site;2026-03-07 10:00;2026-03-07 11:00;Network",
]
BAD = "T-3;Hôtel du Lac;FR;Ana;On-site;2026-03-08 10:00;2026-03-08 09:00;Backwards"


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site]) -> Site:
    return serve()


def write(folder: Path, rows: list[str]) -> Path:
    path = folder / "work.csv"
    path.write_bytes("\r\n".join([HEADER, *rows, ""]).encode("cp1252"))
    return path


def send(page: Page, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file to import").click()
    chooser.value.set_files(path)
    expect(page.get_by_text("What the columns mean")).to_be_visible()


def choose(page: Page, field: str, column: str) -> None:
    page.get_by_label(field, exact=True).select_option(column)


def test_the_demo_is_filled_and_removed(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site)
    page.get_by_role("button", name="Fill in the demo company").click()
    expect(page.get_by_text("This is the demo company. Nothing here is real.")).to_be_visible(timeout=60_000)
    expect(page.locator(".stat-value").first).to_be_visible()
    page.goto(site.address + "/import")
    expect(page.get_by_text("Real work is never mixed with the demo")).to_be_visible()
    page.locator("#main").get_by_role("button", name="Remove the demo").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Remove the demo").click()
    expect(page.get_by_text("Welcome. There is no work here yet.")).to_be_visible(timeout=60_000)


def test_bad_rows_stop_the_import_until_they_are_left_out(site: Site, visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.sign_in(site, path="/import")
    send(page, write(tmp_path, [*GOOD, BAD]))
    expect(page.get_by_role("cell", name="Bäckerei Ost").first).to_be_visible()
    expect(page.get_by_label("Account", exact=True)).to_have_value("Customer")
    choose(page, "Note", "Remark")
    choose(page, "Service", "Work type")
    choose(page, "Start (date and time)", "From")
    choose(page, "End (date and time)", "To")
    choose(page, "Start time", "")
    choose(page, "End time", "")
    choose(page, "Time zone of times without one", "Europe/Berlin")
    page.get_by_role("button", name="Import all rows").click()
    expect(page.get_by_text("Nothing was imported.")).to_be_visible()
    expect(page.get_by_role("row", name="5")).to_contain_text("The end is before the start.")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download these rows as CSV").click()
    assert "Backwards" in started.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Import the good rows only").click()
    expect(page.get_by_text("3 time entries added and priced")).to_be_visible()
    expect(page.get_by_text("1 bad rows are left out")).to_be_visible()


def test_the_same_file_again_adds_nothing(site: Site, visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.sign_in(site, path="/import")
    send(page, write(tmp_path, GOOD))
    for field, column in (("Note", "Remark"), ("Service", "Work type"), ("Start time", ""), ("End time", "")):
        choose(page, field, column)
    choose(page, "Start (date and time)", "From")
    choose(page, "End (date and time)", "To")
    choose(page, "Time zone of times without one", "Europe/Berlin")
    page.get_by_role("button", name="Import all rows").click()
    expect(page.get_by_text("3 rows were imported before and are passed over")).to_be_visible()


def test_imported_work_is_priced_on_the_customers_clock(site: Site, visitor: Visitor) -> None:
    page = visitor.sign_in(site)
    # 1:30 + 0:30 operational at 90.00, 0:30 after hours at 135.00, 1:00 on a Saturday at 157.50.
    expect(page.locator(".stat", has_text="Billable amount").locator(".stat-value")).to_have_text("€405.00")


def test_a_file_that_is_no_table_is_refused_with_a_reason(site: Site, visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.sign_in(site, path="/import")
    path = tmp_path / "picture.csv"
    path.write_bytes(bytes(range(256)) * 20)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file to import").click()
    chooser.value.set_files(path)
    expect(page.get_by_role("alert")).to_contain_text("picture.csv")
