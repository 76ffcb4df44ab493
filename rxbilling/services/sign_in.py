"""Signing in: a password, then what else is asked for; throttled by account and by network address."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.locales import LANGUAGES, N_, SOURCE, Message
from rxbilling.models import User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, passwords, second_factor, sessions, throttle
from rxbilling.services.access import Refused
from rxbilling.services.inputs import plain
from rxbilling.services.sessions import IN, actor_for, open_session
from rxbilling.services.throttle import TOO_MANY

WRONG = Message(N_("E-mail address or password is not right."))
WRONG_CODE = Message(N_("This code is not right. Codes change every half minute, and each works once."))
BEGIN_AGAIN = Message(N_("That took too long. Sign in again."))
SAME_PASSWORD = Message(N_("Choose another password than the one that you were given."))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token of a new session, and what is still asked for: ``code``, ``password``, or ``in`` for nothing."""

    token: str
    stage: str


def sign_in(email: str, password: str, address: str, language: str = SOURCE, agent: str = "") -> SignedIn | Message:
    """Open a session, or say why there is none; the first one sets the language that the user reads."""
    key = plain(email).strip().lower()[:200]
    with reading() as db:
        if throttle.is_shut(db, key, address):
            return TOO_MANY
        found = queries.user_by_email(db, key)
    seen = found.password_hash if found else ""
    right = passwords.is_right(seen, password)
    with writing() as db:
        # While the hash was made others may have guessed as well, or the password may have been set anew.
        if throttle.is_shut(db, key, address):
            return TOO_MANY
        user = queries.user_by_email(db, key)
        if user is None or not (right and user.active and user.password_hash == seen):
            throttle.note_failure(db, key, address)
            return WRONG
        if not user.language:
            user.language = language if language in LANGUAGES else SOURCE
            db.add(user)
        return next_session(db, user, address, agent)


def give_code(token: str | None, code: str, address: str) -> SignedIn | Message:
    """Go on with the code of a second factor, or a recovery code: the session that waited for it ends.

    The answer is a new token, or why there is none.
    """
    with writing() as db:
        waiting = sessions.found(db, token, "code")
        if waiting is None or not waiting[1].totp_secret:
            return BEGIN_AGAIN
        session, user = waiting
        key = user.email.lower()
        if throttle.is_shut(db, key, address):
            return TOO_MANY
        if not second_factor.accepts(db, user, code):
            throttle.note_failure(db, key, address)
            return WRONG_CODE
        queries.delete_session(db, session.token_hash)
        return next_session(db, user, address, session.agent, has_code=True)


def choose_password(token: str | None, password: str, address: str) -> SignedIn | Message:
    """Go on with a password of one's own in the place of one that is valid once."""
    with writing() as db:
        waiting = sessions.found(db, token, "password")
        if waiting is None:
            return BEGIN_AGAIN
        session, user = waiting
        try:
            passwords.check(password)
        except Refused as refusal:
            return refusal.message
        if passwords.is_right(user.password_hash, password):
            return SAME_PASSWORD
        set_own_password(db, user, password, address)
        return next_session(db, user, address, session.agent, has_code=True)


def set_own_password(db: Database, user: User, password: str, address: str, but: int | None = None) -> None:
    """Store a password that a user chose, and end all of the user's sessions but one."""
    user.password_hash, user.one_time_password = passwords.hash_password(password), False
    user.version += 1
    db.add(user)
    queries.delete_sessions_of(db, user.id or 0, but=but)
    queries.delete_links_of(db, user.id or 0)
    audit.record(db, actor_for(user, address), "set password", "user", subject_id=user.id)


def next_session(db: Database, user: User, address: str, agent: str, *, has_code: bool = False) -> SignedIn:
    """Open the session that comes next; once nothing more is asked for, failures are forgotten."""
    if user.totp_secret and not has_code:
        stage = "code"
    elif user.one_time_password:
        stage = "password"
    else:
        stage = IN
        throttle.forget(db, user.email.lower())
    return SignedIn(open_session(db, user, address, agent, stage), stage)
