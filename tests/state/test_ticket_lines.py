"""What the list of tickets says of their work."""

from dataclasses import replace

import pytest

from rxbilling.services.ticket_list import TicketWork
from rxbilling.state.tickets import line_of

WORK = TicketWork(
    number=1, name="T1", subject="", account="Acme", state="open", opened_at=0, version=1, worked_s=3600, amount={},
    cost=0, cost_currency="EUR", requests=0, billable_s=3600, included_s=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("worked_s", "billable_s", "included_s", "expected"),
    [
        (0, 0, 0, "—"),
        (3600, 0, 0, "Nothing billable"),
        (3600, 3600, 0, "No"),
        (3600, 3600, 1800, "In part"),
        (3600, 1800, 1800, "Yes"),
    ],
)
def test_whether_work_is_included(worked_s: int, billable_s: int, included_s: int, expected: str) -> None:
    work = replace(WORK, worked_s=worked_s, billable_s=billable_s, included_s=included_s)
    assert line_of("en", "UTC", work).included == expected
