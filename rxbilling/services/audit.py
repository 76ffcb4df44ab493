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
