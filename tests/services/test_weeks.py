"""A rep's week: what its table shows, filling cells, copying last week, expected hours and missing days."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, CalendarHoliday, Charge, Organisation, Rep, TimeEntry, User
from rxbilling.models.database import reading, writing
from rxbilling.services import rep_hours, undoing, week_copies, weeks
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Refused
from rxbilling.services.weeks import Cell, Task
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add, add_work

pytestmark = pytest.mark.usefixtures("office")
# A week in which the first of May is a holiday in France.
MONDAY = date(2026, 4, 27)
BEFORE = MONDAY - timedelta(days=7)
REMOTE = Task(1, 1)


def rows(actor: Actor = REP_1, monday: date = MONDAY) -> list[tuple[str, str, str, list[int]]]:
    found = weeks.look(actor, 1, monday).rows
    return [(row.account, row.service, row.ticket, [cell.seconds for cell in row.cells]) for row in found]


def cell(day: int = 0, monday: date = MONDAY) -> Cell:
    return weeks.look(REP_1, 1, monday).rows[0].cells[day]


def close(day: date) -> None:
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day = day.toordinal()
        organisation.closed_before = int(datetime(day.year, day.month, day.day + 1).timestamp())  # noqa: DTZ001
        db.add(organisation)


def entries() -> list[TimeEntry]:
    with reading() as db:
        return [one for one in db.exec(select(TimeEntry).order_by(col(TimeEntry.id))) if one.deleted_at is None]


def test_a_row_for_each_account_and_service_with_its_ticket_where_it_is_one(office: Engine) -> None:
    add_work(
        office,
        Work(day="2026-04-27", seconds=3600, ticket=1),
        Work(day="2026-04-27", seconds=1800, ticket=1),
        Work(day="2026-05-03", seconds=60, account=3),
        Work(day="2026-04-28", service=2, ticket=1),
        Work(day="2026-04-29", service=2),
        Work(day="2026-05-04"),
        Work(day="2026-04-27", rep=2),
    )
    assert rows() == [
        ("abba", "Remote", "", [0, 0, 0, 0, 0, 0, 60]),
        ("Acme", "On-site", "", [0, 3600, 3600, 0, 0, 0, 0]),
        ("Acme", "Remote", "T1", [5400, 0, 0, 0, 0, 0, 0]),
    ]


@pytest.mark.parametrize(
    ("works", "fixed"),
    [
        ([Work(day="2026-04-27", clock=False)], False),
        ([Work(day="2026-04-27")], True),
        ([Work(day="2026-04-27", clock=False)] * 2, True),
        ([Work(day="2026-04-27", clock=False, billed=True)], True),
        ([Work(day="2026-04-28", clock=False)], False),
    ],
    ids=["a length", "a clock", "two", "billed", "nothing"],
)
def test_which_cells_are_fixed(office: Engine, works: list[Work], fixed: bool) -> None:
    add_work(office, *works)
    assert cell().fixed is fixed


def test_filling_adds_changes_and_deletes() -> None:
    weeks.fill(REP_1, 1, Task(1, 1, 1), MONDAY, 5400, None)
    (entry,) = entries()
    assert (entry.seconds, entry.tier, entry.start_at, entry.ticket_id, entry.day) == (
        5400,
        0,
        None,
        1,
        MONDAY.toordinal(),
    )
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 7200, cell().seen)
    assert rows() == [("Acme", "Remote", "T1", [7200, 0, 0, 0, 0, 0, 0])]
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 0, cell().seen)
    assert (rows(), entries()) == ([], [])
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 0, None)
    with reading() as db:
        assert [one.action for one in db.exec(select(AuditEvent).order_by(col(AuditEvent.id)))] == [
            "add",
            "change",
            "delete",
        ]


def test_changing_keeps_the_tier_the_note_and_the_ticket(office: Engine) -> None:
    (number,) = add_work(office, Work(day="2026-04-27", clock=False, ticket=1, note="Call"))
    with writing() as db:
        entry = db.get_one(TimeEntry, number)
        entry.tier = 2
        db.add(entry)
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, (number, 1))
    (entry,) = entries()
    assert (entry.seconds, entry.tier, entry.note, entry.ticket_id) == (60, 2, "Call", 1)


def test_a_cell_that_somebody_filled_meanwhile_is_not_written_over() -> None:
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, None)
    old = cell().seen
    with pytest.raises(Changed):
        weeks.fill(REP_1, 1, REMOTE, MONDAY, 90, None)
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 120, old)
    with pytest.raises(Changed):
        weeks.fill(REP_1, 1, REMOTE, MONDAY, 180, old)
    assert [entry.seconds for entry in entries()] == [120]


def test_an_entry_with_a_clock_is_not_made_a_length(office: Engine) -> None:
    (number,) = add_work(office, Work(day="2026-04-27"))
    with pytest.raises(Changed):
        weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, (number, 1))


def test_what_cannot_be_filled_in() -> None:
    with pytest.raises(Invalid, match="24 hours"):
        weeks.fill(REP_1, 1, REMOTE, MONDAY, 86_401, None)
    close(MONDAY)
    with pytest.raises(NotNow, match="closed"):
        weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, None)


@pytest.mark.parametrize("actor", [None, FINANCE, REP_2, NOT_A_REP], ids=["nobody", "finance", "another", "no rep"])
def test_who_may_not_fill(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        weeks.fill(actor, 1, REMOTE, MONDAY, 60, None)
    assert entries() == []


def test_another_rep_is_not_told_what_is_logged() -> None:
    told = []
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            weeks.fill(REP_2, 1, REMOTE, MONDAY, 60, None)
        told.append((type(refused.value), refused.value.message))
        if not entries():
            weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, None)
    assert told[0] == told[1]


def test_what_was_filled_in_is_undone(office: Engine) -> None:
    add(office, User(id=7, name="Ana", email="a@b.org", role="rep", rep_id=1, password_hash="", created_at=0))
    actor = replace(REP_1, user_id=7)
    weeks.fill(actor, 1, REMOTE, MONDAY, 60, None)
    weeks.fill(actor, 1, REMOTE, MONDAY, 90, cell().seen)
    assert undoing.undo(actor).action == "change"
    assert [entry.seconds for entry in entries()] == [60]
    assert undoing.undo(actor).action == "add"
    assert entries() == []


def test_a_manager_fills_for_a_rep_and_another_rep_sees_nothing() -> None:
    weeks.fill(MANAGER, 1, REMOTE, MONDAY, 60, None)
    assert len(rows(MANAGER)) == len(rows(FINANCE)) == 1
    assert weeks.look(REP_2, 1, MONDAY) == weeks.Week([], [])


def test_rows_that_are_wanted_come_empty_once() -> None:
    weeks.fill(REP_1, 1, REMOTE, MONDAY, 60, None)
    found = weeks.look(REP_1, 1, MONDAY, (REMOTE, Task(2, None))).rows
    assert [(row.account, row.service) for row in found] == [("Acme", "Remote"), ("Bolt", "")]


def last_week(office: Engine) -> None:
    add_work(
        office,
        Work(day="2026-04-20", seconds=1800),  # by the clock, twice: one length
        Work(day="2026-04-20", seconds=1800),
        Work(day="2026-04-21", clock=False, ticket=1),
        Work(day="2026-04-24", account=3),
        Work(day="2026-04-28", account=1, service=1),
    )


def test_what_copying_would_add_and_why_not(office: Engine) -> None:
    last_week(office)
    close(date(2026, 4, 25))
    found = [
        (one.account, one.ticket, one.day.day, one.seconds, one.refused)
        for one in week_copies.preview(REP_1, 1, MONDAY)
    ]
    assert [(*one[:4], one[4].text("en") if one[4] else "") for one in found] == [
        ("Acme", "", 27, 3600, ""),
        ("Acme", "T1", 28, 3600, "There is work of that day already."),
        ("abba", "", 1, 3600, "Holiday: Labor Day"),
    ]
    close(MONDAY)
    assert week_copies.preview(REP_1, 1, MONDAY)[0].refused == week_copies.BOOKS


def test_copying_adds_what_was_seen_and_nothing_else(office: Engine) -> None:
    last_week(office)
    seen = week_copies.preview(REP_1, 1, MONDAY)
    assert week_copies.copy(REP_1, 1, MONDAY, seen) == 1
    made = entries()[-1]
    assert (made.day, made.seconds, made.tier, made.start_at) == (MONDAY.toordinal(), 3600, Tier.OPERATIONAL, None)
    with pytest.raises(Changed):
        week_copies.copy(REP_1, 1, MONDAY, seen)
    assert len(entries()) == 6
    assert [task.account_id for task in week_copies.tasks(REP_1, 1, MONDAY)] == [3, 1]


@pytest.mark.parametrize(
    ("split", "tier"),
    [
        ((0, 0, 3600, 0), Tier.WEEKEND),
        ((0, 1200, 0, 2400), Tier.HOLIDAY),
        ((600, 3000, 0, 0), Tier.NON_OPERATIONAL),
        ((1800, 1800, 0, 0), Tier.OPERATIONAL),
    ],
)
def test_work_by_the_clock_is_copied_in_the_tier_of_most_of_its_time(
    office: Engine, split: tuple[int, ...], tier: Tier
) -> None:
    (number,) = add_work(office, Work(day="2026-04-20"))
    with writing() as db:
        charge = db.get_one(Charge, number)
        charge.operational_s, charge.non_operational_s, charge.weekend_s, charge.holiday_s = split
        db.add(charge)
    seen = week_copies.preview(REP_1, 1, MONDAY)
    assert [(one.seconds, one.tier) for one in seen] == [(3600, tier)]
    week_copies.copy(REP_1, 1, MONDAY, seen)
    assert entries()[-1].tier == tier


def test_expected_hours_and_missing_days(office: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rep_hours, "today", lambda _zone: date(2026, 5, 2))
    add(office, CalendarHoliday(calendar_id=1, day=date(2026, 4, 30).toordinal(), name="Party"))
    add_work(office, Work(day="2026-04-27", seconds=28_800), Work(day="2026-04-28"), Work(day="2026-04-29", rep=2))
    span = (MONDAY, date(2026, 5, 3))
    days = rep_hours.of_rep(REP_1, 1, *span)
    assert [one.expected_s for one in days] == [28_800] * 3 + [0] * 4
    assert [one.holiday for one in days] == ["", "", "", "Party", "Labor Day", "", ""]
    assert [(one.day.day, one.missing_s) for one in rep_hours.missing(REP_1, 1, *span)] == [(28, 25_200), (29, 28_800)]
    assert set(rep_hours.of_all(MANAGER, *span)) == {1, 2}
    assert set(rep_hours.of_all(REP_1, *span)) == {1}
    assert rep_hours.of_rep(REP_2, 1, *span) == []
    with reading() as db:
        rep = db.get_one(Rep, 1)
        assert [rep_hours.expected_s(db, rep, MONDAY), rep_hours.expected_s(db, rep, date(2026, 5, 1))] == [28_800, 0]


def test_the_day_that_is_not_over_is_not_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rep_hours, "today", lambda _zone: date(2026, 4, 28))
    assert [one.day.day for one in rep_hours.missing(REP_1, 1, MONDAY, date(2026, 5, 3))] == [27]


def test_a_holiday_has_a_french_name() -> None:
    french = Actor(user_id=None, name="Ana", role="rep", rep_id=1, language="fr")
    assert rep_hours.of_rep(french, 1, date(2026, 5, 1), date(2026, 5, 1))[0].holiday == "Fête du Travail"


def stored() -> Any:
    with reading() as db:
        rep = db.get_one(Rep, 1)
        return rep.hours, rep.billable_target_bp, rep.version


def test_hours_and_target_are_changed_and_remembered() -> None:
    week = [25_200] * 4 + [18_000, 0, 0]
    rep_hours.change(ADMIN, 1, 1, week, 7550)
    assert stored() == (week, 7550, 2)
    with pytest.raises(Changed):
        rep_hours.change(ADMIN, 1, 1, week, 0)
    with reading() as db:
        (event,) = db.exec(select(AuditEvent)).all()
    assert event.after == {"hours": "7:00 · 7:00 · 7:00 · 7:00 · 5:00 · 0:00 · 0:00", "target": "75.50 %"}


@pytest.mark.parametrize(
    ("actor", "number", "hours", "target"),
    [(ADMIN, 1, [86_401] + [0] * 6, 0), (ADMIN, 1, [0] * 7, 10_001), (ADMIN, 99, [0] * 7, 0), (MANAGER, 1, [0] * 7, 0)],
    ids=["25 hours", "more than all", "nobody", "a manager"],
)
def test_hours_that_are_refused(actor: Actor, number: int, hours: list[int], target: int) -> None:
    before = stored()
    with pytest.raises(Refused):
        rep_hours.change(actor, number, 1, hours, target)
    assert stored() == before
