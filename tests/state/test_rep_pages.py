"""The pages of a rep's day, week and month: what takes long is loaded beside the event loop, not on it."""

import asyncio
from typing import Any

import pytest

from rxbilling.services import days, summaries, weeks
from rxbilling.state.day import DayPage
from rxbilling.state.summary import SummaryPage
from rxbilling.state.week import WeekPage
from tests.api.site import Site
from tests.state.socket import tab


def on_the_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.mark.parametrize(
    ("page", "module", "names"),
    [
        (DayPage, days, ["look"]),
        (WeekPage, weeks, ["look"]),
        (SummaryPage, summaries, ["of_month", "months", "accounts"]),
    ],
)
def test_a_page_is_loaded_beside_the_event_loop(
    site: Site, monkeypatch: pytest.MonkeyPatch, page: Any, module: Any, names: list[str]
) -> None:
    asked: list[tuple[str, bool]] = []
    for name in names:
        real = getattr(module, name)

        def noted(*given: Any, name: str = name, real: Any = real) -> Any:
            asked.append((name, on_the_loop()))
            return real(*given)

        monkeypatch.setattr(module, name, noted)
    with tab(site, "rep") as own:
        own.call(page.open_page)
        own.call(page.choose_day, text="2026-03-02")
        own.call(page.refresh)
        assert own.of(page)["is_loaded"] is True
    assert asked == [(name, False) for name in names] * 3
