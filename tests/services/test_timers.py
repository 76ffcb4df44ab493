"""The timer of a rep: one runs, it makes an entry, and what was forgotten is asked about."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.models import AuditEvent, Organisation, TimeEntry, Timer, User
from rxbilling.models.database import reading, writing
from rxbilling.services import tasks, timers, undoing
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Refused
from rxbilling.services.tasks import Task
from rxbilling.services.timers import TooShort
from tests.services.clock import Clock
from tests.services.rows import FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, Work, add, add_work

pytestmark = pytest.mark.usefixtures("office")
CALL = Task(1, 1, 1, note=" Call ", billable=True)
OTHER = Task(2, 2)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that timers go by, on a Monday at 10:00 in Paris."""
    moved = Clock()
    moved.instant = at("2026-03-02T09:00")
    monkeypatch.setattr(timers, "now", moved)
    return moved


def running(actor: Actor = REP_1) -> timers.Running:
    found = timers.running(actor)
    assert found is not None
    return found


def entries() -> list[TimeEntry]:
    with reading() as db:
        return list(db.exec(select(TimeEntry).order_by(col(TimeEntry.id))))


def trail() -> list[tuple[str, str]]:
    with reading() as db:
        return [(one.action, one.subject) for one in db.exec(select(AuditEvent).order_by(col(AuditEvent.id)))]


def test_a_timer_makes_an_entry_of_whole_seconds(clock: Clock) -> None:
    assert timers.start(REP_1, CALL) == timers.Started()
    seen = running()
    assert (seen.account, seen.service, seen.ticket, seen.forgotten) == ("Acme", "Remote", "T1", False)
    clock.pass_by(5400)
    timers.stop(REP_1, seen.mark)
    (entry,) = entries()
    assert (entry.start_at, entry.end_at, entry.seconds) == (at("2026-03-02T09:00"), at("2026-03-02T10:30"), 5400)
    assert (entry.rep_id, entry.ticket_id, entry.note, entry.tier) == (1, 1, "Call", None)
    assert timers.running(REP_1) is None
    assert trail() == [("start", "timer"), ("add", "time entry"), ("stop", "timer")]


def test_what_a_timer_logged_is_undone(office: Engine, clock: Clock) -> None:
    add(office, User(id=7, name="Ana", email="a@b.org", role="rep", rep_id=1, password_hash="", created_at=0))
    actor = replace(REP_1, user_id=7)
    timers.start(actor, CALL)
    clock.pass_by(5400)
    timers.stop(actor, running(actor).mark)
    assert undoing.undo(actor).action == "add"
    assert [entry.deleted_at is None for entry in entries()] == [False]


def test_starting_another_stops_and_logs_the_first(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(600)
    made = timers.start(REP_1, OTHER)
    assert made.logged is not None
    assert [(entry.account_id, entry.seconds) for entry in entries()] == [(1, 600)]
    assert running().account == "Bolt"


def test_one_that_ran_under_a_minute_gives_way_without_an_entry(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(59)
    assert timers.start(REP_1, OTHER).discarded
    assert entries() == []
    assert ("discard", "timer") in trail()


def test_each_rep_has_a_timer_of_its_own(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    timers.start(REP_2, OTHER)
    assert (running(REP_1).account, running(REP_2).account) == ("Acme", "Bolt")


def test_stopping_under_a_minute_asks(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(59)
    with pytest.raises(TooShort):
        timers.stop(REP_1, running().mark)
    timers.stop(REP_1, running().mark, keep_short=True)
    assert [entry.seconds for entry in entries()] == [59]


def test_discarding_logs_nothing(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(3600)
    timers.discard(REP_1, running().mark)
    assert (timers.running(REP_1), entries()) == (None, [])


@pytest.mark.parametrize(
    ("started", "now", "forgotten"),
    [
        ("2026-03-02T22:59", "2026-03-02T22:59:59", False),
        ("2026-03-02T22:59", "2026-03-02T23:00", True),  # midnight in Paris
        ("2026-03-02T23:00", "2026-03-03T09:00", False),
        ("2026-03-02T23:00", "2026-03-03T09:00:01", True),  # longer than ten hours
        ("2026-03-28T23:30", "2026-03-29T09:30", False),  # ten hours that the clock calls eleven
    ],
    ids=["before midnight", "midnight", "ten hours", "longer", "spring"],
)
def test_forgotten(started: str, now: str, forgotten: bool) -> None:
    assert timers.is_forgotten(at(started), at(now), "Europe/Paris") is forgotten


def test_a_forgotten_one_says_when_it_ended(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(20 * 3600)
    assert running().forgotten
    mark = running().mark
    with pytest.raises(Invalid, match="forgotten"):
        timers.stop(REP_1, mark)
    with pytest.raises(NotNow, match="forgotten"):
        timers.start(REP_1, OTHER)
    for wrong in (at("2026-03-02T08:59"), clock.instant + 1):
        with pytest.raises(Invalid) as refused:
            timers.stop(REP_1, mark, wrong)
        assert refused.value.field == "end"
    timers.stop(REP_1, mark, at("2026-03-02T17:00"))
    assert [entry.seconds for entry in entries()] == [8 * 3600]


def test_what_it_is_for_and_its_start_change(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    old = running().mark
    timers.change(REP_1, old, OTHER, clock.instant - 900)
    assert (running().account, running().mark.started_at) == ("Bolt", clock.instant - 900)
    for stale in (lambda: timers.change(REP_1, old, CALL, clock.instant), lambda: timers.stop(REP_1, old)):
        with pytest.raises(Changed):
            stale()
    with pytest.raises(Invalid, match="future"):
        timers.change(REP_1, running().mark, OTHER, clock.instant + 1)
    with reading() as db:
        event = db.exec(select(AuditEvent).where(AuditEvent.action == "change")).one()
    assert (event.before or {})["account"] == "Acme"
    assert (event.after or {})["start"] == "2026-03-02T08:45:00Z"


@pytest.mark.parametrize(
    ("task", "field"),
    [(Task(99), "account"), (Task(1, 99), "service"), (Task(2, 1, 1), "ticket"), (Task(1, note="x" * 4001), "note")],
    ids=["account", "service", "another's ticket", "note"],
)
def test_what_no_entry_can_be_for_is_refused(clock: Clock, task: Task, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        timers.start(REP_1, task)
    assert refused.value.field == field
    assert timers.running(REP_1) is None


@pytest.mark.parametrize("actor", [None, FINANCE, NOT_A_REP, MANAGER], ids=["nobody", "finance", "rep", "manager"])
def test_who_has_no_timer(clock: Clock, actor: Actor | None) -> None:
    with pytest.raises(Refused):
        timers.start(actor, CALL)


def test_what_is_closed_is_not_logged_and_the_timer_stays(clock: Clock) -> None:
    timers.start(REP_1, CALL)
    clock.pass_by(3600)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = 739_677, at("2026-03-02T09:30")
        db.add(organisation)
    with pytest.raises(NotNow, match="closed"):
        timers.stop(REP_1, running().mark)
    timers.change(REP_1, running().mark, CALL, at("2026-03-02T09:30"))
    timers.stop(REP_1, running().mark)
    assert [entry.seconds for entry in entries()] == [1800]


def test_of_two_starts_at_once_exactly_one_runs(office: Engine, clock: Clock) -> None:
    def begin(account: int) -> Any:
        return timers.start(REP_1, Task(account))

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(begin, [1, 2, 3] * 4))
    with reading() as db:
        assert len(db.exec(select(Timer)).all()) == 1
    assert sum(one.discarded for one in made) == 11


def test_a_second_timer_of_a_rep_is_refused_by_the_database(office: Engine) -> None:
    add(office, Timer(rep_id=1, account_id=1, started_at=0))
    with pytest.raises(Exception, match=r"(?i)unique"):
        add(office, Timer(rep_id=1, account_id=1, started_at=0))


def test_recent_combinations_come_once_the_newest_first(office: Engine) -> None:
    add_work(office, Work(ticket=1), Work(account=2, service=None), Work(ticket=1), Work(rep=2, service=2))
    found = tasks.recent(REP_1, 1)
    assert [(one.account, one.service, one.ticket) for one in found] == [("Acme", "Remote", "T1"), ("Bolt", "", "")]
    assert tasks.recent(REP_1, 2) == []
    assert len(tasks.recent(MANAGER, 2)) == 1
