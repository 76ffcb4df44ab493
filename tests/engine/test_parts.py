"""The small functions that the engine is made of."""

from datetime import date

import numpy as np
import pytest

from rxbilling.engine.batches import _order
from rxbilling.engine.calendar import day_start, offsets
from rxbilling.engine.cycles import cycle_starts
from rxbilling.engine.distinct import distinct
from rxbilling.engine.money import divide, share
from rxbilling.engine.terms import Contract, Cycle, Plan
from rxbilling.engine.tracks import Window


@pytest.mark.parametrize(("amount", "expected"), [(5, 1), (4, 0), (-5, -1), (-4, 0), (15, 2), (-15, -2), (0, 0)])
def test_r2_half_away_from_zero(amount: int, expected: int) -> None:
    assert divide(np.array([amount]), 10).tolist() == [expected]


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [(1000, [1, 1, 1], [334, 333, 333]), (2, [1, 1, 1], [1, 1, 0]), (0, [0, 0], [0, 0]), (7, [5, 0, 10], [2, 0, 5])],
)
def test_r13_largest_remainder_ties_to_the_earlier(total: int, weights: list[int], expected: list[int]) -> None:
    group = np.zeros(len(weights), dtype=np.int64)
    assert share(np.array([total]), np.array(weights), group).tolist() == expected


@pytest.mark.parametrize("scale", [1, 1000, 2**31, 2**40])
def test_distinct_combinations(scale: int) -> None:
    columns = [np.array(column) * scale for column in ([0, 1, 0, 1], [3, 2, 3, 3], [1, 0, 1, 0])]
    example, number = distinct(*columns)
    assert number[0] == number[2]
    assert len(set(number.tolist())) == len(example) == 3
    for row, index in enumerate(number):
        assert all(column[example[index]] == column[row] for column in columns)


def test_distinct_combinations_of_nothing() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert [column.tolist() for column in distinct(nothing, nothing)] == [[], []]


@pytest.mark.parametrize("largest", [9, 2**62], ids=["row and key in one number", "too large for that"])
def test_rows_in_the_order_of_account_start_and_id(largest: int) -> None:
    start = np.array([largest, 0, 7, 0, 7])
    assert _order(np.zeros(5, dtype=np.int32), start, np.array([0, 4, 3, 2, 1])).tolist() == [3, 1, 4, 2, 0]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [("Europe/Paris", date(2026, 3, 29), 1774738800), ("America/Sao_Paulo", date(2018, 11, 4), 1541300400),
     ("America/Havana", date(2026, 11, 1), 1793505600), ("Pacific/Apia", date(2011, 12, 30), 1325239200)],
    ids=["plain", "no midnight: the jump", "two midnights: the first", "no such day: the jump"],
)  # fmt: skip
def test_day_start(zone: str, day: date, expected: int) -> None:
    assert day_start(zone, day.toordinal()) == expected


def test_every_change_of_offset_is_found_to_the_second() -> None:
    window = Window(1767225600, 1798761600)  # 2026
    assert offsets("Europe/Paris", window) == [(1767225600, 3600), (1774746000, 7200), (1792890000, 3600)]
    assert offsets("UTC", window) == [(1767225600, 0)]


@pytest.mark.parametrize(
    ("cycle", "start", "expected"),
    [
        (Cycle("month"), "2026-01-31", ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (Cycle("month", "calendar"), "2026-01-31", ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]),
        (Cycle("quarter"), "2025-11-30", ["2026-02-28"]),
        (Cycle("half-year", "calendar"), "2025-11-30", ["2026-01-01"]),
        (Cycle("year"), "2024-02-29", ["2025-02-28", "2026-02-28"]),
        (Cycle("week"), "2026-04-20", ["2026-04-27", "2026-05-04"]),
        (Cycle("week", "calendar"), "2026-04-22", ["2026-04-27", "2026-05-04"]),
        (Cycle(), "2026-01-31", []),
    ],
    ids=[
        "E12 R21 month",
        "R21 1st",
        "R21 quarter",
        "R21 half-year",
        "R21 leap day",
        "R21 week",
        "R21 Monday",
        "R21 length",
    ],
)
def test_cycle_starts(cycle: Cycle, start: str, expected: list[str]) -> None:
    contract = Contract("c", "acme", Plan("gold", cycle), date.fromisoformat(start).toordinal())
    days = cycle_starts(contract, date(2026, 5, 8).toordinal())
    assert [str(date.fromordinal(day)) for day in days] == expected


def test_a_cycle_ends_with_its_contract() -> None:
    contract = Contract("c", "acme", Plan("gold", Cycle("week")), 739_681, 739_690)
    assert cycle_starts(contract, 999_999) == [739_688]
    assert cycle_starts(contract, 739_000) == []
