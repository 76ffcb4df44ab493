"""One time entry by hand: who may, what is refused, what it costs afterwards, and what is remembered of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.engine.terms import Tier
from rxbilling.models import AuditEvent, Charge, TimeEntry
from rxbilling.models.database import reading
from rxbilling.services import entries, entry_changes
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Refused
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.filters import WorkFilter
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, REP_2, add_work, change_work
from tests.services.rows import Work as Row

pytestmark = pytest.mark.usefixtures("office")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# 10:00 to 11:00 in Paris, on a Monday: an operational hour at 100.00.
MORNING = EntryDraft(1, 1, 1, 1, at("2026-03-02T09:00"), at("2026-03-02T10:00"), note="Call")
DAY = EntryDraft(1, 1, day=date(2026, 3, 2), seconds=5400, tier=Tier.WEEKEND)


def stored(number: int) -> TimeEntry:
    with reading() as db:
        return db.get_one(TimeEntry, number)


def amount(number: int) -> int:
    with reading() as db:
        return db.get_one(Charge, number).amount


def trail() -> list[AuditEvent]:
    with reading() as db:
        return list(db.exec(select(AuditEvent).where(AuditEvent.subject == "time entry").order_by(col(AuditEvent.id))))


def content() -> list[tuple[Any, ...]]:
    with reading() as db:
        rows = db.connection().exec_driver_sql("SELECT * FROM time_entry ORDER BY id").fetchall()
        return [tuple(row) for row in rows]


def test_an_entry_is_added_priced_and_remembered() -> None:
    made = entry_changes.add(REP_1, MORNING)
    assert (amount(made.number), stored(made.number).day) == (10_000, date(2026, 3, 2).toordinal())
    assert made.version == 1
    (event,) = trail()
    assert (event.action, event.subject_id, event.before) == ("add", made.number, None)
    assert event.after is not None
    assert (event.after["account"], event.after["ticket"], event.after["start"]) == (
        "Acme",
        "T1",
        "2026-03-02T09:00:00Z",
    )


def test_a_day_with_a_length_has_the_tier_that_is_stated() -> None:
    assert amount(entry_changes.add(REP_1, DAY).number) == 26_250  # 1.5 h at 175.00


def test_a_change_is_priced_again_and_says_what_changed() -> None:
    made = entry_changes.add(REP_1, MORNING)
    later = replace(MORNING, end_at=at("2026-03-02T10:30"), note="Long call")
    assert entry_changes.change(REP_1, made.number, made.version, later).version == 2
    assert (amount(made.number), stored(made.number).note) == (15_000, "Long call")
    event = trail()[-1]
    assert event.before == {"end": "2026-03-02T10:00:00Z", "note": "Call", "seconds": 3600}
    assert event.after == {"end": "2026-03-02T10:30:00Z", "note": "Long call", "seconds": 5400}


def test_an_entry_that_moves_to_another_account_is_priced_there() -> None:
    made = entry_changes.add(MANAGER, MORNING)
    # 9:00 UTC is 4:00 in New York: not an operational hour.
    entry_changes.change(MANAGER, made.number, 1, replace(MORNING, account_id=2, ticket_id=None))
    assert amount(made.number) == 15_000


def test_lists_see_a_change_at_once() -> None:
    made = entry_changes.add(REP_1, MORNING)
    assert entries.page(REP_1, WorkFilter()).total == 1
    entry_changes.change(REP_1, made.number, 1, replace(MORNING, note="New"))
    assert entries.page(REP_1, WorkFilter()).rows[0]["note"] == "New"
    entry_changes.delete(REP_1, made.number, 2)
    assert entries.page(REP_1, WorkFilter()).total == 0
    assert len(read_model.current()) == 0


def test_a_deleted_entry_is_marked_and_its_history_stays() -> None:
    made = entry_changes.add(REP_1, MORNING)
    entry_changes.delete(REP_1, made.number, made.version)
    assert stored(made.number).deleted_at is not None
    assert [event.action for event in trail()] == ["add", "delete"]
    for again in (lambda: entry_changes.delete(REP_1, made.number, 2),
                  lambda: entry_changes.change(REP_1, made.number, 2, MORNING)):  # fmt: skip
        with pytest.raises(NotThere):
            again()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    made = entry_changes.add(REP_1, MORNING)
    entry_changes.change(MANAGER, made.number, 1, replace(MORNING, note="Theirs"))
    before = content()
    with pytest.raises(Changed):
        entry_changes.change(REP_1, made.number, 1, replace(MORNING, note="Mine"))
    with pytest.raises(Changed):
        entry_changes.delete(REP_1, made.number, 1)
    assert content() == before
    assert stored(made.number).note == "Theirs"


@pytest.mark.parametrize("actor", [None, FINANCE, REP_2, NOT_A_REP])
def test_others_do_not_log_the_work_of_a_rep(actor: Actor | None) -> None:
    made = entry_changes.add(REP_1, MORNING)
    before = content()
    for attempt in (
        lambda: entry_changes.add(actor, MORNING),
        lambda: entry_changes.change(actor, made.number, 1, MORNING),
        lambda: entry_changes.change(actor, made.number, 1, replace(MORNING, rep_id=2)),
        lambda: entry_changes.delete(actor, made.number, 1),
    ):
        with pytest.raises(Refused):
            attempt()
    assert content() == before


def test_a_rep_cannot_give_work_to_somebody_else() -> None:
    made = entry_changes.add(REP_1, MORNING)
    with pytest.raises(Refused, match="role does not allow"):
        entry_changes.change(REP_1, made.number, 1, replace(MORNING, rep_id=2))


def test_the_entry_of_another_rep_and_one_that_never_was_get_the_same_answer(office: Engine) -> None:
    (theirs,) = add_work(office, Row(rep=2))
    answers = set()
    for number in (theirs, 999, -1, 2**40):
        with pytest.raises(NotThere) as refused:
            entry_changes.delete(REP_1, number, 1)
        answers.add(refused.value.message.msgid)
    assert len(answers) == 1


@pytest.mark.parametrize("actor", [MANAGER, ADMIN])
def test_managers_change_the_work_of_all(office: Engine, actor: Actor) -> None:
    (number,) = add_work(office, Row(rep=2))
    entry_changes.change(actor, number, 1, replace(MORNING, rep_id=2))
    entry_changes.delete(actor, number, 2)


def test_what_is_billed_stays(office: Engine) -> None:
    (number,) = add_work(office, Row(billed=True))
    before = content()
    with pytest.raises(Refused, match="is billed"):
        entry_changes.change(MANAGER, number, 1, MORNING)
    with pytest.raises(Refused, match="is billed"):
        entry_changes.delete(MANAGER, number, 1)
    assert content() == before


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("account", replace(MORNING, account_id=99)),
        ("account", replace(MORNING, account_id=2**40)),
        ("service", replace(MORNING, service_id=99)),
        ("ticket", replace(MORNING, ticket_id=99)),
        ("ticket", replace(MORNING, account_id=2)),
        ("rep", replace(MORNING, rep_id=99)),
        ("start", replace(MORNING, end_at=None)),
        ("start", replace(MORNING, day=date(2026, 3, 2))),
        ("start", replace(MORNING, start_at=-1, end_at=0)),
        ("start", replace(MORNING, start_at=at("2200-01-01T00:00"), end_at=at("2200-01-01T01:00"))),
        ("end", replace(MORNING, end_at=at("2026-03-02T08:59"))),
        ("end", replace(MORNING, end_at=at("2026-04-03T09:01"))),
        ("day", replace(DAY, tier=None)),
        ("day", replace(DAY, seconds=None)),
        ("day", replace(DAY, day=date(1969, 12, 31))),
        ("day", EntryDraft(1, 1)),
        ("day", replace(DAY, day=datetime.now(UTC).date() + timedelta(days=367))),
        ("seconds", replace(DAY, seconds=-1)),
        ("seconds", replace(DAY, seconds=32 * 86_400)),
        ("note", replace(MORNING, note="x" * 4001)),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(field: str, draft: EntryDraft) -> None:
    before = content()
    with pytest.raises(Invalid) as refused:
        entry_changes.add(ADMIN, draft)
    assert refused.value.field == field
    assert content() == before


def test_nothing_is_kept_of_a_change_that_fails_late(monkeypatch: pytest.MonkeyPatch) -> None:
    made = entry_changes.add(REP_1, MORNING)
    before, events = content(), len(trail())

    def failing(*_args: object, **_options: object) -> None:
        raise RuntimeError("lost")

    monkeypatch.setattr(entry_changes.audit, "record", failing)
    with pytest.raises(RuntimeError):
        entry_changes.change(REP_1, made.number, 1, replace(MORNING, note="Half"))
    assert (content(), len(trail())) == (before, events)


def test_work_without_a_length_may_be_logged() -> None:
    assert amount(entry_changes.add(REP_1, replace(MORNING, end_at=MORNING.start_at)).number) == 0


def test_a_change_keeps_what_it_does_not_name(office: Engine) -> None:
    (number,) = add_work(office, Row(ticket=1))
    change_work(office, number, product="Own", override_rate=500)
    entry_changes.change(MANAGER, number, 1, MORNING)
    assert (stored(number).product, stored(number).override_rate, amount(number)) == ("Own", 500, 500)


def test_what_was_agreed_for_an_account_does_not_go_to_another(office: Engine) -> None:
    (number,) = add_work(office, Row(ticket=1))
    change_work(office, number, product="Own", override_rate=500)
    entry_changes.change(MANAGER, number, 1, replace(MORNING, account_id=2, ticket_id=None))
    assert (stored(number).product, stored(number).override_rate, amount(number)) == (None, None, 15_000)
    event = trail()[-1]
    assert event.before is not None
    assert (event.before["product"], event.before["override"]) == ("Own", 500)
