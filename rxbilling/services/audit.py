"""The audit trail: one event for each change, written in the transaction of the change."""

from collections.abc import Mapping

from sqlmodel import Session as Database

from rxbilling.models import AuditEvent
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
