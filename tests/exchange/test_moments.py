"""Lengths, dates and times as people write them."""

import numpy as np
import pytest

from rxbilling.exchange.dates import ASK, day_comes_first, iso_date, iso_moment
from rxbilling.exchange.durations import duration_seconds
from rxbilling.exchange.instants import localise, moments
from rxbilling.locales import Message


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:30", 5400),
        ("1:30:00", 5400),
        ("01:30:15", 5415),
        ("100:00", 360_000),
        ("1.5", 5400),
        ("1,5", 5400),
        ("2", 7200),
        ("0", 0),
        ("1.5h", 5400),
        ("1,5 h", 5400),
        ("90m", 5400),
        ("90 min", 5400),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("1 heure 30 minutes", 5400),
        ("PT1H30M", 5400),
        ("PT45S", 45),
        ("1.333", 4799),
        ("0.0001388", 0),
        ("0.00013889", 1),
    ],
)
def test_lengths(text: str, seconds: int) -> None:
    assert duration_seconds(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "-1:30", "1:60", "1:30:60", "1;30", "h", "PT", "1.5.5", "half", "1e3", "٣", "1h30m2", "-2"]
)
def test_what_is_no_length(text: str) -> None:
    assert duration_seconds(text) is None


@pytest.mark.parametrize(
    ("text", "day_first", "date"),
    [
        ("2026-03-04", True, "2026-03-04"),
        ("2026/3/4", True, "2026-03-04"),
        ("03/04/2026", True, "2026-04-03"),
        ("03/04/2026", False, "2026-03-04"),
        ("3-4-26", True, "2026-04-03"),
        ("03.04.2026", False, "2026-04-03"),
        ("31/02/2026", True, None),
        ("2026-13-01", True, None),
        ("2026-03/04", True, None),
        ("20260304", True, None),
        ("tomorrow", True, None),
        ("", True, None),
    ],
)
def test_dates(text: str, day_first: bool, date: str | None) -> None:
    assert iso_date(text, day_first) == date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-04T05:06:07+01:00", "2026-03-04T05:06:07+01:00"),
        ("2026-03-04 05:06", "2026-03-04 05:06"),
        ("03/04/2026 02:15 PM", "2026-04-03 14:15:00"),
        ("03/04/2026 12:05:10 am", "2026-04-03 00:05:10"),
        ("03/04/2026 12:00 p.m.", "2026-04-03 12:00:00"),
        ("03/04/2026 9h30", "2026-04-03 09:30:00"),
        ("2026-03-04 9:30", "2026-03-04 09:30:00"),
        ("2026-03-04 13:00 PM", None),
        ("2026-03-04 24:00", "2026-03-04 24:00"),
        ("2026-03-04", None),
        ("2026-03-04 930", None),
        (" 09:00", None),
    ],
)
def test_moments_are_rewritten(text: str, moment: str | None) -> None:
    assert iso_moment(text, True) == moment


@pytest.mark.parametrize(
    ("dates", "asked", "answer"),
    [
        (["13/04/2026", "01/02/2026"], None, True),
        (["04/13/2026", "01/02/2026"], None, False),
        (["01.02.2026"], None, True),
        (["2026-01-02", ""], None, False),
        (["01/02/2026"], None, ASK),
        (["01/02/2026"], True, True),
        (["01/02/2026"], False, False),
        (["13/01/2026", "01/13/2026"], None, ASK),
        (["01/02/2026 10:00", "28/02/2026 10:00"], None, True),
    ],
    ids=["day", "month", "dots", "iso", "open", "said day", "said month", "contradiction", "with times"],
)
def test_day_or_month_first(dates: list[str], asked: bool | None, answer: bool | Message) -> None:
    assert day_comes_first(dates, asked) == answer


@pytest.mark.parametrize(
    ("text", "zone", "seconds"),
    [
        ("2026-03-29T01:30:00+01:00", "Asia/Tokyo", 1_774_744_200),
        ("2026-03-29T00:30:00Z", "Asia/Tokyo", 1_774_744_200),
        ("2026-03-29 01:30", "Europe/Paris", 1_774_744_200),
        ("2026-03-29 03:30", "Europe/Paris", 1_774_747_800),
        ("2026-03-29T01:30:00.999+0100", "UTC", 1_774_744_200),
        ("1970-01-01 00:00", "UTC", 0),
    ],
)
def test_instants(text: str, zone: str, seconds: int) -> None:
    found = moments([text], True)
    placed = localise(found, zone)
    assert found.valid.all()
    assert placed.seconds.tolist() == [seconds]


def test_local_times_without_one_answer_are_told_apart() -> None:
    texts = ["2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 02:30+02:00", "2026-02-30 10:00", "2026-10-25 03:00"]
    found = moments(texts, True)
    placed = localise(found, "Europe/Paris")
    assert placed.skipped.tolist() == [True, False, False, False, False]
    assert placed.twice.tolist() == [False, True, False, False, False]
    assert found.valid.tolist() == [True, True, True, False, True]


def test_equal_to_the_standard_library_over_a_year() -> None:
    import zoneinfo
    from datetime import UTC, datetime

    every = np.arange(1_767_225_600, 1_798_761_600, 4_567)
    texts = [datetime.fromtimestamp(second, zoneinfo.ZoneInfo("America/New_York")).isoformat() for second in every]
    walls = [text[:19] for text in texts]
    assert localise(moments(texts, True), "UTC").seconds.tolist() == every.tolist()
    placed = localise(moments(walls, True), "America/New_York")
    once = ~placed.twice
    assert placed.seconds[once].tolist() == every[once].tolist()
    assert {datetime.fromtimestamp(s, UTC).date().isoformat() for s in every[placed.twice]} == {"2026-11-01"}
