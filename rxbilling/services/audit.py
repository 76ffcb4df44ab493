"""The audit trail: one event for each change, written in the transaction of the change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session as Database

from rxbilling.models import AuditEvent
from rxbilling.models.bulk import Columns, insert_columns
from rxbilling.services.access import Actor
from rxbilling.services.clock import now

Facts = Mapping[str, str | int | None]


def record(
    db: Database,
    actor: Actor,
    action: str,
    subject: str,
    *,
    subject_id: int | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Write down who changed what, from where, and how it was before and after."""
    db.add(
        AuditEvent(
            at=now(),
            user_id=actor.user_id,
            address=actor.address,
            action=action,
            subject=subject,
            subject_id=subject_id,
            before=dict(before) if before else None,
            after=dict(after) if after else None,
        )
    )


@dataclass(frozen=True, slots=True)
class Event:
    """What was done to the row of a number, and how it was before and after."""

    action: str
    number: int
    before: Facts
    after: Facts


def record_many(  # noqa: PLR0917 - the parts of a sentence
    db: Database, actor: Actor, action: str, subject: str, ids: Sequence[int], before: Facts, after: Facts
) -> None:
    """Write down one and the same of many rows."""
    count = len(ids)
    _insert(db, actor, subject, ([action] * count, ids, [_json(before)] * count, [_json(after)] * count))


def record_each(db: Database, actor: Actor, subject: str, events: Sequence[Event]) -> None:
    """Write down what was done to many rows, to each its own."""
    actions, ids = [event.action for event in events], [event.number for event in events]
    before, after = [_json(event.before) for event in events], [_json(event.after) for event in events]
    _insert(db, actor, subject, (actions, ids, before, after))


def _insert(db: Database, actor: Actor, subject: str, told: tuple[Sequence[Any], ...]) -> None:
    action, subject_id, before, after = told
    columns: Columns = {name: [value] * len(action) for name, value in _common(actor, subject).items()}
    insert_columns(
        db, AuditEvent, columns | {"action": action, "subject_id": subject_id, "before": before, "after": after}
    )


def _common(actor: Actor, subject: str) -> dict[str, Any]:
    return {"version": 1, "at": now(), "user_id": actor.user_id, "address": actor.address, "subject": subject}


def _json(facts: Facts) -> str | None:
    return json.dumps(dict(facts), ensure_ascii=False) if facts else None


def difference(before: Facts, after: Facts) -> tuple[Facts, Facts]:
    """Return the parts of two descriptions that differ."""
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return {name: before.get(name) for name in changed}, {name: after.get(name) for name in changed}


def record_change(  # noqa: PLR0917 - the parts of a sentence
    db: Database, actor: Actor, subject: str, subject_id: int | None, before: Facts, after: Facts
) -> None:
    """Write down what a change changed; one that changed nothing is passed over."""
    old, new = difference(before, after)
    if new:
        record(db, actor, "change", subject, subject_id=subject_id, before=old, after=new)
