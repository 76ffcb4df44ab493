"""Who changed what is found again, and an entry knows its history."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from rxbilling.models import AuditEvent
from rxbilling.models.database import writing
from rxbilling.services import audit, audit_log, changes, entry_changes
from rxbilling.services.access import Actor, Refused
from rxbilling.services.audit_log import AuditFilter
from rxbilling.services.entry_drafts import EntryDraft
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, REP_2

pytestmark = pytest.mark.usefixtures("office")
DRAFT = EntryDraft(1, 1, 1, 1, 1_772_442_000, 1_772_445_600, note="Élan")


def found(**chosen: object) -> list[tuple[str, str]]:
    page = audit_log.search(ADMIN, AuditFilter(**chosen))  # type: ignore[arg-type]
    assert page.total == len(page.events)
    return [(event.action, event.subject) for event in page.events]


@pytest.fixture
def entry() -> int:
    made = entry_changes.add(REP_1, DRAFT)
    entry_changes.change(MANAGER, made.number, 1, replace(DRAFT, note="New 100%"))
    with writing() as db:
        audit.record(db, ADMIN, "close", "period", after={"closed_day": "2026-02-28"})
    return made.number


def test_events_are_found_by_what_they_are_about(entry: int) -> None:
    every = [("close", "period"), ("change", "time entry"), ("add", "time entry")]
    assert found() == every
    assert found(subject="period") == every[:1]
    assert found(subject="time entry", subject_id=entry) == every[1:]
    assert found(subject="time entry", subject_id=entry + 1) == []
    assert audit_log.subjects(ADMIN) == ["period", "time entry"]


@pytest.mark.parametrize(
    ("text", "count"), [("100%", 1), ("1000", 0), ("ACME", 1), ("clos", 1), ("xyz", 0), ("élan", 2)]
)
def test_events_are_found_by_their_words(entry: int, text: str, count: int) -> None:
    assert len(found(text=text)) == count


def test_events_are_found_by_when(entry: int) -> None:
    page = audit_log.search(ADMIN, AuditFilter())
    at = page.events[0].at
    assert len(found(since=at - 5)) == 3
    assert found(since=at + 5) == []
    assert found(until=at - 5) == []


def test_events_come_a_page_at_a_time() -> None:
    with writing() as db:
        for _ in range(audit_log.PAGE + 3):
            audit.record(db, ADMIN, "close", "period")
    first = audit_log.search(ADMIN, AuditFilter())
    rest = audit_log.search(ADMIN, AuditFilter(), before_id=first.events[-1].number)
    assert (len(first.events), first.total, len(rest.events)) == (audit_log.PAGE, audit_log.PAGE + 3, 3)
    assert (first.has_more, rest.has_more) == (True, False)
    assert first.events[-1].number > rest.events[0].number


@pytest.mark.parametrize("actor", [None, REP_1, MANAGER, FINANCE])
def test_the_trail_is_for_administrators(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        audit_log.search(actor, AuditFilter())
    with pytest.raises(Refused):
        audit_log.subjects(actor)


def test_an_entry_knows_its_history(entry: int) -> None:
    history = audit_log.entry_history(REP_1, entry)
    assert [event.action for event in history] == ["change", "add"]
    assert (history[0].before, history[0].after) == ({"note": "Élan"}, {"note": "New 100%"})
    assert len(audit_log.entry_history(MANAGER, entry)) == 2
    assert audit_log.entry_history(REP_2, entry) == []
    assert audit_log.entry_history(ADMIN, 999) == []
    with pytest.raises(Refused):
        audit_log.entry_history(None, entry)


def test_every_change_moves_the_marks(office: Engine) -> None:
    before = changes.marks(REP_1)
    assert changes.marks(REP_1) == before
    entry_changes.add(REP_1, DRAFT)
    after = changes.marks(REP_1)
    assert before["work"] != after["work"]
    assert before["all"] != after["all"]
    with writing() as db:
        db.add(AuditEvent(at=0, action="x", subject="y"))
    assert changes.marks(REP_1)["work"] == after["work"]
    assert changes.marks(REP_1)["all"] != after["all"]
