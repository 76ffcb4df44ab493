"""SQL about users, and what lets them in."""

from sqlalchemy import delete, func, or_, update
from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.access import AccessLink, ApiToken, RecoveryCode, Session, SignInFailure
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


def user_of_rep(db: Database, rep_id: int) -> User | None:
    """Return the user who is a rep."""
    return db.exec(select(User).where(User.rep_id == rep_id)).first()


def active_admins(db: Database) -> int:
    """Return how many administrators can sign in: whoever is invited cannot yet."""
    return db.exec(
        select(func.count()).select_from(User).where(User.role == "admin", User.active, User.password_hash != "")
    ).one()


def reps(db: Database) -> list[Rep]:
    """Return all reps by name."""
    return list(db.exec(select(Rep).order_by(func.lower(Rep.name))))


def live_session(db: Database, token_hash: bytes, now: int, idle_since: int, stage: str) -> tuple[Session, User] | None:
    """Return the session of a token and its active user, if it has come to a stage and has not ended."""
    query = (
        select(Session, User)
        .join(User, col(User.id) == Session.user_id)
        .where(Session.token_hash == token_hash, Session.stage == stage)
        .where(Session.expires_at > now, Session.seen_at > idle_since, User.active)
    )
    return db.exec(query).first()


def sessions_of(db: Database, user_id: int, now: int, idle_since: int) -> list[Session]:
    """Return the sessions in which a user is signed in, the last used first."""
    query = select(Session).where(Session.user_id == user_id, Session.stage == "in")
    live = query.where(Session.expires_at > now, Session.seen_at > idle_since)
    return list(db.exec(live.order_by(col(Session.seen_at).desc(), col(Session.id).desc())))


def touch_session(db: Database, session_id: int, now: int) -> None:
    """Note that a session was used."""
    db.exec(update(Session).where(col(Session.id) == session_id).values(seen_at=now))


def delete_session(db: Database, token_hash: bytes) -> None:
    """End the session of a token."""
    db.exec(delete(Session).where(col(Session.token_hash) == token_hash))


def delete_sessions_of(db: Database, user_id: int, but: int | None = None) -> None:
    """End all sessions of a user, but one."""
    query = delete(Session).where(col(Session.user_id) == user_id)
    db.exec(query if but is None else query.where(col(Session.id) != but))


def delete_own_session(db: Database, user_id: int, number: int) -> bool:
    """End a session of a user; say whether there was one of that number."""
    done = db.exec(delete(Session).where(col(Session.user_id) == user_id, col(Session.id) == number))
    return bool(done.rowcount)


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


def live_link(db: Database, token_hash: bytes, now: int) -> tuple[AccessLink, User] | None:
    """Return the link of a token and its active user, if it has not expired."""
    query = select(AccessLink, User).join(User, col(User.id) == AccessLink.user_id)
    return db.exec(query.where(AccessLink.token_hash == token_hash, AccessLink.expires_at > now, User.active)).first()


def delete_links_of(db: Database, user_id: int) -> None:
    """Take all links of a user back."""
    db.exec(delete(AccessLink).where(col(AccessLink.user_id) == user_id))


def invited(db: Database, now: int) -> set[int]:
    """Return the users whose links still work."""
    return set(db.exec(select(AccessLink.user_id).where(AccessLink.expires_at > now)))


def use_recovery_code(db: Database, user_id: int, code_hash: bytes) -> bool:
    """Delete a recovery code; say whether there was such a one."""
    query = delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id, col(RecoveryCode.code_hash) == code_hash)
    return bool(db.exec(query).rowcount)


def recovery_codes(db: Database, user_id: int) -> int:
    """Return how many recovery codes of a user are not used."""
    return db.exec(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)).one()


def delete_recovery_codes(db: Database, user_id: int) -> None:
    """Delete all recovery codes of a user."""
    db.exec(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))


def api_tokens_of(db: Database, user_id: int) -> list[ApiToken]:
    """Return the personal tokens of a user, the newest first."""
    return list(db.exec(select(ApiToken).where(ApiToken.user_id == user_id).order_by(col(ApiToken.id).desc())))


def live_api_token(db: Database, token_hash: bytes, now: int) -> tuple[ApiToken, User] | None:
    """Return a personal token and its active user, if it has not expired."""
    query = select(ApiToken, User).join(User, col(User.id) == ApiToken.user_id)
    return db.exec(query.where(ApiToken.token_hash == token_hash, ApiToken.expires_at > now, User.active)).first()


def delete_api_token(db: Database, user_id: int, number: int) -> bool:
    """Take a personal token of a user back; say whether there was one of that number."""
    done = db.exec(delete(ApiToken).where(col(ApiToken.user_id) == user_id, col(ApiToken.id) == number))
    return bool(done.rowcount)


def touch_api_token(db: Database, number: int, now: int) -> None:
    """Note that a personal token was used."""
    db.exec(update(ApiToken).where(col(ApiToken.id) == number).values(used_at=now))


def delete_api_tokens_of(db: Database, user_id: int) -> None:
    """Take all personal tokens of a user back."""
    db.exec(delete(ApiToken).where(col(ApiToken.user_id) == user_id))
