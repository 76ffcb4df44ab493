"""Filter changes in the browser with 100,000 entries: ``python -m benchmarks.browsing``.

Timed inside the page, from the choice to the changed number (dashboard) or row (list).
"""

from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.baseline import tell
from benchmarks.serving import PASSWORD, serving
from tests.browser.chromium import find

ENTRIES = 100_000
CHOICES = 6
# Watches an element's text, and resolves with the milliseconds from the click until it is another one.
CHANGE = """([button, watched]) => new Promise((done) => {
  const text = () => [...document.querySelectorAll(watched)].map((e) => e.innerText).join();
  const before = text(), begin = performance.now();
  document.querySelector(button).click();
  const look = () => {
    const now = text();
    if (now && now !== before) done(performance.now() - begin); else requestAnimationFrame(look);
  };
  look();
})"""


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("E-mail address").fill("admin@rxbilling.local")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".stat-value").first.wait_for()


def changes(page: Page, watched: str) -> list[float]:
    """Choose an account and take it out again, over and over; return the seconds until the page showed it."""
    page.locator(watched).first.wait_for()
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="Accounts").click()
    page.locator(".offer").nth(10).wait_for()
    took = []
    for _ in range(CHOICES):
        # What is chosen stands first in the list.
        took += [page.evaluate(CHANGE, [f".offer:{place}-child button", watched]) / 1000 for place in ("last", "first")]
        page.wait_for_timeout(400)
    return took


def main() -> None:
    with serving("demo", "--entries", str(ENTRIES)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sign_in(page, address)
        tell(
            f"dashboard: filter to changed numbers, {ENTRIES:,} entries (median)",
            median(changes(page, ".stat-value")),
            0.3,
        )
        page.goto(f"{address}/entries")
        row = ".ag-row .ag-cell[col-id='note']"
        tell(f"list: filter to changed rows, {ENTRIES:,} entries (median)", median(changes(page, row)), 0.3)
        browser.close()


if __name__ == "__main__":
    main()
