"""Entries as they are typed: which instants, which length, and what is refused at which field."""

from datetime import UTC, date, datetime

import pytest

from rxbilling.engine.terms import Tier
from rxbilling.services.access import Invalid
from rxbilling.services.local_clock import begin_of, day_of, end_of, typed_instant, typed_of
from rxbilling.services.tasks import Task
from rxbilling.services.typed_entries import Times, draft_of_typed

DAY = date(2026, 3, 2)
PARIS = "Europe/Paris"


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        (Times(DAY, "9", "10:30"), "2026-03-02T08:00", "2026-03-02T09:30"),
        (Times(DAY, "930", "", "90m"), "2026-03-02T08:30", "2026-03-02T10:00"),
        (Times(DAY, "9", "10:30", "1.5"), "2026-03-02T08:00", "2026-03-02T09:30"),
        (Times(DAY, "22", "1:30"), "2026-03-02T21:00", "2026-03-03T00:30"),
        (Times(DAY, "18", "6"), "2026-03-02T17:00", "2026-03-03T05:00"),
        (Times(date(2026, 3, 29), "1:30", "3:30"), "2026-03-29T00:30", "2026-03-29T01:30"),
        (Times(date(2026, 3, 28), "23", "3"), "2026-03-28T22:00", "2026-03-29T01:00"),
        (Times(date(2026, 10, 25), "1:30", "3:30"), "2026-10-24T23:30", "2026-10-25T02:30"),
        (Times(date(2026, 10, 25), "2:30 +02:00", "2:30 +01:00"), "2026-10-25T00:30", "2026-10-25T01:30"),
        (Times(date(2026, 10, 25), "1", "", "3h"), "2026-10-24T23:00", "2026-10-25T02:00"),
    ],
    ids=[
        "clock",
        "length",
        "all three",
        "night",
        "twelve hours",
        "E1",
        "into summer",
        "E2",
        "twice",
        "over the change",
    ],
)
def test_by_clock(times: Times, start: str, end: str) -> None:
    draft = draft_of_typed(1, Task(1), times, PARIS)
    assert (draft.start_at, draft.end_at, draft.day, draft.tier) == (at(start), at(end), None, None)


def test_a_length_alone_has_the_tier_that_is_stated() -> None:
    draft = draft_of_typed(7, Task(1, note=" x "), Times(DAY, length="1:30", tier=Tier.WEEKEND), PARIS)
    assert (draft.rep_id, draft.day, draft.seconds, draft.tier, draft.note) == (7, DAY, 5400, Tier.WEEKEND, "x")
    assert draft_of_typed(7, Task(1), Times(DAY, length="2"), PARIS).tier is Tier.OPERATIONAL


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (Times(DAY), "start"),
        (Times(DAY, end="9"), "start"),
        (Times(DAY, "9"), "end"),
        (Times(DAY, "9", "9"), "end"),
        (Times(DAY, "9", "8:30"), "end"),
        (Times(DAY, "9", "x"), "end"),
        (Times(DAY, "25", "9"), "start"),
        (Times(DAY, "9", "10", "2h"), "length"),
        (Times(DAY, "9", "", "90"), "length"),
        (Times(DAY, length="0"), "length"),
        (Times(DAY, "9", "", "25h"), "length"),
        (Times(date(2026, 3, 29), "2:30", "4"), "start"),
        (Times(date(2026, 10, 25), "1", "2:30"), "end"),
    ],
    ids=[
        "nothing", "no start", "no end", "no time", "slip", "no clock", "no hour", "contradiction", "minutes", "zero",
        "over a day", "does not exist", "twice",
    ],
)  # fmt: skip
def test_what_is_refused_names_its_field(times: Times, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        draft_of_typed(1, Task(1), times, PARIS)
    assert refused.value.field == field


@pytest.mark.parametrize("hours", range(26))
def test_what_the_clock_shows_can_be_typed_back(hours: int) -> None:
    instant = at("2026-10-24T22:07") + hours * 3600
    assert typed_instant(day_of(instant, PARIS), typed_of(instant, PARIS), PARIS, "start") == instant


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 3, 29), PARIS, 23),
        (date(2026, 10, 25), PARIS, 25),
        (DAY, PARIS, 24),
        (date(2018, 11, 4), "America/Sao_Paulo", 23),  # clocks skip midnight
    ],
    ids=["spring", "autumn", "usual", "no midnight"],
)
def test_how_long_a_day_is(day: date, zone: str, hours: int) -> None:
    assert end_of(day, zone) - begin_of(day, zone) == hours * 3600
