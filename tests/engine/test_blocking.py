"""When nothing is left for a new ticket (R18)."""

import pytest

from rxbilling.engine.blocking import is_used_up


@pytest.mark.parametrize(
    ("granted", "used", "waiting", "grace_bp", "expected"),
    [
        pytest.param(10, 9, 0, 0, False, id="one-left"),
        pytest.param(10, 10, 0, 0, True, id="all-used"),
        pytest.param(10, 9, 1, 0, True, id="the-last-one-waits"),
        pytest.param(10, 10, 0, 1000, False, id="grace-of-a-tenth"),
        pytest.param(10, 10, 1, 1000, True, id="grace-used-up"),
        pytest.param(36_000, 39_599, 0, 1000, False, id="a-second-of-grace-left"),
        pytest.param(36_000, 39_600, 0, 1000, True, id="no-second-of-grace-left"),
        pytest.param(0, 0, 0, 0, True, id="nothing-granted"),
    ],
)
def test_r18_hours_or_money_used_up(granted: int, used: int, waiting: int, grace_bp: int, expected: bool) -> None:
    assert is_used_up(granted, used, waiting, grace_bp) is expected


@pytest.mark.parametrize(
    ("granted", "used", "waiting", "grace_bp", "expected"),
    [
        pytest.param(10, 9, 0, 0, False, id="one-left"),
        pytest.param(10, 10, 0, 0, True, id="all-used"),
        pytest.param(10, 9, 1, 0, True, id="the-last-one-waits"),
        pytest.param(10, 10, 0, 1000, False, id="a-tenth-is-one"),
        pytest.param(10, 10, 1, 1000, True, id="grace-used-up"),
        pytest.param(1, 1, 0, 1000, True, id="a-tenth-of-one-is-none"),
        pytest.param(0, 0, 0, 1000, True, id="nothing-granted"),
    ],
)
def test_r18_requests_used_up(granted: int, used: int, waiting: int, grace_bp: int, expected: bool) -> None:
    assert is_used_up(granted, used, waiting, grace_bp, takes=1) is expected
