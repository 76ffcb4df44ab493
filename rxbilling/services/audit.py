"""The audit trail: one event for each change, written in the transaction of the change."""

import json
from collections.abc import Mapping, Sequence

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


def record_many(  # noqa: PLR0917 - the parts of a sentence
    db: Database, actor: Actor, action: str, subject: str, ids: Sequence[int], before: Facts, after: Facts
) -> None:
    """Write down one and the same of many rows."""
    count = len(ids)
    columns: Columns = {
        "version": [1] * count,
        "at": [now()] * count,
        "user_id": [actor.user_id] * count,
        "address": [actor.address] * count,
        "action": [action] * count,
        "subject": [subject] * count,
        "subject_id": ids,
        "before": [_json(before)] * count,
        "after": [_json(after)] * count,
    }
    insert_columns(db, AuditEvent, columns)


def _json(facts: Facts) -> str | None:
    return json.dumps(dict(facts), ensure_ascii=False) if facts else None


def record_change(  # noqa: PLR0917 - the parts of a sentence
    db: Database, actor: Actor, subject: str, subject_id: int | None, before: Facts, after: Facts
) -> None:
    """Write down what a change changed; one that changed nothing is passed over."""
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if changed:
        record(
            db,
            actor,
            "change",
            subject,
            subject_id=subject_id,
            before={name: before.get(name) for name in changed},
            after={name: after.get(name) for name in changed},
        )
