"""A bill of 200 pages is made beside everything else: whoever asks for something meanwhile is answered."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from pypdf import PdfReader

from rxbilling.services import bill_issuing, bill_runs, bill_settings, importing
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.bill_runs import Run
from rxbilling.services.bill_settings import Way
from rxbilling.services.importing import Plan
from tests.api.site import Site

ENTRIES = 5000
MARCH = Run(date(2026, 3, 1), date(2026, 3, 31))


def rows() -> Iterator[str]:
    yield "Account,Rep,Service,Ticket,Start,End,Note"
    for number in range(ENTRIES):
        day, hour = number % 31 + 1, number // 31 % 20
        start, end = f"2026-03-{day:02}T{hour:02}:00:00Z", f"2026-03-{day:02}T{hour:02}:30:00Z"
        yield f"Large,Ana,Remote,L-{number},{start},{end},Work {number}"


@pytest.fixture
def bill(site: Site) -> int:
    """Return the number of an issued bill with a line for each of thousands of entries."""
    table, guess = importing.inspect(COMMAND_LINE, "\n".join(rows()).encode(), "large.csv")
    assert importing.import_entries(COMMAND_LINE, table, "large.csv", Plan(guess.mapping)).is_done
    account = next(one["number"] for one in site.get("/app/choices/account?part=Large", "finance").json())
    _, version = bill_settings.way_of(COMMAND_LINE, account)
    bill_settings.set_way(COMMAND_LINE, account, version, Way("entry"))
    run = Run(MARCH.first, MARCH.last, (account,))
    (number,) = bill_runs.make(COMMAND_LINE, run, bill_runs.preview(COMMAND_LINE, run).promise)
    bill_issuing.issue(COMMAND_LINE, [number], date(2026, 4, 1))
    return number


def test_others_are_answered_while_200_pages_are_made(site: Site, bill: int) -> None:
    answered = 0
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(lambda: site.get(f"/app/bill/{bill}.pdf", "finance"))
        while not making.done():
            assert site.get("/health").status_code == 200
            answered += 1
    assert len(PdfReader(io.BytesIO(making.result().content)).pages) >= 200
    # All but a few of these were asked before the last page was there.
    assert answered > 20
