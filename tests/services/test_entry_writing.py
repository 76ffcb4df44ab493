"""Entries that other programs write: requests that are sent twice, and changes of what somebody changed meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

import pytest
from sqlalchemy import Engine
from sqlmodel import col, func, select

from rxbilling.models import AuditEvent, IdempotencyKey, TimeEntry, User
from rxbilling.models.database import reading
from rxbilling.services import entry_changes, entry_writing, idempotency
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Refused
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_writing import DeletedSince
from rxbilling.services.idempotency import KEPT_S, OTHER_REQUEST
from tests.services.rows import add

T = TypeVar("T")
ANA = Actor(user_id=1, name="Ana", role="rep", rep_id=1)
BEN = Actor(user_id=2, name="Ben", role="rep", rep_id=2)
MAX = Actor(user_id=3, name="Max", role="manager")
DRAFT = EntryDraft(1, 1, 1, None, 1_772_442_000, 1_772_445_600, note="Called back")
AT_ONCE = 8


@pytest.fixture(autouse=True)
def people(office: Engine) -> None:
    """Give the office its users."""
    for actor in (ANA, BEN, MAX):
        add(office, User(id=actor.user_id, email=f"{actor.name}@example.org", name=actor.name, role=actor.role,
                         rep_id=actor.rep_id, password_hash="", created_at=0))  # fmt: skip


def counted(*models: type[TimeEntry] | type[AuditEvent] | type[IdempotencyKey]) -> list[int]:
    with reading() as db:
        return [db.exec(select(func.count(col(model.id)))).one() for model in models]


def at_once(do: Callable[[], T]) -> list[T | Refused]:
    """Do the same several times at the same moment."""

    def tried(_number: int) -> T | Refused:
        try:
            return do()
        except Refused as refusal:
            return refusal

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(tried, range(AT_ONCE)))


def test_the_same_request_again_adds_nothing() -> None:
    first = entry_writing.create(MAX, DRAFT, "k1")
    before = counted(TimeEntry, AuditEvent, IdempotencyKey)
    again = entry_writing.create(MAX, replace(DRAFT), "k1")
    assert (again.entry, again.repeated, first.repeated) == (first.entry, True, False)
    assert counted(TimeEntry, AuditEvent, IdempotencyKey) == before == [1, 1, 1]


def test_without_a_key_every_request_counts() -> None:
    numbers = {entry_writing.create(MAX, DRAFT).entry.id for _ in range(2)}
    assert len(numbers) == 2
    assert counted(TimeEntry, IdempotencyKey) == [2, 0]


@pytest.mark.parametrize(
    "other", [replace(DRAFT, note="Other"), replace(DRAFT, billable=False), replace(DRAFT, end_at=1_772_445_601)]
)
def test_a_key_is_for_one_request(other: EntryDraft) -> None:
    entry_writing.create(MAX, DRAFT, "k1")
    with pytest.raises(Invalid) as refused:
        entry_writing.create(MAX, other, "k1")
    assert (refused.value.field, refused.value.message) == ("Idempotency-Key", OTHER_REQUEST)
    assert counted(TimeEntry, IdempotencyKey) == [1, 1]


def test_keys_are_of_each_user() -> None:
    numbers = {entry_writing.create(actor, DRAFT, "k1").entry.id for actor in (MAX, ANA)}
    assert len(numbers) == 2


def test_a_key_is_forgotten_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first, at = entry_writing.create(MAX, DRAFT, "k1").entry.id, idempotency.now()
    monkeypatch.setattr(idempotency, "now", lambda: at + KEPT_S - 60)
    assert entry_writing.create(MAX, DRAFT, "k1").entry.id == first
    monkeypatch.setattr(idempotency, "now", lambda: at + KEPT_S + 60)
    assert entry_writing.create(MAX, DRAFT, "k1").entry.id != first
    assert counted(IdempotencyKey) == [1]


def test_a_request_that_was_refused_keeps_no_key() -> None:
    with pytest.raises(Invalid):
        entry_writing.create(MAX, replace(DRAFT, account_id=2, ticket_id=1), "k1")
    assert counted(TimeEntry, IdempotencyKey) == [0, 0]
    assert not entry_writing.create(MAX, DRAFT, "k1").repeated


def test_an_entry_that_was_deleted_since_does_not_come_back() -> None:
    made = entry_writing.create(MAX, DRAFT, "k1").entry
    entry_changes.delete(MAX, made.id, made.version)
    with pytest.raises(DeletedSince):
        entry_writing.create(MAX, DRAFT, "k1")
    assert counted(TimeEntry) == [1]


def test_two_at_the_same_time_make_one_entry() -> None:
    made = at_once(lambda: entry_writing.create(MAX, DRAFT, "k1"))
    assert not [answer for answer in made if isinstance(answer, Refused)]
    assert len({answer.entry.id for answer in made if not isinstance(answer, Refused)}) == 1
    assert sorted(answer.repeated for answer in made if not isinstance(answer, Refused)) == [False, *[True] * 7]
    assert counted(TimeEntry, AuditEvent, IdempotencyKey) == [1, 1, 1]


def test_of_two_changes_at_the_same_time_one_is_refused() -> None:
    made = entry_writing.create(MAX, DRAFT).entry
    answers = at_once(lambda: entry_writing.change(MAX, made.id, made.version, replace(DRAFT, note="Changed")))
    assert sorted(type(answer).__name__ for answer in answers) == ["Changed"] * 7 + ["Logged"]
    assert (entry_writing.present(MAX, made.id).version, counted(AuditEvent)) == (2, [2])


def test_what_is_answered_is_what_was_written() -> None:
    made = entry_writing.create(MAX, DRAFT).entry
    changed = entry_writing.change(MAX, made.id, 1, replace(DRAFT, end_at=1_772_442_000 + 7200))
    assert (made.version, made.seconds, made.amount) == (1, 3600, 10_000)
    assert (changed.version, changed.seconds, changed.amount) == (2, 7200, 20_000)
    assert entry_writing.present(MAX, made.id) == changed
    with pytest.raises(Changed):
        entry_writing.change(MAX, made.id, 1, DRAFT)


def test_nobody_learns_of_the_entries_of_others() -> None:
    made = entry_writing.create(ANA, DRAFT).entry
    assert entry_writing.present(ANA, made.id) == made
    answers = []
    for number in (made.id, made.id + 1, 0, 2**40):
        with pytest.raises(NotThere) as refused:
            entry_writing.present(BEN, number)
        answers.append(refused.value.message)
    assert len(set(map(str, answers))) == 1
