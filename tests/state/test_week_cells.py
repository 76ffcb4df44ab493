"""A cell of a week that is refused: which, why, and when that is said no more."""

from collections.abc import Iterator
from datetime import date

import pytest

from rxbilling.services import weeks
from rxbilling.services.access import Actor
from rxbilling.state.week import WeekPage
from tests.api.site import Site
from tests.state.socket import Tab, tab

WEEK = "2026-03-02"


@pytest.fixture
def refused(site: Site) -> Iterator[Tab]:
    """Yield a tab in which a cell of a week was refused."""
    with tab(site, "rep") as own:
        own.call(WeekPage.open_page)
        own.call(WeekPage.choose_day, text=WEEK)
        own.call(WeekPage.fill, key=key(own), text="abc")
        yield own


def key(own: Tab, day: int = 4) -> str:
    return str(own.of(WeekPage)["lines"][0]["boxes"][day]["key"])


def said(own: Tab) -> tuple[str, str]:
    told = own.of(WeekPage)
    return told["wrong_key"], told["wrong"]


def test_the_cell_is_named(refused: Tab) -> None:
    assert said(refused)[0] == key(refused)
    assert "not a length" in said(refused)[1]
    assert refused.of(WeekPage)["wrong_cell"].endswith("Friday 6")


def test_it_stays_while_what_was_typed_stays(refused: Tab) -> None:
    refused.call(WeekPage.fill, key=key(refused, 3), text="1:00")
    refused.call(WeekPage.refresh)
    assert said(refused)[0] == key(refused)


@pytest.mark.parametrize(
    ("handler", "given"),
    [
        (WeekPage.forget, {}),
        (WeekPage.move, {"steps": 1}),
        (WeekPage.open_page, {}),
        (WeekPage.fill, {"text": ""}),
        (WeekPage.fill, {"text": "2:00"}),
    ],
)
def test_it_goes_with_what_was_typed(refused: Tab, handler: object, given: dict[str, object]) -> None:
    refused.call(handler, **({"key": key(refused)} if handler is WeekPage.fill else {}), **given)
    assert said(refused) == ("", "")


def test_it_goes_where_the_cell_has_another_length_meanwhile(refused: Tab, site: Site) -> None:
    actor = Actor(user_id=1, name="rep", role="rep", rep_id=1)
    monday = date.fromisoformat(WEEK)
    row = weeks.look(actor, 1, monday, ()).rows[0]
    weeks.fill(actor, 1, row.task, monday.replace(day=6), 3600, row.cells[4].seen)
    refused.call(WeekPage.refresh)
    assert said(refused) == ("", "")
