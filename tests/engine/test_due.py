"""When base charges are due (R21), and what they come to."""

from datetime import date

import pytest

from rxbilling.engine.due import base_charges
from rxbilling.engine.terms import Contract, Cycle, Plan

MONTHLY, WHOLE = Cycle("month", "start"), Cycle("contract")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def due(plan: Plan, first: str, last: str, end: str | None = "2026-12-30") -> list[tuple[str, str]]:
    contract = Contract("1", "1", plan, day("2026-01-31"), None if end is None else day(end))
    found = base_charges(contract, day(first), day(last))
    return [(date.fromordinal(base.span.first_day).isoformat()[5:], base.due) for base in found]


@pytest.mark.parametrize(
    ("mode", "first", "last", "expected"),
    [
        ("prepaid", "2026-02-01", "2026-03-30", [("01-31", "before"), ("02-28", "now")]),
        ("prepaid", "2026-02-28", "2026-03-31", [("01-31", "before"), ("02-28", "now"), ("03-31", "now")]),
        ("postpaid", "2026-02-01", "2026-03-29", [("01-31", "now"), ("02-28", "later")]),
        ("postpaid", "2026-02-28", "2026-03-30", [("01-31", "before"), ("02-28", "now")]),
        ("prepaid", "2025-01-01", "2026-01-30", []),
    ],
)
def test_at_the_start_or_the_end_of_a_cycle(mode: str, first: str, last: str, expected: list[tuple[str, str]]) -> None:
    """E12: contract from 31 Jan 2026, monthly: second and third cycle start on 28 Feb and 31 Mar."""
    plan = Plan("1", MONTHLY, mode=mode, base_charge=100)  # type: ignore[arg-type]  # one of two words
    assert due(plan, first, last) == expected


def test_a_cycle_without_an_end_is_due_at_its_start() -> None:
    assert due(Plan("1", WHOLE, mode="postpaid"), "2026-01-01", "2026-02-01", None) == [("01-31", "now")]
