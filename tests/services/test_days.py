"""A rep's day on a time line: what lies in it, gaps and overlaps, and days on which clocks change."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from rxbilling.services import days
from rxbilling.services.access import Actor
from rxbilling.services.stretches import Stretch, gaps, lanes, overlaps
from tests.services.conftest import Log
from tests.services.rows import REP_1, REP_2, Work, add_work

HOUR = 3600


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def spans(*pairs: tuple[int, int]) -> list[Stretch]:
    return [Stretch(start, end, (number,)) for number, (start, end) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([(0, 600)], []),
        ([(0, 600), (600, 900)], []),
        ([(0, 600), (659, 900)], []),
        ([(0, 600), (660, 900)], [(600, 660)]),
        ([(0, 6000), (600, 900), (7000, 8000)], [(6000, 7000)]),
        ([(900, 1200), (0, 600)], [(600, 900)]),
    ],
    ids=["nothing", "one", "touching", "a slip", "a gap", "inside another", "any order"],
)
def test_gaps(pairs: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert [(one.start, one.end) for one in gaps(spans(*pairs))] == expected


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(0, 600), (600, 900)], []),
        ([(0, 600), (500, 900)], [(500, 600, (0, 1))]),
        ([(0, 900), (100, 200)], [(100, 200, (0, 1))]),
        ([(0, 900), (100, 500), (400, 600)], [(100, 400, (0, 1)), (400, 500, (0, 1, 2)), (500, 600, (0, 2))]),
        ([(0, 900), (100, 100)], []),
    ],
    ids=["touching", "two", "inside", "three", "of no length"],
)
def test_overlaps(pairs: list[tuple[int, int]], expected: list[tuple[int, int, tuple[int, ...]]]) -> None:
    assert [(one.start, one.end, one.keys) for one in overlaps(spans(*pairs))] == expected


PAIRS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300)).map(lambda pair: (min(pair), max(pair))), max_size=12
)


@given(PAIRS)
def test_every_second_is_worked_once_or_a_gap_or_an_overlap(pairs: list[tuple[int, int]]) -> None:
    stretches = spans(*pairs)
    counts = [sum(start <= second < end for start, end in pairs) for second in range(301)]
    free = {second for one in gaps(stretches, shortest=1) for second in range(one.start, one.end)}
    twice = {second for one in overlaps(stretches) for second in range(one.start, one.end)}
    assert twice == {second for second, count in enumerate(counts) if count > 1}
    first, last = min((one.start for one in stretches), default=0), max((one.end for one in stretches), default=0)
    assert free == {second for second in range(first, last) if counts[second] == 0}


@given(PAIRS)
def test_in_a_lane_nothing_lies_over_another(pairs: list[tuple[int, int]]) -> None:
    stretches = sorted(spans(*pairs), key=lambda one: one.start)
    placed = list(zip(stretches, lanes(stretches), strict=True))
    for place, (one, (lane, width)) in enumerate(placed):
        assert 0 <= lane < width
        for other, (another, _) in placed[:place]:
            assert lane != another or other.end <= one.start


@pytest.mark.usefixtures("office")
def test_what_lies_in_a_day_is_cut_to_it(log: Log) -> None:
    log("2026-03-01T22:30", "2026-03-02T00:30")  # over midnight in Paris
    log("2026-03-02T09:00", "2026-03-02T10:00", account_id=2)
    log("2026-03-02T22:00", "2026-03-02T23:00", service_id=None)  # ends at midnight
    log("2026-03-02T23:00", "2026-03-02T23:30")  # begins at midnight
    log("2026-03-02T08:00", "2026-03-02T09:00", rep_id=2)
    day = days.look(REP_1, 1, date(2026, 3, 2))
    assert (day.zone, day.begin, day.end) == ("Europe/Paris", at("2026-03-01T23:00"), at("2026-03-02T23:00"))
    assert [one.stretch and one.stretch.seconds for one in day.by_clock] == [5400, HOUR, HOUR]
    assert (day.by_clock[0].start_at, day.by_clock[1].account) == (at("2026-03-01T22:30"), "Bolt")
    assert day.worked_s == 5400 + 2 * HOUR
    assert days.look(REP_2, 1, date(2026, 3, 2)).by_clock == []


@pytest.mark.usefixtures("office")
def test_the_day_is_that_of_who_looks(log: Log) -> None:
    log("2026-03-02T23:30", "2026-03-03T00:30")
    york = Actor(user_id=None, name="Ana", role="rep", rep_id=1, zone="America/New_York")
    assert len(days.look(york, 1, date(2026, 3, 2)).by_clock) == 1
    assert len(days.look(REP_1, 1, date(2026, 3, 2)).by_clock) == 0
    assert len(days.look(REP_1, 1, date(2026, 3, 3)).by_clock) == 1


def test_lengths_without_a_clock_are_of_their_own_day(office: Engine) -> None:
    add_work(office, Work(day="2026-03-02", clock=False), Work(day="2026-03-03", clock=False), Work(day="2026-03-02"))
    day = days.look(REP_1, 1, date(2026, 3, 2))
    assert (len(day.by_length), len(day.by_clock), day.worked_s) == (1, 1, 2 * HOUR)
    assert (day.hours.expected_s, day.hours.worked_s) == (8 * HOUR, 2 * HOUR)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_days_on_which_clocks_change(log: Log, day: date, hours: int) -> None:
    log(f"{day}T00:30", f"{day}T01:30")
    found = days.look(REP_1, 1, day)
    assert found.end - found.begin == hours * HOUR
    assert found.worked_s == HOUR
