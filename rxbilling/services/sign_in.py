"""Signing in and out: random tokens in cookies, their hashes in the database."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session as Database

from rxbilling.config import settings
from rxbilling.locales import LANGUAGES, N_, SOURCE, Message
from rxbilling.models import Session, SignInFailure, User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor
from rxbilling.services.clock import now

COOKIE = "rxbilling_session"
WINDOW_S = 15 * 60
FAILURES_OF_EMAIL = 5
FAILURES_OF_ADDRESS = 30
SEEN_EVERY_S = 300
WRONG = Message(N_("E-mail address or password is not right."))
TOO_MANY = Message(N_("Too many attempts. Try again in 15 minutes, or ask an administrator to set a new password."))
HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """Return argon2's text of a password."""
    return HASHER.hash(password)


def hash_token(token: str) -> bytes:
    """Return what is stored of a session token."""
    return hashlib.sha256(token.encode()).digest()


@cache
def _nobodys_hash() -> str:
    return hash_password(secrets.token_urlsafe())


def _is_right(user: User | None, password: str) -> bool:
    # The same work is done for an unknown address: the time taken tells nobody who has an account.
    stored = user.password_hash if user else _nobodys_hash()
    try:
        right = HASHER.verify(stored, password)
    except VerificationError:
        return False
    return bool(right and user and user.active)


def sign_in(email: str, password: str, address: str, language: str = SOURCE) -> str | Message:
    """Return the token of a new session, or why there is none; the first sets the language that the user reads."""
    key, at = email.strip().lower()[:200], now()
    with reading() as db:
        by_email, by_address = queries.failures(db, key, address, at - WINDOW_S)
        user = queries.user_by_email(db, key)
    if by_email >= FAILURES_OF_EMAIL or by_address >= FAILURES_OF_ADDRESS:
        return TOO_MANY
    right = _is_right(user, password)
    with writing() as db:
        if user is None or not right:
            db.add(SignInFailure(address=address, email=key, at=at))
            return WRONG
        queries.forget_failures(db, key, at - WINDOW_S)
        if not user.language:
            user.language = language if language in LANGUAGES else SOURCE
            db.add(user)
        return _open_session(db, user, address, at)


def _open_session(db: Database, user: User, address: str, at: int) -> str:
    queries.delete_ended_sessions(db, at, at - settings().session_idle_hours * 3600)
    token = secrets.token_urlsafe(32)
    expires = at + settings().session_days * 86_400
    number = user.id or 0
    db.add(
        Session(
            token_hash=hash_token(token),
            user_id=number,
            created_at=at,
            seen_at=at,
            expires_at=expires,
            address=address,
        )
    )
    audit.record(db, _actor(user, address), "sign in", "user", subject_id=number)
    return token


def sign_out(token: str) -> None:
    """End the session of a token."""
    with writing() as db:
        queries.delete_session(db, hash_token(token))


def actor_of(token: str | None, address: str = "") -> Actor | None:
    """Return who a token belongs to, or None when it is not that of a live session."""
    if not token:
        return None
    at, digest = now(), hash_token(token)
    with reading() as db:
        found = queries.live_session(db, digest, at, at - settings().session_idle_hours * 3600)
    if found is None:
        return None
    session, user = found
    if at - session.seen_at > SEEN_EVERY_S:
        with writing() as db:
            queries.touch_session(db, session.id or 0, at)
    return _actor(user, address or session.address)


def _actor(user: User, address: str) -> Actor:
    return Actor(
        user_id=user.id,
        name=user.name,
        role=user.role,
        rep_id=user.rep_id,
        language=user.language or SOURCE,
        email=user.email,
        address=address,
    )
