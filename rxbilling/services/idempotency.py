"""Requests that may be sent twice: what a user's key was used for is written down in the transaction of the change."""

import hashlib
import json
from dataclasses import asdict

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import IdempotencyKey, api_rows
from rxbilling.services.access import Actor, Invalid
from rxbilling.services.clock import now
from rxbilling.services.entry_drafts import EntryDraft

KEPT_S = 24 * 3600
OTHER_REQUEST = Message(N_("This key was used for another request. Use a new key for a new request."))


def used_for(db: Database, actor: Actor, key: str, draft: EntryDraft) -> int | None:
    """Return the number of the entry that a request with this key made; None for a key that was not used.

    The transaction writes, so that of two requests at the same time the second waits here and finds the first.

    Raises:
        Invalid: the key was used for another request.
    """
    api_rows.forget_idempotency_keys(db, now() - KEPT_S)
    found = api_rows.idempotency_key(db, actor.user_id or 0, key)
    if found is None:
        return None
    if found.request_hash != _digest(draft):
        raise Invalid("Idempotency-Key", OTHER_REQUEST)
    return found.subject_id


def keep(db: Database, actor: Actor, key: str, draft: EntryDraft, number: int) -> None:
    """Write down which entry a request made."""
    db.add(
        IdempotencyKey(user_id=actor.user_id or 0, key=key, request_hash=_digest(draft), subject_id=number, at=now())
    )


def _digest(draft: EntryDraft) -> bytes:
    """Return a hash of what a request asks for: what means the same is the same request."""
    return hashlib.sha256(json.dumps(asdict(draft), default=str, sort_keys=True).encode()).digest()
