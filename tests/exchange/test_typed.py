"""Lengths and times of day as people type them into fields."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxbilling.exchange.durations import typed_duration
from rxbilling.exchange.times import typed_time

HOUR, MINUTE = 3600, 60
SECONDS = st.integers(0, 24 * HOUR - 1)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:30", 5400),
        (" 1:30 ", 5400),
        (":30", 1800),
        ("0:45:00", 2700),
        ("0:00:01", 1),
        ("1.5h", 5400),
        ("1,5h", 5400),
        ("1.5", 5400),
        ("1,5", 5400),
        (".5", 1800),
        (",25", 900),
        ("8", 28_800),
        ("24", 86_400),
        ("90m", 5400),
        ("90 min", 5400),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("1H30M", 5400),
        ("2 h", 7200),
        ("36h", 129_600),
        ("26:00", 93_600),
        ("0", 0),
        ("0:00", 0),
    ],
)
def test_lengths(text: str, seconds: int) -> None:
    assert typed_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "90",
        "24.1",
        "1:60",
        "1:5",
        "-1",
        "+1",
        "1e3",
        "h",
        ":",
        ".",
        "1:30pm",
        "one",
        "1.5.5",
        "\u0661:30",
        "½",
    ],
)
def test_no_lengths(text: str) -> None:
    assert typed_duration(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("930", 9 * HOUR + 30 * MINUTE),
        ("0930", 9 * HOUR + 30 * MINUTE),
        ("9:30", 9 * HOUR + 30 * MINUTE),
        ("09:30", 9 * HOUR + 30 * MINUTE),
        ("9.30", 9 * HOUR + 30 * MINUTE),
        ("9h30", 9 * HOUR + 30 * MINUTE),
        ("9 h 30", 9 * HOUR + 30 * MINUTE),
        ("9h", 9 * HOUR),
        ("9", 9 * HOUR),
        ("17", 17 * HOUR),
        ("1730", 17 * HOUR + 30 * MINUTE),
        ("9am", 9 * HOUR),
        ("9 a.m.", 9 * HOUR),
        ("9:30 pm", 21 * HOUR + 30 * MINUTE),
        ("930PM", 21 * HOUR + 30 * MINUTE),
        ("9p", 21 * HOUR),
        ("12am", 0),
        ("12pm", 12 * HOUR),
        ("0", 0),
        ("0:00", 0),
        ("23:59:59", 86_399),
    ],
)
def test_times(text: str, seconds: int) -> None:
    assert typed_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "24:00",
        "9:60",
        "960",
        "9:5",
        "13pm",
        "0am",
        "9:30:60",
        "12345",
        "-9",
        "9:30 xm",
        "noon",
        "\u0669:30",
        "9 30",
    ],
)
def test_no_times(text: str) -> None:
    assert typed_time(text) is None


@given(SECONDS)
def test_what_a_clock_shows_is_read(seconds: int) -> None:
    hours, minutes, rest = seconds // HOUR, seconds // MINUTE % 60, seconds % 60
    assert typed_time(f"{hours}:{minutes:02}:{rest:02}") == seconds
    assert typed_duration(f"{hours}:{minutes:02}:{rest:02}") == seconds
    assert typed_time(f"{hours}{minutes:02}") == typed_time(f"{hours}h{minutes:02}") == seconds - rest
    half = "pm" if hours >= 12 else "am"
    assert typed_time(f"{hours % 12 or 12}:{minutes:02} {half}") == seconds - rest


@given(st.integers(0, 2400), st.sampled_from([".", ","]))
def test_hundredths_of_an_hour_are_exact(hundredths: int, mark: str) -> None:
    text = f"{hundredths // 100}{mark}{hundredths % 100:02}"
    assert typed_duration(text) == typed_duration(text + "h") == Fraction(hundredths, 100) * HOUR


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    length, time = typed_duration(text), typed_time(text)
    assert length is None or length >= 0
    assert time is None or 0 <= time < 24 * HOUR


@given(st.text(alphabet="0123456789:.,hmaps ", max_size=60))
def test_what_looks_like_it_is_read_or_refused(text: str) -> None:
    length, time = typed_duration(text), typed_time(text)
    assert length is None or length >= 0
    assert time is None or 0 <= time < 24 * HOUR
