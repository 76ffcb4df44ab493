"""Worked examples of RATING.md."""

from typing import Any

import pytest

from tests.engine.case import PARIS, TIERED, charge, document, entry, priced, rule, stated, tiers

Json = dict[str, Any]
FRIDAY = entry("2026-03-06T17:30:00+01:00", "2026-03-06T19:00:00+01:00")
QUARTER: Json = {"increment_s": 900, "mode": "up"}


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", 1),
     ("2026-10-25T01:30:00+02:00", "2026-10-25T03:30:00+01:00", 3)],
    ids=["E1 R1 spring", "E2 R1 autumn"],
)  # fmt: skip
def test_elapsed_time(start: str, end: str, hours: int) -> None:
    assert charge(entry(start, end))["worked_s"] == hours * 3600


def test_e3_cut_at_closing() -> None:
    found = charge(FRIDAY, rules=[rule(TIERED)])
    assert tiers(found) == [("operational", 1800), ("non_operational", 3600)]
    assert found["amount"] == 20000


def test_e4_holiday_before_everything() -> None:
    calendar = PARIS | {"holidays": {"dates": ["2026-03-06"]}}
    found = charge(FRIDAY, rules=[rule(TIERED)], calendars={"paris": calendar})
    assert tiers(found) == [("holiday", 5400)]
    assert found["amount"] == 30000


def test_e5_rounded_once_and_shared() -> None:
    found = charge(
        entry("2026-03-06T16:50:00+01:00", "2026-03-06T17:05:00+01:00"),
        calendars={"paris": {"zone": "Europe/Paris", "hours": {"fri": ["09:00-17:00"]}}},
        rounding=QUARTER,
    )
    assert [portion["billable_s"] for portion in found["portions"]] == [600, 300]


def test_e6_per_entry() -> None:
    entries = [stated("2026-03-06", minutes * 60, id=f"e{minutes}", ticket="T") for minutes in (45, 44, 5)]
    totals = priced(document(*entries, rounding={"increment_s": 3600}))["totals"]
    assert totals["billable_s"] == 3 * 3600


def test_e7_minimum_before_increment() -> None:
    found = charge(stated("2026-03-06", 300), rounding=QUARTER | {"minimum_s": 1200})
    assert found["billable_s"] == 1800


@pytest.mark.parametrize(("minutes", "rate", "amount"), [(5, 10000, 833), (7, 15000, 1750), (60, 9900, 9900)])
def test_e8_amounts(minutes: int, rate: int, amount: int) -> None:
    assert charge(stated("2026-03-06", minutes * 60), rules=[rule(rate)])["amount"] == amount


def test_e8_three_times_twenty_minutes() -> None:
    entries = [stated("2026-03-06", 1200, id=f"e{number}") for number in range(3)]
    assert priced(document(*entries, rules=[rule(9900)]))["totals"]["amount"] == 9900
