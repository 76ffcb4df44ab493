"""What lets a user in: sessions, links, second factors, personal tokens. Of every secret only a hash is stored."""

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

STAGES = ("in", "code", "password")
PURPOSES = ("invite", "reset")


class Session(Row, table=True):
    """A browser; the token itself is only in its cookie, here is its SHA-256.

    ``stage`` tells what is still asked for before it is signed in: a ``code`` of the second factor, or a new
    ``password`` in the place of one that is valid once. ``agent`` is what the browser calls itself.
    """

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_hash"), one_of("stage", STAGES))
    token_hash: bytes = Field(sa_type=LargeBinary)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    created_at: int = big()
    seen_at: int = big()
    expires_at: int = big()
    address: str = ""
    stage: str = "in"
    agent: str = ""


class SignInFailure(Row, table=True):
    """A failed sign-in, kept for throttling by address and by account."""

    __tablename__ = "sign_in_failure"
    address: str = Field(index=True)
    email: str = Field(index=True)
    at: int = big(index=True)


class AccessLink(Row, table=True):
    """A link by which a user sets a password, once: an invitation, or a reset."""

    __tablename__ = "access_link"
    __table_args__ = (UniqueConstraint("token_hash"), one_of("purpose", PURPOSES))
    token_hash: bytes = Field(sa_type=LargeBinary)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    purpose: str
    created_at: int = big()
    expires_at: int = big()


class RecoveryCode(Row, table=True):
    """A code that stands in for a lost second factor, once; a used one is deleted."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    code_hash: bytes = Field(sa_type=LargeBinary)


class ApiToken(Row, table=True):
    """A personal token of the API: acts as its user, within ``scopes``, until ``expires_at``.

    ``hint`` is how the token begins, so that its owner can tell tokens apart.
    """

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("token_hash"), check("times", "expires_at > created_at"))
    token_hash: bytes = Field(sa_type=LargeBinary)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    name: str
    hint: str
    scopes: list[str] = Field(sa_type=JSON)
    created_at: int = big()
    expires_at: int = big()
    used_at: int | None = big(default=None)


class IdempotencyKey(Row, table=True):
    """A request of the API that was carried out: the same key again is answered alike, and changes nothing."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("user_id", "key"),)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE")
    key: str
    request_hash: bytes = Field(sa_type=LargeBinary)
    subject_id: int
    at: int = big(index=True)
