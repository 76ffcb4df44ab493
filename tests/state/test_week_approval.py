"""The week that a page shows: how far it is, handed in, taken back, and what a manager said of it."""

from datetime import date

import pytest

from rxbilling.models import Week
from rxbilling.models.database import reading
from rxbilling.services import approval, own_weeks, week_decisions
from rxbilling.services.access import COMMAND_LINE, Actor
from rxbilling.services.week_decisions import Seen, seen_of
from rxbilling.state.approvals import Approvals
from rxbilling.state.week_approval import WeekApproval
from tests.api.site import Site
from tests.state.socket import Tab, tab

MONDAY = "2026-03-02"


@pytest.fixture
def on(site: Site) -> Site:
    """Return the site, which has its weeks approved."""
    approval.turn(COMMAND_LINE, on=True)
    return site


def seen() -> Seen:
    with reading() as db:
        return seen_of(db.get_one(Week, 1))


def status(own: Tab, first_day: str = MONDAY) -> object:
    own.call(WeekApproval.look, first_day=first_day)
    return own.of(WeekApproval).get("status", "")


def test_a_week_is_handed_in_and_taken_back(on: Site) -> None:
    with tab(on, "rep") as own:
        assert status(own) == "open"
        assert "The week is submitted." in str(own.call(WeekApproval.submit))
        assert status(own) == "submitted"
        own.call(WeekApproval.withdraw)
        assert status(own) == "open"


def test_what_a_manager_said_of_a_week_is_shown(on: Site) -> None:
    rep = Actor(user_id=1, name="rep", role="rep", rep_id=1)
    own_weeks.submit(rep, date.fromisoformat(MONDAY), 0)
    with tab(on, "rep") as own:
        assert status(own) == "submitted"
        week_decisions.send_back(Actor(user_id=2, name="", role="manager"), [seen()], "Tuesday is missing")
        own.call(WeekApproval.refresh)
        told = own.of(WeekApproval)
        assert (told["status"], told["word"], told["decided_by"]) == ("returned", "Tuesday is missing", "manager")
        # Handing in again goes on from what is shown.
        own.call(WeekApproval.submit)
        assert own.of(WeekApproval)["status"] == "submitted"


def test_what_was_decided_meanwhile_is_not_undone(on: Site) -> None:
    with tab(on, "rep") as own:
        status(own)
        own.call(WeekApproval.submit)
        week_decisions.approve(COMMAND_LINE, [seen()])
        assert "not submitted any more" in str(own.call(WeekApproval.withdraw))
        assert own.of(WeekApproval)["status"] == "approved"


@pytest.mark.parametrize("who", ["manager", "finance", "admin"])
def test_who_hands_in_nothing_is_shown_nothing(on: Site, who: str) -> None:
    with tab(on, who) as own:
        assert status(own) == ""


@pytest.mark.parametrize("first_day", ["", "x", "2026-03-03", "0001-01-02", "99999-01-01"])
def test_what_is_no_week_shows_nothing(on: Site, first_day: str) -> None:
    with tab(on, "rep") as own:
        assert status(own, first_day) == ""
        own.call(WeekApproval.submit)
        assert own.of(WeekApproval).get("status", "") == ""


def test_where_approval_is_off_nothing_is_shown(site: Site) -> None:
    with tab(site, "rep") as own:
        assert status(own) == ""


def test_a_choice_is_not_carried_over_to_another_week(on: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rep, first = Actor(user_id=1, name="rep", role="rep", rep_id=1), date.fromisoformat(MONDAY)
    own_weeks.submit(rep, first, 0)
    with tab(on, "manager") as own:
        own.call(Approvals.open_page)
        own.call(Approvals.select, number=1)
        own.call(Approvals.ask_word, number=0)
        own.call(Approvals.refresh)
        assert (own.of(Approvals)["selected"], own.of(Approvals)["returning"]) == ([1], [1])
        own_weeks.withdraw(rep, first, 1)
        monkeypatch.setattr(own_weeks, "now", lambda: 1_900_000_000)
        own_weeks.submit(rep, first, 0)
        assert "Somebody else" in str(own.call(Approvals.approve, number=1))
        assert (own.of(Approvals)["selected"], own.of(Approvals)["returning"]) == ([], [])
        own.call(Approvals.approve, number=1)
        assert own.of(Approvals)["lines"] == []
