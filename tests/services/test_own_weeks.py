"""Weeks handed in, approved and returned: by whom, and what is locked meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, TimeEntry, Week
from rxbilling.models.database import reading, writing
from rxbilling.services import (
    approval,
    entry_changes,
    entry_editing,
    expense_changes,
    importing,
    own_weeks,
    rep_hours,
    week_decisions,
    week_locks,
)
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Refused
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.importing import Outcome, Plan
from rxbilling.services.own_weeks import Lack
from rxbilling.services.week_decisions import Seen, seen_of
from tests.services.expense_rows import TRAIN
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, add_work
from tests.services.rows import Work as Row

MONDAY = date(2026, 3, 2)
LEAD = Actor(user_id=None, name="Lea", role="manager", rep_id=1)
HEAD = Actor(user_id=None, name="Ida", role="admin", rep_id=1)
DAY = EntryDraft(1, 1, day=MONDAY, seconds=3600, tier=Tier.OPERATIONAL)
BEFORE = replace(DAY, day=MONDAY - timedelta(days=1))
Do = Callable[[], object]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def stored(first_day: date = MONDAY, rep: int = 1) -> Week | None:
    with reading() as db:
        return db.exec(select(Week).where(Week.rep_id == rep, Week.first_day == first_day.toordinal())).first()


def seen(first_day: date = MONDAY, rep: int = 1) -> Seen:
    week = stored(first_day, rep)
    assert week is not None
    return seen_of(week)


def trail(subject: str = "week") -> list[tuple[str, object]]:
    with reading() as db:
        found = db.exec(select(AuditEvent).where(AuditEvent.subject == subject).order_by(col(AuditEvent.id)))
        return [(event.action, event.after or event.before) for event in found]


def content() -> list[tuple[object, ...]]:
    with reading() as db:
        tables = ("time_entry", "expense", "week", "audit_event")
        rows = [db.connection().exec_driver_sql(f"SELECT * FROM {table} ORDER BY id") for table in tables]  # noqa: S608
        return [tuple(row) for found in rows for row in found]


@pytest.fixture
def on(office: Engine) -> Engine:
    """Return the office, which has its weeks approved."""
    approval.turn(ADMIN, on=True)
    return office


@pytest.fixture
def submitted(on: Engine) -> Engine:
    own_weeks.submit(REP_1, MONDAY, 0)
    return on


@pytest.fixture
def approved(submitted: Engine) -> Engine:
    week_decisions.approve(MANAGER, [seen()])
    return submitted


def test_a_week_goes_its_way_and_all_of_it_is_remembered(on: Engine) -> None:
    assert own_weeks.look(REP_1, MONDAY) == own_weeks.OwnWeek(MONDAY)
    own_weeks.submit(REP_1, MONDAY, 0)
    week_decisions.send_back(MANAGER, [seen()], " Tuesday is missing ")
    found = own_weeks.look(REP_1, MONDAY)
    assert found is not None
    assert (found.state, found.version, found.word) == ("returned", 2, "Tuesday is missing")
    own_weeks.submit(REP_1, MONDAY, 2)
    found = own_weeks.look(REP_1, MONDAY)
    assert found is not None
    assert (found.state, found.word) == ("submitted", "")
    week_decisions.approve(MANAGER, [seen()])
    found = own_weeks.look(REP_1, MONDAY)
    assert found is not None
    assert found.state == "approved"
    facts = {"rep": "Ana", "week": "2026-03-02", "word": None}
    assert trail() == [
        ("submit", facts),
        ("return", facts | {"word": "Tuesday is missing"}),
        ("submit", facts),
        ("approve", facts),
    ]
    assert trail("approval") == [("turn on", None)]


def test_a_week_is_withdrawn_while_nobody_has_decided(submitted: Engine) -> None:
    own_weeks.withdraw(REP_1, MONDAY, 1)
    assert own_weeks.look(REP_1, MONDAY) == own_weeks.OwnWeek(MONDAY)
    with pytest.raises(NotNow, match="not submitted any more"):
        own_weeks.withdraw(REP_1, MONDAY, 1)
    own_weeks.submit(REP_1, MONDAY, 0)
    week_decisions.approve(MANAGER, [seen()])
    with pytest.raises(NotNow, match="not submitted any more"):
        own_weeks.withdraw(REP_1, MONDAY, 2)
    with pytest.raises(NotNow, match="approved already"):
        own_weeks.submit(REP_1, MONDAY, 2)
    assert [action for action, _ in trail()] == ["submit", "withdraw", "submit", "approve"]


@pytest.mark.usefixtures("submitted")
def test_what_somebody_else_did_meanwhile_is_not_overwritten() -> None:
    before = content()
    with pytest.raises(Changed):
        own_weeks.withdraw(REP_1, MONDAY, 7)
    with pytest.raises(NotNow, match="submitted already"):
        own_weeks.submit(REP_1, MONDAY, 0)
    wrong = seen()._replace(version=2)
    for attempt in (
        lambda: week_decisions.approve(MANAGER, [wrong]),
        lambda: week_decisions.send_back(MANAGER, [wrong], "x"),
    ):
        with pytest.raises(Changed):
            attempt()
    for gone in (999, -1, 2**40):
        with pytest.raises(NotThere):
            week_decisions.approve(MANAGER, [wrong._replace(number=gone)])
    assert content() == before


@pytest.mark.parametrize(("actor", "later"), [(REP_1, 60), (REP_2, 0)], ids=["submitted again", "another rep's"])
@pytest.mark.usefixtures("submitted")
def test_a_number_that_comes_again_is_not_the_week_that_was_seen(
    monkeypatch: pytest.MonkeyPatch, actor: Actor, later: int
) -> None:
    old = seen()
    own_weeks.withdraw(REP_1, MONDAY, 1)
    monkeypatch.setattr(own_weeks, "now", lambda: old.submitted_at + later)
    own_weeks.submit(actor, MONDAY, 0)
    new = seen(rep=actor.rep_id or 0)
    assert new.version == old.version
    for attempt in (
        lambda: week_decisions.approve(MANAGER, [old]),
        lambda: week_decisions.send_back(MANAGER, [old], "x"),
    ):
        with pytest.raises((Changed, NotThere)):  # PostgreSQL gives no number twice
            attempt()
    week_decisions.approve(MANAGER, [new])


@pytest.mark.usefixtures("submitted")
def test_several_are_decided_at_once_or_none() -> None:
    own_weeks.submit(REP_2, MONDAY, 0)
    with pytest.raises(Changed):
        week_decisions.approve(MANAGER, [seen(), seen(rep=2)._replace(version=9)])
    week = stored()
    assert week is not None
    assert week.state == "submitted"
    week_decisions.approve(MANAGER, [seen(), seen(rep=2)])
    assert {found.state for found in (stored(), stored(rep=2)) if found} == {"approved"}
    with pytest.raises(NotNow):
        week_decisions.approve(MANAGER, [seen()])
    week_decisions.send_back(ADMIN, [seen()], "Once more")
    with pytest.raises(NotNow):
        week_decisions.send_back(ADMIN, [seen()], "Once more")


@pytest.mark.parametrize("actor", [None, REP_1, REP_2, FINANCE])
@pytest.mark.usefixtures("submitted")
def test_only_managers_decide(actor: Actor | None) -> None:
    before = content()
    with pytest.raises(Refused):
        week_decisions.approve(actor, [seen()])
    with pytest.raises(Refused):
        week_decisions.send_back(actor, [seen()], "x")
    assert content() == before


@pytest.mark.usefixtures("submitted")
def test_nobody_but_an_administrator_decides_on_the_own_week() -> None:
    for attempt in (
        lambda: week_decisions.approve(LEAD, [seen()]),
        lambda: week_decisions.send_back(LEAD, [seen()], "x"),
    ):
        with pytest.raises(Refused, match="Somebody else"):
            attempt()
    week_decisions.approve(HEAD, [seen()])


@pytest.mark.parametrize("word", ["", " \x00", "x" * 501])
@pytest.mark.usefixtures("submitted")
def test_a_week_is_returned_with_a_word(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        week_decisions.send_back(MANAGER, [seen()], word)
    assert refused.value.field == "word"


@pytest.mark.parametrize("day", [MONDAY + timedelta(days=1), date.min, date(2200, 1, 6), date(1969, 12, 29)])
@pytest.mark.usefixtures("on")
def test_what_is_no_week_is_not_submitted(day: date) -> None:
    with pytest.raises(Invalid):
        own_weeks.submit(REP_1, day, 0)


@pytest.mark.usefixtures("on")
def test_a_week_is_submitted_once_it_has_begun() -> None:
    today = datetime.now(UTC).date()
    coming = today + timedelta(days=7 - today.weekday() + 7)
    with pytest.raises(Invalid, match="has not begun"):
        own_weeks.submit(REP_1, coming, 0)
    own_weeks.submit(REP_1, coming - timedelta(days=21), 0)


@pytest.mark.usefixtures("on")
def test_a_week_says_what_it_lacks_before_it_is_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    eight = 8 * 3600
    entry_changes.add(REP_1, replace(DAY, seconds=eight))
    for day, running, missing in ((MONDAY + timedelta(days=2), True, 1), (MONDAY + timedelta(days=7), False, 4)):
        for module in (own_weeks, rep_hours):
            monkeypatch.setattr(module, "today", lambda _zone, day=day: day)
        assert own_weeks.lack(REP_1, MONDAY) == Lack(is_running=running, missing_s=missing * eight)


@pytest.mark.parametrize("actor", [None, FINANCE, NOT_A_REP, MANAGER])
@pytest.mark.usefixtures("on")
def test_who_has_no_work_of_the_own_submits_nothing(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        own_weeks.submit(actor, MONDAY, 0)
    with pytest.raises(Refused):
        own_weeks.withdraw(actor, MONDAY, 0)
    if actor:
        assert own_weeks.look(actor, MONDAY) is None


@pytest.mark.parametrize("actor", [None, REP_1, MANAGER, FINANCE])
def test_only_administrators_turn_it_on(office: Engine, actor: Actor | None) -> None:
    with pytest.raises(Refused):
        approval.turn(actor, on=True)
    assert not approval.setting(REP_1)


def test_where_it_is_off_nothing_is_submitted_and_nothing_is_locked(approved: Engine) -> None:
    approval.turn(ADMIN, on=False)
    approval.turn(ADMIN, on=False)
    made = entry_changes.add(REP_1, DAY)
    entry_changes.delete(REP_1, made.number, 1)
    expense_changes.add(REP_1, TRAIN)
    for attempt in (
        lambda: own_weeks.submit(REP_2, MONDAY, 0),
        lambda: own_weeks.withdraw(REP_1, MONDAY, 2),
        lambda: week_decisions.approve(MANAGER, [seen()]),
        lambda: week_decisions.send_back(MANAGER, [seen()], "x"),
    ):
        with pytest.raises(NotNow, match="not approved here"):
            attempt()
    with reading() as db:
        assert week_locks.locked(db, REP_1, [made.number]) == []
    assert trail("approval") == [("turn on", None), ("turn off", None)]


def attempts(actor: Actor, inside: int, outside: int, expense: int, gone: int) -> list[Do]:
    """Return everything that would change work of the week: an entry and an expense in it, an entry before it."""
    return [
        lambda: entry_changes.add(actor, DAY),
        lambda: entry_changes.change(actor, inside, 1, replace(DAY, note="x")),
        lambda: entry_changes.change(actor, inside, 1, BEFORE),
        lambda: entry_changes.change(actor, outside, 1, DAY),
        lambda: entry_changes.delete(actor, inside, 1),
        lambda: expense_changes.add(actor, TRAIN),
        lambda: expense_changes.change(actor, expense, 1, replace(TRAIN, note="x")),
        lambda: expense_changes.change(actor, expense, 1, replace(TRAIN, day=MONDAY - timedelta(days=1))),
        lambda: expense_changes.delete(actor, expense, 1),
        lambda: expense_changes.restore(actor, gone),
    ]


def work_of_the_week() -> tuple[int, int, int, int]:
    gone = expense_changes.add(REP_1, TRAIN).number
    expense_changes.delete(REP_1, gone, 1)
    made = (entry_changes.add(REP_1, DAY), entry_changes.add(REP_1, BEFORE), expense_changes.add(REP_1, TRAIN))
    return (*(one.number for one in made), gone)  # type: ignore[return-value]  # three and one are four


@pytest.mark.parametrize("actor", [REP_1, LEAD, HEAD])
def test_a_rep_changes_nothing_in_a_submitted_week(on: Engine, actor: Actor) -> None:
    work = work_of_the_week()
    own_weeks.submit(REP_1, MONDAY, 0)
    before = content()
    for attempt in attempts(actor, *work):
        with pytest.raises(NotNow, match="is submitted"):
            attempt()
    assert content() == before
    assert entry_editing.look(actor, work[0]).locked is not None
    own_weeks.withdraw(REP_1, MONDAY, 1)
    entry_changes.change(actor, work[0], 1, replace(DAY, note="x"))


@pytest.mark.parametrize("place", range(10))
def test_a_manager_changes_what_is_submitted(on: Engine, place: int) -> None:
    work = work_of_the_week()
    own_weeks.submit(REP_1, MONDAY, 0)
    attempts(MANAGER, *work)[place]()


@pytest.mark.parametrize("actor", [REP_1, MANAGER, ADMIN])
def test_nobody_changes_anything_in_an_approved_week(on: Engine, actor: Actor) -> None:
    work = work_of_the_week()
    own_weeks.submit(REP_1, MONDAY, 0)
    week_decisions.approve(MANAGER, [seen()])
    before = content()
    for attempt in attempts(actor, *work):
        with pytest.raises(NotNow, match="is approved"):
            attempt()
    assert content() == before
    assert expense_changes.set_reimbursed(FINANCE, [work[2]], reimbursed=True) == 1
    week_decisions.send_back(MANAGER, [seen()], "Once more")
    entry_changes.change(actor, work[0], 1, replace(DAY, note="x"))


@pytest.mark.usefixtures("approved")
def test_the_weeks_of_others_and_other_weeks_stay_open() -> None:
    entry_changes.add(REP_2, replace(DAY, rep_id=2))
    entry_changes.add(REP_1, BEFORE)
    entry_changes.add(REP_1, replace(DAY, day=MONDAY + timedelta(days=7)))
    with pytest.raises(NotNow):
        entry_changes.add(REP_1, replace(DAY, day=MONDAY + timedelta(days=6)))


@pytest.mark.usefixtures("approved")
def test_an_entry_by_clock_lies_in_the_week_of_its_customers_day() -> None:
    # Sunday evening in UTC is Monday in Paris; early Monday in UTC is Sunday in New York.
    evening = EntryDraft(1, 1, start_at=at("2026-03-01T23:30"), end_at=at("2026-03-02T00:30"))
    with pytest.raises(NotNow, match="is approved"):
        entry_changes.add(REP_1, evening)
    early = EntryDraft(2, 1, start_at=at("2026-03-02T03:00"), end_at=at("2026-03-02T04:00"))
    made = entry_changes.add(REP_1, early)
    with pytest.raises(NotNow, match="is approved"):
        entry_changes.change(REP_1, made.number, 1, replace(early, account_id=1))


def imported(rows: str, *, good_rows_only: bool = False) -> Outcome:
    data = f"Account,Rep,Start,End\n{rows}".encode()
    table, guess = importing.inspect(ADMIN, data, "x.csv")
    return importing.import_entries(ADMIN, table, "x.csv", Plan(guess.mapping, good_rows_only=good_rows_only))


def entries() -> int:
    with reading() as db:
        return len(db.exec(select(TimeEntry.id)).all())


@pytest.mark.usefixtures("approved")
def test_an_import_brings_nothing_into_an_approved_week() -> None:
    rows = (
        "Acme,Ana,2026-03-01T23:30Z,2026-03-02T00:30Z\n"
        "Acme,Ana,2026-03-01T20:00Z,2026-03-01T21:00Z\n"
        "Acme,Aaron,2026-03-02T09:00Z,2026-03-02T10:00Z\n"
    )
    before = content()
    outcome = imported(rows)
    assert not outcome.is_done
    assert [(bad.row, bad.reason.msgid) for bad in outcome.bad] == [
        (2, "The rep's week is approved. A manager has to return it before anything in it changes.")
    ]
    assert content() == before
    outcome = imported(rows, good_rows_only=True)
    assert (outcome.is_done, outcome.added, [bad.row for bad in outcome.bad]) == (True, 2, [2])
    assert entries() == 2


@pytest.mark.usefixtures("submitted")
def test_an_import_may_bring_work_into_a_submitted_week() -> None:
    assert imported("Acme,Ana,2026-03-02T09:00Z,2026-03-02T10:00Z\n").added == 1


def test_what_does_not_lie_in_an_approved_week_is_told(approved: Engine) -> None:
    days = ("2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09")
    numbers = add_work(approved, *(Row(day=day) for day in days), Row(rep=2))
    with writing() as db:
        assert approval.unapproved(db, numbers) == [numbers[0], numbers[3], numbers[4]]
        assert approval.unapproved(db, numbers[1:3]) == []
        assert approval.unapproved(db, []) == []
        assert approval.unapproved(db, [*numbers, *range(10_000, 20_000)]) == [numbers[0], numbers[3], numbers[4]]
        assert week_locks.locked(db, MANAGER, numbers) == numbers[1:3]
    approval.turn(ADMIN, on=False)
    with reading() as db:
        assert approval.unapproved(db, numbers) == []


def test_what_is_submitted_is_locked_for_its_rep_alone(submitted: Engine) -> None:
    numbers = add_work(submitted, Row(), Row(rep=2))
    with reading() as db:
        locked = [week_locks.locked(db, actor, numbers) for actor in (REP_1, LEAD, MANAGER, ADMIN)]
        assert approval.unapproved(db, numbers) == numbers
    assert locked == [[numbers[0]], [numbers[0]], [], []]


def test_expenses_are_told_alike(on: Engine) -> None:
    inside = expense_changes.add(REP_1, TRAIN).number
    outside = expense_changes.add(REP_1, replace(TRAIN, day=MONDAY - timedelta(days=1))).number
    own_weeks.submit(REP_1, MONDAY, 0)
    week_decisions.approve(MANAGER, [seen()])
    with reading() as db:
        assert approval.unapproved_expenses(db, [inside, outside]) == [outside]
