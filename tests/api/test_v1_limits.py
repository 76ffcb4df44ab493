"""How often one may ask: a token of its own count, an address without one, and all of it in little memory."""

import pytest

from rxbilling.api.v1 import rates
from rxbilling.config import settings
from tests.api.programs import Api, count_anew, problem_of


@pytest.fixture(autouse=True)
def few(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow three requests of a token in a minute, and two without one."""
    monkeypatch.setattr(settings(), "api_requests_per_minute", 3)
    monkeypatch.setattr(settings(), "api_bad_tokens_per_minute", 2)
    count_anew()


def test_a_token_may_ask_so_often(api: Api) -> None:
    for remaining in (2, 1, 0):
        headers = api.get("/me").headers
        assert (headers["ratelimit-limit"], headers["ratelimit-remaining"]) == ("3", str(remaining))
        assert 0 < int(headers["ratelimit-reset"]) <= 60
        assert headers["cache-control"] == "no-store"
        assert "retry-after" not in headers
    stopped = api.get("/me")
    problem_of(stopped, 429)
    assert 0 < int(stopped.headers["retry-after"]) <= 60
    problem_of(api.log(), 429)


def test_each_token_has_a_count_of_its_own(api: Api) -> None:
    for _ in range(4):
        api.get("/me")
    assert api.get("/me").status_code == 429
    assert api.get("/me", scopes=("read",)).status_code == 200
    assert api.get("/me", "finance").status_code == 200


def test_guessing_is_slowed_down_but_harms_nobody_else(api: Api) -> None:
    token = api.token("manager")
    for number in range(2):
        problem_of(api.get("/me", token=f"rxb_{number}"), 401)
    stopped = api.get("/me", None)
    problem_of(stopped, 429)
    assert int(stopped.headers["retry-after"]) > 0
    assert api.get("/me", token=token).status_code == 200


def test_the_minute_passes(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        last = api.get("/me")
    assert last.status_code == 429
    import time

    real = time.time
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: real() + 61)
    assert api.get("/me").status_code == 200


def test_counters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_ADDRESSES", 50)
    for number in range(500):
        rates.count_stranger(f"10.0.{number // 250}.{number % 250}")
    assert len(rates.strangers().storage.storage) <= 51
    assert not rates.count_stranger("10.9.9.9").allowed
    assert rates.count_stranger("10.0.0.1").allowed


def test_an_address_of_ipv6_counts_with_its_network() -> None:
    for number in range(2):
        assert rates.count_stranger(f"2001:db8::{number}").allowed
    assert not rates.count_stranger("2001:db8::ffff:1").allowed
    assert rates.count_stranger("2001:db8:0:1::1").allowed
