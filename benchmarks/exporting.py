"""Files of 100,000 time entries and a bill of 200 pages, and how long they keep others waiting.

``python -m benchmarks.exporting``
"""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from pypdf import PdfReader

from benchmarks.baseline import seconds, tell
from benchmarks.billing import MARCH, fill
from benchmarks.installation import command, installation
from rxbilling.services import bill_files, bill_issuing, bill_runs, bill_settings, exporting
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.bill_settings import Way
from rxbilling.services.filters import WorkFilter

ENTRIES = 100_000
LINES = 5_000
A_MOMENT = 0.005  # s
FORMATS = {
    "Excel": (exporting.export_excel, 4.0),
    "CSV": (exporting.export_csv, None),
    "JSON": (exporting.export_json, None),
    "Parquet": (exporting.export_parquet, None),
}


def longest_pause(work: Callable[[], object]) -> float:
    """Return the longest that a thread which only sleeps for a moment was kept from going on, beside some work."""
    longest = 0.0
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        while not done.done():
            longest = max(longest, seconds(lambda: time.sleep(A_MOMENT)) - A_MOMENT)
        done.result()
    return longest


def files() -> None:
    """Print how long the files of a filter take, from the question to the whole file."""
    with installation():
        command("demo", "--entries", str(ENTRIES))
        for name, (export, limit) in FORMATS.items():
            taken = [seconds(lambda export=export: export(COMMAND_LINE, WorkFilter()).close()) for _ in range(3)]  # type: ignore[misc]
            tell(f"{name} of {ENTRIES:,} time entries", median(taken), limit)
        pause = longest_pause(lambda: exporting.export_excel(COMMAND_LINE, WorkFilter()).close())
        tell(f"Excel of {ENTRIES:,} time entries: the longest pause of others", pause)


def a_long_bill() -> None:
    """Print how long a bill with a line for each of thousands of entries takes as a PDF."""
    with installation():
        fill(1, LINES)
        _, version = bill_settings.way_of(COMMAND_LINE, 1)
        bill_settings.set_way(COMMAND_LINE, 1, version, Way("entry"))
        (number,) = bill_runs.make(COMMAND_LINE, MARCH, bill_runs.preview(COMMAND_LINE, MARCH).promise)
        bill_issuing.issue(COMMAND_LINE, [number], MARCH.last)
        pages = len(PdfReader(io.BytesIO(bill_files.pdf(COMMAND_LINE, number).content)).pages)
        tell(f"PDF of a bill of {pages} pages", seconds(lambda: bill_files.pdf(COMMAND_LINE, number)))
        tell("the same: the longest pause of others", longest_pause(lambda: bill_files.pdf(COMMAND_LINE, number)))


def main() -> None:
    """Print the figures of files, and of a long bill."""
    files()
    a_long_bill()


if __name__ == "__main__":
    main()
