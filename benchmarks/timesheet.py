"""The timesheet in the browser with 1,000,000 entries behind it: ``python -m benchmarks.timesheet``.

Timed inside the page: an edit from the Enter that ends it until its row, priced again, is there; a scroll to any place
until the rows of that place are. Edits are those of accounts of all sizes: all open work of an account is priced again.
"""

from collections.abc import Iterator
from random import Random
from statistics import median

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import text

from benchmarks.baseline import tell
from benchmarks.browsing import sign_in
from benchmarks.serving import serving
from rxbilling.models.database import reading
from tests.browser.chromium import find

ENTRIES = 1_000_000
ACCOUNTS = 9
EDITS = 4
SCROLLS = 24
SIZES = "SELECT account_id, count(*) FROM time_entry GROUP BY account_id ORDER BY count(*)"
# Notes how long it is from the next Enter until a cell says something else than before one typed in it.
EDIT = """([watched, before]) => {
  const text = () => document.querySelector(watched)?.innerText;
  window.took = 0;
  document.addEventListener("keydown", () => {
    const begin = performance.now();
    const look = () => {
      const now = text();
      if (now && now !== before) window.took = performance.now() - begin; else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}"""
# Scrolls to a share of the whole, and resolves with the milliseconds until all rows that one sees there are loaded.
SCROLL = """(share) => new Promise((done) => {
  const frame = document.querySelector(".ag-grid-viewport"), begin = performance.now();
  const { top, bottom } = frame.getBoundingClientRect();
  const seen = () => [...document.querySelectorAll(".ag-row .ag-cell[col-id='account']")].filter((cell) => {
    const box = cell.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  });
  const rows = () => seen().map((cell) => cell.closest(".ag-row").getAttribute("row-index")).join();
  const before = rows();
  frame.scrollTop = share * (frame.scrollHeight - frame.clientHeight);
  const look = () => {
    const cells = seen();
    if (rows() !== before && cells.length > 5 && cells.every((cell) => cell.innerText)) done(performance.now() - begin);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def accounts() -> list[tuple[int, int]]:
    """Return accounts and their numbers of entries, from the smallest to the largest."""
    with reading() as db:
        sizes = [(int(number), int(count)) for number, count in db.connection().execute(text(SIZES))]
    return [sizes[place * (len(sizes) - 1) // (ACCOUNTS - 1)] for place in range(ACCOUNTS)]


def edits(page: Page) -> Iterator[float]:
    """Change the length of the newest open work that is shown, over and over; yield the seconds until it is there."""
    cell = ".ag-row[row-index='0'] .ag-cell[col-id='worked_s']"
    page.locator(cell).filter(has_text=":").wait_for()
    for minutes in range(EDITS):
        page.locator(cell).click()
        page.wait_for_timeout(500)
        before = page.locator(cell).inner_text()
        page.keyboard.type(f"{73 + minutes}m")
        page.evaluate(EDIT, [cell, before])
        page.keyboard.press("Enter")
        page.wait_for_function("window.took")
        yield float(page.evaluate("window.took")) / 1000


def scrolls(page: Page) -> Iterator[float]:
    """Scroll to places all over the list; yield the seconds until their rows are there."""
    page.locator(".ag-row .ag-cell[col-id='account']").filter(has_text=" ").first.wait_for()
    place = Random(1)  # noqa: S311 - no secret
    for _ in range(SCROLLS):
        page.wait_for_timeout(500)
        yield page.evaluate(SCROLL, place.random()) / 1000


def main() -> None:
    with serving("demo", "--entries", str(ENTRIES)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sign_in(page, address)
        took: list[float] = []
        for account, count in accounts():
            page.goto(f"{address}/entries?account={account}&status=unbilled")
            some = list(edits(page))
            took += some
            tell(f"edit: Enter to the row priced again, account of {count:,}", median(some))
        tell(f"edit: Enter to the row priced again, {ENTRIES:,} entries (median)", median(took), 0.15)
        page.goto(f"{address}/entries")
        tell(f"scroll to any place, {ENTRIES:,} entries (median)", median(scrolls(page)), 0.2)
        browser.close()


if __name__ == "__main__":
    main()
