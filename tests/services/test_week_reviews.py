"""Weeks as managers look at them: hours, billable share, expenses, days without work."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from rxbilling.models import CalendarHoliday, Rep
from rxbilling.models.database import writing
from rxbilling.services import approval, expense_changes, own_weeks, week_decisions, week_reviews
from rxbilling.services.access import Actor, Refused
from tests.services.expense_rows import INTERNAL, TRAIN
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, REP_2, Work, add, add_work, change_work

MONDAY = date(2026, 4, 6)  # Easter Monday, which France does not work on


@pytest.fixture
def handed_in(office: Engine) -> Engine:
    """Ana's and Aaron's week, and Ana's week before."""
    approval.turn(ADMIN, on=True)
    for actor, first_day in ((REP_2, MONDAY), (REP_1, MONDAY), (REP_1, MONDAY - timedelta(days=7))):
        own_weeks.submit(actor, first_day, 0)
    return office


def order(state: str = "submitted") -> list[tuple[str, int]]:
    found = week_reviews.page(MANAGER, state).weeks
    return [(one.listed.rep.name, one.listed.week.first_day - MONDAY.toordinal()) for one in found]


def test_a_week_says_what_was_done_in_it(handed_in: Engine) -> None:
    days = [(MONDAY + timedelta(days=place)).isoformat() for place in (1, 2, 6, 7)]
    add_work(handed_in, *(Work(day=day) for day in days), Work(day=days[0], billable=False, seconds=1800))
    (gone,) = add_work(handed_in, Work(day=days[0]))
    change_work(handed_in, gone, deleted_at=1)
    for draft in (TRAIN, replace(TRAIN, amount=100, tax=0), INTERNAL):
        expense_changes.add(ADMIN, replace(draft, day=MONDAY + timedelta(days=6)))
    add(handed_in, CalendarHoliday(calendar_id=1, day=MONDAY.toordinal() + 3, name="Outing"))
    review = week_reviews.page(MANAGER, "submitted").weeks[-1]
    assert (review.listed.rep.name, review.worked_s, review.billable_s) == ("Ana", 3 * 3600 + 1800, 3 * 3600)
    assert review.expenses == {"EUR": 14_900, "USD": 999}
    # Monday and Thursday are holidays, Tuesday and Wednesday have too little work, the weekend is free.
    assert review.missing == [MONDAY + timedelta(days=place) for place in (1, 2, 4)]


def test_each_week_has_its_own_sums(handed_in: Engine) -> None:
    add_work(
        handed_in,
        Work(day="2026-04-05", seconds=60),
        Work(day="2026-04-06", seconds=120, billable=False),
        Work(day="2026-04-12", seconds=180),
        Work(day="2026-04-13", seconds=7),
        Work(day="2026-04-07", seconds=240, rep=2),
    )
    found = week_reviews.page(MANAGER, "submitted").weeks
    assert [(one.listed.rep.name, one.worked_s, one.billable_s) for one in found] == [
        ("Ana", 60, 60),
        ("Aaron", 240, 240),
        ("Ana", 300, 180),
    ]


def test_days_that_are_missing_are_over_in_the_zone_of_the_organisation(
    handed_in: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    zones = {"Europe/Paris": MONDAY + timedelta(days=3)}
    monkeypatch.setattr(week_reviews, "today", lambda zone: zones[zone])
    add_work(handed_in, Work(day="2026-04-07", seconds=8 * 3600))
    review = week_reviews.page(MANAGER, "submitted").weeks[-1]
    assert review.missing == [MONDAY + timedelta(days=2)]


def test_days_that_somebody_does_not_work_are_not_missing(handed_in: Engine) -> None:
    with writing() as db:
        rep = db.get_one(Rep, 1)
        rep.hours = [0, 0, 0, 3600, 0, 0, 3600]
        db.add(rep)
    review = week_reviews.page(MANAGER, "submitted").weeks[-1]
    assert review.missing == [MONDAY + timedelta(days=3), MONDAY + timedelta(days=6)]


def test_what_waits_the_longest_comes_first(handed_in: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert order() == [("Ana", -7), ("Aaron", 0), ("Ana", 0)]
    waiting = week_reviews.page(MANAGER, "submitted").weeks
    seen = [week_decisions.seen_of(one.listed.week) for one in waiting]
    week_decisions.approve(MANAGER, seen[:1] + seen[2:])
    assert order() == [("Aaron", 0)]
    assert order("approved") == [("Ana", 0), ("Ana", -7)]
    assert order("returned") == []
    monkeypatch.setattr(week_reviews, "PAGE", 1)
    page = week_reviews.page(MANAGER, "approved", 1)
    assert ([one.listed.rep.name for one in page.weeks], page.total, page.is_on) == (["Ana"], 2, True)


@pytest.mark.parametrize("actor", [None, REP_1, FINANCE])
def test_only_managers_look(handed_in: Engine, actor: Actor | None) -> None:
    with pytest.raises(Refused):
        week_reviews.page(actor, "submitted")
