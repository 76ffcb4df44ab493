"""QuickBooks: its lists come in, names are given, and what would be refused is mended before a file is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visitor
from tests.browser.sheet import FINANCE, asked

pytestmark = pytest.mark.browser


def check(page: Page) -> None:
    page.get_by_role("tab", name="Send").click()
    page.get_by_role("button", name="Check").click()


def test_names_are_given_until_the_file_is_right(
    demo_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    # The work of account 1 is sent by another test of the same site.
    (first, *accounts) = [name for (name,) in asked(demo_site, "SELECT name FROM account ORDER BY id DESC")]
    lists = tmp_path / "lists.iif"
    records = [f"CUST\t{first} Inc", *(f"CUST\t{name}" for name in accounts)]
    lists.write_bytes("\r\n".join(["!CUST\tNAME", *records, ""]).encode("cp1252"))
    page = visit().sign_in(demo_site, FINANCE, "/quickbooks?show=lists")
    page.locator("input[type=file]").set_input_files(lists)
    expect(page.get_by_text(f"Customers: {len(accounts) + 1}")).to_be_visible()

    page.get_by_role("tab", name="Company").click()
    page.get_by_label("Company name").fill("Northbank Support Ltd")
    page.get_by_label("Company number").fill("1180517353")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The company is saved.")).to_be_visible()

    check(page)
    expect(page.get_by_role("alert")).to_contain_text("QuickBooks would refuse this file")
    page.get_by_role("link", name=f"Mend {first}").click()
    row = page.get_by_role("row", name=first)
    expect(row).to_contain_text("Not on their list")
    row.get_by_role("combobox").fill(f"{first} Inc")
    row.get_by_role("combobox").blur()
    expect(row).to_contain_text("Not saved")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Named")

    check(page)
    expect(page.get_by_role("status")).to_contain_text("activities are ready")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download").click()
    assert f"\t{first} Inc\t".encode("cp1252") in started.value.path().read_bytes()
    expect(page.get_by_role("main")).to_contain_text("There is nothing left to send.")
