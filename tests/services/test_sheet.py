"""The timesheet: what is typed in a cell, what it moves, and how it is undone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, ChangeSet, Organisation, TimeEntry, User
from rxbilling.models.database import reading, writing
from rxbilling.services import entry_changes, sheet, undoing
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Refused
from rxbilling.services.clock import today
from rxbilling.services.entry_drafts import EntryDraft
from tests.services.rows import FINANCE, MANAGER, REP_1, REP_2, add, change_work

Rows = list[dict[str, Any]]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# 10:00 to 11:00 in Paris, on a Monday.
MORNING = EntryDraft(1, 1, 1, 1, at("2026-03-02T09:00"), at("2026-03-02T10:00"), note="Call")
DAY = EntryDraft(1, 1, day=datetime(2026, 3, 2, tzinfo=UTC).date(), seconds=5400, tier=Tier.OPERATIONAL)


@pytest.fixture
def boss(office: Engine) -> Actor:
    """Return a manager who is a user, so that what he does can be undone."""
    add(office, User(id=7, email="max@example.org", name="Max", role="manager", password_hash="", created_at=0))
    return replace(MANAGER, user_id=7)


@pytest.fixture
def ana(office: Engine) -> Actor:
    add(office, User(id=8, email="ana@example.org", name="Ana", role="rep", password_hash="", created_at=0, rep_id=1))
    return replace(REP_1, user_id=8)


def typed(actor: Actor, field: str, text: str, draft: EntryDraft = MORNING) -> dict[str, Any]:
    made = entry_changes.add(MANAGER, draft)
    (row,) = sheet.change_cell(actor, made.number, made.version, field, text).rows
    return row


def stored(number: int) -> TimeEntry:
    with reading() as db:
        return db.get_one(TimeEntry, number)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("start", "930", {"start": "09:30", "end": "11:00", "worked_s": 5400, "amount": 15_000}),
        ("start", "9h30", {"start": "09:30", "end": "11:00"}),
        ("start", "14:00", {"start": "14:00", "end": "15:00", "worked_s": 3600}),
        ("end", "1230", {"start": "10:00", "end": "12:30", "worked_s": 9000, "amount": 25_000}),
        ("end", "10:00", {"worked_s": 0, "amount": 0}),
        # Past midnight, and past the end of the operational hours at 18:00: 8 h at 100.00 and 7 h at 150.00.
        ("end", "1:00", {"start": "10:00", "end": "01:00", "day": "2026-03-02", "worked_s": 54_000, "amount": 185_000}),
        ("worked_s", "1:30", {"end": "11:30", "worked_s": 5400}),
        ("worked_s", "1,5h", {"end": "11:30"}),
        ("worked_s", "90m", {"end": "11:30"}),
        ("day", "2026-03-07", {"day": "2026-03-07", "start": "10:00", "end": "11:00", "amount": 17_500}),
        ("day", "3/9/2026", {"day": "2026-03-09"}),
        ("day", "9", {"day": "2026-03-09"}),
        ("account", "bolt", {"account": "Bolt", "ticket": "", "start": "04:00", "zone": "America/New_York"}),
        ("account", "ABB", {"account": "abba"}),
        ("ticket", "a9", {"ticket": "A9"}),
        ("ticket", "", {"ticket": ""}),
        ("service", "on-", {"service": "On-site"}),
        ("service", "", {"service": ""}),
        ("rep", "aaron", {"rep": "Aaron"}),
        ("note", "", {"note": ""}),
        ("billable", "non", {"billable": 0, "status": "not_billable", "amount": 0}),
        ("billable", "yes", {"billable": 1}),
    ],
)
def test_a_cell_takes_what_people_write(field: str, text: str, expected: dict[str, Any]) -> None:
    row = typed(MANAGER, field, text)
    assert {name: row[name] for name in expected} == expected


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("worked_s", "2h", {"start": "", "worked_s": 7200, "amount": 20_000}),
        ("tiers", "Weekend", {"weekend_s": 5400, "amount": 26_250}),
        ("day", "2026-03-03", {"day": "2026-03-03", "start": ""}),
        ("start", "9", {"start": "09:00", "end": "10:30", "worked_s": 5400}),
        ("end", "12", {"start": "10:30", "end": "12:00", "worked_s": 5400}),
    ],
)
def test_work_without_a_clock_takes_them_too(field: str, text: str, expected: dict[str, Any]) -> None:
    row = typed(MANAGER, field, text, DAY)
    assert {name: row[name] for name in expected} == expected


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("start", "25:00", "time of day"),
        ("end", "soon", "time of day"),
        ("start", "", "time of day"),
        ("worked_s", "long", "length of time"),
        ("worked_s", "800h", "24 hours"),
        ("worked_s", "90", "90 could be hours or minutes"),
        ("day", "someday", "not a date"),
        ("day", "3026-01-01", "1970 to 2100"),
        ("day", "9999-12-31", "1970 to 2100"),
        ("ticket", "9", "no “9”"),
        ("account", "FR", "no “FR”"),
        ("account", "", "cannot be empty"),
        ("account", "nobody", "no “nobody”"),
        ("account", "b", "could be several"),
        ("rep", "a", "could be several"),
        ("ticket", "T99", "no “T99”"),
        ("billable", "perhaps", "neither yes nor no"),
        ("tiers", "weekend", "calendar knows"),
        ("amount", "5", "cannot be changed"),
        ("id", "5", "cannot be changed"),
        ("note", "x" * 4001, "4000"),
    ],
)
def test_a_wrong_value_is_refused_by_its_column_and_the_old_one_stays(field: str, text: str, words: str) -> None:
    made = entry_changes.add(MANAGER, MORNING)
    before = stored(made.number)
    with pytest.raises(Invalid) as refused:
        sheet.change_cell(MANAGER, made.number, made.version, field, text)
    assert words in refused.value.message.text("en")
    assert refused.value.field in {field, "start", "end", "seconds"}
    assert stored(made.number) == before


@pytest.mark.usefixtures("office")
def test_r1_a_time_that_clocks_skip_or_repeat_is_refused() -> None:
    spring = replace(MORNING, start_at=at("2026-03-29T08:00"), end_at=at("2026-03-29T09:00"))
    autumn = replace(MORNING, start_at=at("2026-10-25T08:00"), end_at=at("2026-10-25T09:00"))
    for draft, words in ((spring, "does not exist"), (autumn, "occurs twice")):
        made = entry_changes.add(MANAGER, draft)
        with pytest.raises(Invalid) as refused:
            sheet.change_cell(MANAGER, made.number, made.version, "start", "2:30")
        assert words in refused.value.message.text("en")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("ahead", "said"), [(30, "This day is still to come."), (-30, "")])
def test_a_day_that_is_still_to_come_is_told(ahead: int, said: str) -> None:
    day = (today("UTC") + timedelta(days=ahead)).isoformat()
    made = entry_changes.add(MANAGER, MORNING)
    moved = sheet.change_cell(MANAGER, made.number, made.version, "day", day)
    assert (moved.rows[0]["day"], moved.said) == (day, said)


@pytest.mark.usefixtures("office")
def test_another_account_tells_that_the_ticket_stays_behind_and_the_clock_is_another() -> None:
    made = entry_changes.add(MANAGER, MORNING)
    moved = sheet.change_cell(MANAGER, made.number, made.version, "account", "Bolt")
    assert "is another account's" in moved.said
    assert "on the clock of America/New_York" in moved.said
    made = entry_changes.add(MANAGER, replace(MORNING, ticket_id=None))
    assert sheet.change_cell(MANAGER, made.number, made.version, "account", "abba").said == ""


@pytest.mark.usefixtures("office")
def test_the_same_value_again_changes_nothing() -> None:
    made = entry_changes.add(MANAGER, MORNING)
    (row,) = sheet.change_cell(MANAGER, made.number, made.version, "note", "Call").rows
    assert row["version"] == made.version


@pytest.mark.usefixtures("office")
def test_who_may_not_is_refused_and_an_old_version_too() -> None:
    made = entry_changes.add(MANAGER, MORNING)
    for actor in (REP_2, FINANCE, None):
        with pytest.raises(Refused):
            sheet.change_cell(actor, made.number, made.version, "note", "x")
    with pytest.raises(Changed):
        sheet.change_cell(MANAGER, made.number, made.version + 1, "note", "x")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["Aaron", "Aar", "nobody"])
def test_a_rep_learns_nothing_of_other_reps(name: str) -> None:
    made = entry_changes.add(MANAGER, MORNING)
    with pytest.raises(Invalid) as refused:
        sheet.change_cell(REP_1, made.number, made.version, "rep", name)
    assert refused.value.message.text("en") == f"There is no “{name}”."


def test_what_a_program_changes_is_not_undone_in_the_browser(ana: Actor) -> None:
    made = entry_changes.add(replace(ana, scopes=frozenset({"write"})), MORNING)
    entry_changes.delete(replace(ana, scopes=frozenset({"write"})), made.number, made.version)
    with pytest.raises(NotNow):
        sheet.undo(ana)


def test_an_edit_tells_every_row_that_it_moves_but_no_other_reps_rows(office: Engine) -> None:
    """Work of the same ticket-day is rounded together (R12): one longer entry moves the other's price."""
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.rounding_increment_s, organisation.rounding_scope = 3600, "ticket-day"
        db.add(organisation)
    first = entry_changes.add(MANAGER, replace(MORNING, end_at=at("2026-03-02T09:30")))
    later = replace(MORNING, rep_id=2, start_at=at("2026-03-02T11:00"), end_at=at("2026-03-02T11:10"))
    second = entry_changes.add(MANAGER, later)
    moved = sheet.change_cell(MANAGER, first.number, 1, "worked_s", "1:00")
    assert {row["id"] for row in moved.rows} == {first.number, second.number}
    own = sheet.change_cell(REP_1, first.number, 2, "worked_s", "0:30")
    assert {row["id"] for row in own.rows} == {first.number}


def test_rows_say_whether_and_why_they_are_locked(boss: Actor, office: Engine) -> None:
    made = entry_changes.add(MANAGER, MORNING)
    locked = lambda actor: sheet.moved(actor, stored(made.number).revision).rows[0]["locked"]  # noqa: E731 - one value
    assert (locked(boss), locked(REP_1), locked(FINANCE)) == ("", "", "own")
    change_work(office, made.number, billed_at=1, billed_reference="INV-1")
    assert locked(boss) == "billed"
    change_work(office, made.number, billed_at=None)
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = made_day(made.number), at("2026-03-03T00:00")
        db.add(organisation)
    assert locked(boss) == "closed"


def made_day(number: int) -> int:
    return stored(number).day


def test_changes_are_undone_one_after_the_other(boss: Actor) -> None:
    made = entry_changes.add(boss, MORNING)
    for field, text in (("start", "930"), ("note", "x"), ("account", "Bolt"), ("billable", "no")):
        sheet.change_cell(boss, made.number, stored(made.number).version, field, text)
    seen = []
    for _ in range(4):
        (row,) = sheet.undo(boss).rows
        seen.append((row["billable"], row["account"], row["note"], row["worked_s"], row["amount"]))
    assert seen == [
        (1, "Bolt", "x", 5400, 22_500),
        (1, "Acme", "x", 5400, 15_000),
        (1, "Acme", "Call", 5400, 15_000),
        (1, "Acme", "Call", 3600, 10_000),
    ]
    assert sheet.undo(boss).said == "Undone. Taken out again: Mar 2, 2026, Acme, 1:00."
    assert stored(made.number).deleted_at is not None
    with pytest.raises(NotNow) as refused:
        sheet.undo(boss)
    assert refused.value.message.text("en") == "There is nothing to undo."


def test_what_was_deleted_comes_back_with_its_price(boss: Actor) -> None:
    made = entry_changes.add(boss, MORNING)
    assert sheet.delete(boss, made.number, made.version).rows == []
    (row,) = sheet.undo(boss).rows
    assert (row["id"], row["amount"]) == (made.number, 10_000)
    with reading() as db:
        events = db.exec(
            select(AuditEvent.action).where(AuditEvent.subject_id == made.number).order_by(col(AuditEvent.id))
        )
        assert list(events) == ["add", "delete", "undo: back"]


def test_what_others_changed_since_is_not_undone(boss: Actor, ana: Actor) -> None:
    made = entry_changes.add(ana, MORNING)
    sheet.change_cell(ana, made.number, 1, "note", "mine")
    sheet.change_cell(boss, made.number, 2, "note", "theirs")
    with pytest.raises(NotNow) as refused:
        sheet.undo(ana)
    assert "somebody else (1)" in refused.value.message.text("en")
    assert stored(made.number).note == "theirs"
    # Once it is undone, the entry is as the first left it.
    sheet.undo(boss)
    sheet.undo(ana)
    assert stored(made.number).note == "Call"


def test_each_undoes_own_changes_only_and_only_of_some_days(boss: Actor, ana: Actor, office: Engine) -> None:
    made = entry_changes.add(ana, MORNING)
    with pytest.raises(NotNow):
        sheet.undo(boss)
    with writing(office) as db:
        found = db.exec(select(ChangeSet)).one()
        found.at -= (undoing.DAYS_KEPT + 1) * undoing.A_DAY
        db.add(found)
    with pytest.raises(NotNow):
        sheet.undo(ana)
    sheet.change_cell(ana, made.number, 1, "note", "x")
    with reading() as db:
        assert len(db.exec(select(ChangeSet)).all()) == 1


def trail(number: int) -> list[tuple[str, object, object]]:
    with reading() as db:
        found = db.exec(select(AuditEvent).where(AuditEvent.subject_id == number).order_by(col(AuditEvent.id)))
        return [(event.action, event.before, event.after) for event in found]


def test_what_was_undone_is_done_again_and_undone_once_more(boss: Actor) -> None:
    made = entry_changes.add(boss, MORNING)
    noted = sheet.change_cell(boss, made.number, 1, "note", "x")
    changed = sheet.change_cell(boss, made.number, 2, "worked_s", "2h")
    assert changed.change is not None
    seen = []
    for turn in (sheet.undo, sheet.redo, sheet.undo, sheet.redo, sheet.undo):
        (row,) = turn(boss, changed.change).rows
        seen.append((row["worked_s"], row["note"], row["amount"]))
    short, long = (3600, "x", 10_000), (7200, "x", 20_000)
    assert seen == [short, long, short, long, short]
    # What came before is reached all the same, and from there what came after.
    assert sheet.undo(boss).rows[0]["note"] == "Call"
    assert sheet.undo(boss).rows == []
    assert made.change is not None
    assert noted.change is not None
    assert sheet.redo(boss, made.change).rows[0]["note"] == "Call"
    assert sheet.redo(boss, noted.change).rows[0]["note"] == "x"
    assert sheet.redo(boss, changed.change).rows[0]["worked_s"] == 7200
    assert [sheet.undo(boss).rows[0]["note"] for _ in range(2)] == ["x", "Call"]
    assert sheet.undo(boss).rows == []
    sheet.redo(boss, made.change)
    with pytest.raises(NotNow) as refused:
        sheet.redo(boss, made.change)
    assert refused.value.message.text("en") == "There is nothing to do again."


def test_each_says_which_entry_it_was(boss: Actor) -> None:
    made = entry_changes.add(boss, MORNING)
    change = sheet.change_cell(boss, made.number, 1, "worked_s", "2h").change
    assert change is not None
    offered = sheet.last(boss)
    assert (offered.change, offered.said) == (change, "Changed: Mar 2, 2026, Acme, 1:00.")
    assert sheet.undo(boss, change).said == "Undone. As before: Mar 2, 2026, Acme, 1:00."
    assert sheet.redo(boss, change).said == "Done again. Changed: Mar 2, 2026, Acme, 2:00."
    french = replace(boss, language="fr")
    assert sheet.undo(french, change).said.startswith("Annulé. Comme avant\u00a0: 2 mars 2026, Acme")


def test_the_trail_tells_what_undoing_and_doing_again_changed(boss: Actor) -> None:
    made = entry_changes.add(boss, MORNING)
    change = sheet.change_cell(boss, made.number, 1, "note", "x").change
    assert change is not None
    sheet.undo(boss, change)
    sheet.redo(boss, change)
    sheet.undo(boss, change)
    sheet.undo(boss, made.change)
    *_, undone, redone, _, gone = trail(made.number)
    assert undone == ("undo", {"note": "x"}, {"note": "Call"})
    assert redone == ("redo", {"note": "Call"}, {"note": "x"})
    assert (gone[0], gone[2]) == ("undo: gone", None)


def test_nothing_is_done_again_over_what_came_since(boss: Actor, ana: Actor) -> None:
    made = entry_changes.add(ana, MORNING)
    change = sheet.change_cell(ana, made.number, 1, "note", "mine").change
    assert change is not None
    sheet.undo(ana, change)
    sheet.change_cell(boss, made.number, 3, "note", "theirs")
    with pytest.raises(NotNow) as refused:
        sheet.redo(ana, change)
    assert "somebody else (1)" in refused.value.message.text("en")
    with pytest.raises(NotNow):
        sheet.redo(boss, change)
    assert stored(made.number).note == "theirs"


def test_a_closed_period_is_not_changed_again_either(boss: Actor, office: Engine) -> None:
    made = entry_changes.add(boss, MORNING)
    change = sheet.change_cell(boss, made.number, 1, "note", "x").change
    assert change is not None
    sheet.undo(boss, change)
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = made_day(made.number), at("2026-03-03T00:00")
        db.add(organisation)
    with pytest.raises(NotNow) as refused:
        sheet.redo(boss, change)
    assert "closed" in refused.value.message.text("en")


def test_a_closed_period_is_not_undone_into(ana: Actor, office: Engine) -> None:
    entry_changes.add(ana, MORNING)
    with writing(office) as db:
        organisation = db.get_one(Organisation, 1)
        organisation.closed_day, organisation.closed_before = 739_700, at("2026-03-31T00:00")
        db.add(organisation)
    with pytest.raises(NotNow) as refused:
        sheet.undo(ana)
    assert "closed" in refused.value.message.text("en")


def test_who_may_not_change_it_any_more_cannot_undo_it(boss: Actor, ana: Actor) -> None:
    made = entry_changes.add(boss, replace(MORNING, rep_id=2))
    sheet.change_cell(boss, made.number, 1, "note", "x")
    demoted = replace(ana, user_id=boss.user_id)
    with pytest.raises(Refused):
        sheet.undo(demoted)
    with pytest.raises(Refused):
        sheet.undo(replace(demoted, role="finance", rep_id=None))
    assert stored(made.number).note == "x"
