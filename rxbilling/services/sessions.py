"""Sessions: random tokens in cookies, their hashes in the database; who a token belongs to; a user's own sessions."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlmodel import Session as Database
from ua_parser import parse

from rxbilling.config import settings
from rxbilling.locales import N_, SOURCE, Message
from rxbilling.models import Session, User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.clock import now
from rxbilling.services.inputs import may_be_number

COOKIE = "rxbilling_session"
SEEN_EVERY_S = 300
# For what is still asked for after the password: a code, or a password of one's own.
UNFINISHED_S = 900
IN = "in"
GONE = Message(N_("This session has ended already."))


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A browser that a user is signed in with; instants are UTC epoch seconds."""

    number: int
    browser: str
    system: str
    address: str
    created_at: int
    seen_at: int
    is_this: bool


def hash_token(token: str) -> bytes:
    """Return what is stored of a random token."""
    return hashlib.sha256(token.encode()).digest()


def open_session(db: Database, user: User, address: str, agent: str, stage: str = IN) -> str:
    """Store a new session and return its token; sessions that nobody can use any more are dropped."""
    at = now()
    queries.delete_ended_sessions(db, at, at - settings().session_idle_hours * 3600)
    token = secrets.token_urlsafe(32)
    lasts = settings().session_days * 86_400 if stage == IN else UNFINISHED_S
    db.add(
        Session(
            token_hash=hash_token(token),
            user_id=user.id or 0,
            created_at=at,
            seen_at=at,
            expires_at=at + lasts,
            address=address,
            stage=stage,
            agent=agent[:300],
        )
    )
    if stage == IN:
        audit.record(db, actor_for(user, address), "sign in", "user", subject_id=user.id)
    return token


def sign_out(token: str) -> None:
    """End the session of a token."""
    with writing() as db:
        queries.delete_session(db, hash_token(token))


def found(db: Database, token: str | None, stage: str = IN) -> tuple[Session, User] | None:
    """Return the live session of a token and its active user, if it has come to a stage."""
    if not token:
        return None
    at = now()
    return queries.live_session(db, hash_token(token), at, at - settings().session_idle_hours * 3600, stage)


def actor_of(token: str | None, address: str = "", *, touch: bool = True) -> Actor | None:
    """Return who a token belongs to, or None when it is not that of a live session.

    Without ``touch`` the session goes on growing idle: for what a page asks by itself, with nobody there.
    """
    with reading() as db:
        live = found(db, token)
    if live is None:
        return None
    session, user = live
    if touch and now() - session.seen_at > SEEN_EVERY_S:
        with writing() as db:
            queries.touch_session(db, session.id or 0, now())
    return actor_for(user, address or session.address, session.id)


def actor_for(user: User, address: str, session_id: int | None = None, scopes: frozenset[str] | None = None) -> Actor:
    """Return a user as the one who acts."""
    return Actor(
        user_id=user.id,
        name=user.name,
        role=user.role,
        rep_id=user.rep_id,
        language=user.language or SOURCE,
        email=user.email,
        address=address,
        zone=user.zone,
        session_id=session_id,
        scopes=scopes,
    )


def own(actor: Actor | None) -> list[OwnSession]:
    """Return the browsers that the actor is signed in with, the last used first."""
    actor = require(actor, Right.OWN_PROFILE)
    at = now()
    with reading() as db:
        rows = queries.sessions_of(db, actor.user_id or 0, at, at - settings().session_idle_hours * 3600)
    return [_shown(row, actor) for row in rows]


def end(actor: Actor | None, number: int) -> None:
    """End one of the actor's own sessions.

    Raises:
        NotThere: it is none of the actor's.
    """
    actor = require(actor, Right.OWN_PROFILE)
    with writing() as db:
        if not may_be_number(number) or not queries.delete_own_session(db, actor.user_id or 0, number):
            raise NotThere(GONE)
        audit.record(db, actor, "end session", "user", subject_id=actor.user_id)


def end_others(actor: Actor | None) -> None:
    """End all sessions of the actor but the one that asks."""
    actor = require(actor, Right.OWN_PROFILE)
    with writing() as db:
        queries.delete_sessions_of(db, actor.user_id or 0, but=actor.session_id)
        audit.record(db, actor, "end other sessions", "user", subject_id=actor.user_id)


def _shown(row: Session, actor: Actor) -> OwnSession:
    agent = parse(row.agent)
    return OwnSession(
        number=row.id or 0,
        browser=agent.user_agent.family if agent.user_agent else "",
        system=agent.os.family if agent.os else "",
        address=row.address,
        created_at=row.created_at,
        seen_at=row.seen_at,
        is_this=row.id == actor.session_id,
    )
