"""SQL about users, their sessions and failed sign-ins."""

from sqlalchemy import delete, func, or_, update
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.access import Session, SignInFailure
from rxbilling.models.people import Rep, User


def user_by_email(db: Database, email: str) -> User | None:
    """Return the user with an address, in any case of letters."""
    return db.exec(select(User).where(func.lower(User.email) == email.strip().lower())).first()


def rep_named(db: Database, name: str) -> Rep | None:
    """Return the rep of a name."""
    return db.exec(select(Rep).where(Rep.name == name)).first()


def users(db: Database) -> list[User]:
    """Return all users by address."""
    return list(db.exec(select(User).order_by(User.email)))


def live_session(db: Database, token_hash: bytes, now: int, idle_since: int) -> tuple[Session, User] | None:
    """Return the session of a token and its active user, if it has not ended."""
    query = (
        select(Session, User)
        .join(User, col(User.id) == Session.user_id)
        .where(Session.token_hash == token_hash, Session.expires_at > now, Session.seen_at > idle_since, User.active)
    )
    return db.exec(query).first()


def touch_session(db: Database, session_id: int, now: int) -> None:
    """Note that a session was used."""
    db.exec(update(Session).where(col(Session.id) == session_id).values(seen_at=now))


def delete_session(db: Database, token_hash: bytes) -> None:
    """End the session of a token."""
    db.exec(delete(Session).where(col(Session.token_hash) == token_hash))


def delete_sessions_of(db: Database, user_id: int) -> None:
    """End all sessions of a user."""
    db.exec(delete(Session).where(col(Session.user_id) == user_id))


def delete_ended_sessions(db: Database, now: int, idle_since: int) -> None:
    """Drop sessions that nobody can use any more."""
    db.exec(delete(Session).where(or_(col(Session.expires_at) <= now, col(Session.seen_at) <= idle_since)))


def failures(db: Database, email: str, address: str, since: int) -> tuple[int, int]:
    """Return how often sign-in failed since an instant: for an e-mail address, from a network address."""
    recent = select(func.count()).select_from(SignInFailure).where(SignInFailure.at > since)
    by_email = db.exec(recent.where(SignInFailure.email == email)).one()
    return by_email, db.exec(recent.where(SignInFailure.address == address)).one()


def forget_failures(db: Database, email: str, before: int) -> None:
    """Drop the failures of an e-mail address, and all that are too old to count."""
    db.exec(delete(SignInFailure).where(or_(col(SignInFailure.email) == email, col(SignInFailure.at) < before)))
