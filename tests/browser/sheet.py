"""The timesheet as tests use it: cells by row and column, keys, and what the database says."""

import sqlite3
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visitor

MANAGER, FINANCE = "mia@example.org", "fin@example.org"


def asked(site: Site, sql: str, *values: Any) -> list[Any]:
    """Ask a site's database."""
    with sqlite3.connect(site.data / "rxbilling.db") as database:
        return database.execute(sql, values).fetchall()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def cell(page: Page, row: int | str, column: str) -> Locator:
    """Return a cell by the place of its row, or by the number of its entry (``#12``)."""
    where = f"row-id='{row[1:]}'" if isinstance(row, str) else f"row-index='{row}'"
    return page.locator(f".ag-row[{where}] .ag-cell[col-id='{column}']")


def loaded(page: Page) -> None:
    """Wait until the first row is there."""
    expect(cell(page, 0, "account")).not_to_be_empty()


def open_sheet(visitor: Visitor, site: Site, query: str, email: str = MANAGER) -> Page:
    """Sign in, and show the entries of a filter."""
    page = visitor.sign_in(site, email, f"/entries?{query}")
    loaded(page)
    return page


def entry_of(page: Page, row: int) -> str:
    """Return the number of the entry in a row."""
    loaded(page)
    return page.locator(f".ag-row[row-index='{row}']").get_attribute("row-id") or ""


def timed(page: Page) -> str:
    """Return the first row whose work has a clock."""
    row = page.locator(".ag-row").filter(has=page.locator(".ag-cell[col-id='start']", has_text=":")).first
    return f"#{row.get_attribute('row-id')}"


def count(page: Page) -> int:
    """Return how many entries the totals say that there are."""
    value = page.locator(".total-value").first
    expect(value).not_to_be_empty()
    return int(value.inner_text().replace(",", ""))


def type_into(page: Page, row: int | str, column: str, text: str, end: str = "Enter") -> None:
    """Go to a cell, and type over what it holds."""
    cell(page, row, column).focus()
    page.keyboard.type(text)
    expect(cell(page, row, column).locator("input")).to_have_value(text)
    press(page, end)
    expect(page.locator(".cell-input")).to_have_count(0)


def scroll_right(page: Page) -> None:
    """Show the last columns: those out of sight are not in the page."""
    page.locator(".ag-grid-viewport").evaluate("e => { e.scrollLeft = e.scrollWidth }")


def paste(page: Page, text: str) -> None:
    """Paste a text into the grid, as the browser does it from the clipboard."""
    cell(page, 0, "account").focus()
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )
