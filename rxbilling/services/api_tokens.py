"""Personal tokens of the API: each acts as its user, within some scopes, for a time."""

import secrets
from collections.abc import Sequence

from rxbilling.locales import N_, Message
from rxbilling.models import ApiToken
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import SCOPES, Actor, Invalid, NotThere, Right, require
from rxbilling.services.clock import now
from rxbilling.services.confirming import confirm, confirmed
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.sessions import actor_for, hash_token

PREFIX = "rxb_"
HINT = 10
LONGEST_NAME = 100
MOST_DAYS = 366
USED_EVERY_S = 300
NO_NAME = Message(N_("Say in a word or two what the token is for."))
NO_SCOPE = Message(N_("Choose what the token may do."))
NO_DAYS = Message(N_("A token lasts 1 to {count} days."), {"count": MOST_DAYS})
GONE = Message(N_("This token is not there any more."))


def own(actor: Actor | None) -> list[ApiToken]:
    """Return the actor's tokens, the newest first; of the token itself only its beginning is known."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        return queries.api_tokens_of(db, actor.user_id or 0)


def create(actor: Actor | None, name: str, scopes: Sequence[str], days: int, password: str) -> str:
    """Make a token and return it: it is shown this once. It outlives the session, so that the password is asked for.

    Raises:
        Refused: a value cannot be taken, or the password is not right.
    """
    actor = require(actor, Right.OWN_PROFILE)
    name = plain(name).strip()
    _check(name, scopes, days)
    seen = confirm(actor, password)
    token, at = PREFIX + secrets.token_urlsafe(32), now()
    with writing() as db:
        made = ApiToken(
            token_hash=hash_token(token),
            user_id=confirmed(db, actor, seen).id or 0,
            name=name,
            hint=token[:HINT],
            scopes=sorted(set(scopes)),
            created_at=at,
            expires_at=at + days * 86_400,
        )
        db.add(made)
        db.flush()
        facts: audit.Facts = {"name": made.name, "scopes": ", ".join(made.scopes), "days": days}
        audit.record(db, actor, "add", "api token", subject_id=made.id, after=facts)
    return token


def revoke(actor: Actor | None, number: int) -> None:
    """Take one of the actor's tokens back.

    Raises:
        NotThere: it is none of the actor's.
    """
    actor = require(actor, Right.OWN_PROFILE)
    with writing() as db:
        if not may_be_number(number) or not queries.delete_api_token(db, actor.user_id or 0, number):
            raise NotThere(GONE)
        audit.record(db, actor, "delete", "api token", subject_id=number)


def actor_of(token: str, address: str = "") -> Actor | None:
    """Return who a token acts for, within its scopes; None when it is not one that works."""
    if not token.startswith(PREFIX):
        return None
    at = now()
    with reading() as db:
        found = queries.live_api_token(db, hash_token(token), at)
    if found is None:
        return None
    row, user = found
    if row.used_at is None or at - row.used_at > USED_EVERY_S:
        with writing() as db:
            queries.touch_api_token(db, row.id or 0, at)
    return actor_for(user, address, scopes=frozenset(row.scopes) & SCOPES.keys())


def _check(name: str, scopes: Sequence[str], days: int) -> None:
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    if not scopes or not SCOPES.keys() >= set(scopes):
        raise Invalid("scopes", NO_SCOPE)
    if not 0 < days <= MOST_DAYS:
        raise Invalid("days", NO_DAYS)
