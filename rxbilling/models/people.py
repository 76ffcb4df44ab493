"""Users and their sessions, reps and what they cost."""

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

ROLES = ("rep", "manager", "finance", "admin")


class Rep(Row, table=True):
    """A support representative; ``role`` is the rep role that bill rules match on."""

    __table_args__ = (UniqueConstraint("name"),)
    name: str
    role: str = ""
    active: bool = True


class CostRate(Row, table=True):
    """What an hour of a rep costs from a day on (R20), in the organisation's currency."""

    __tablename__ = "cost_rate"
    __table_args__ = (UniqueConstraint("rep_id", "first_day"), check("amount", "amount >= 0"))
    rep_id: int = Field(foreign_key="rep.id")
    first_day: int | None = None
    amount: int = big()


class User(Row, table=True):
    """Somebody who signs in; ``password_hash`` is argon2's own text.

    ``language`` is empty until the first sign-in: then it is that of the browser.
    """

    __tablename__ = "app_user"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("rep_id"), one_of("role", ROLES))
    email: str
    name: str
    role: str
    password_hash: str
    language: str = ""
    theme: str = "system"
    rep_id: int | None = Field(default=None, foreign_key="rep.id")
    active: bool = True
    created_at: int = big()


class Session(Row, table=True):
    """A signed-in browser; the token itself is only in its cookie, here is its SHA-256."""

    __tablename__ = "user_session"
    __table_args__ = (UniqueConstraint("token_hash"),)
    token_hash: bytes = Field(sa_type=LargeBinary)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    created_at: int = big()
    seen_at: int = big()
    expires_at: int = big()
    address: str = ""


class SignInFailure(Row, table=True):
    """A failed sign-in, kept for throttling by address and by account."""

    __tablename__ = "sign_in_failure"
    address: str = Field(index=True)
    email: str = Field(index=True)
    at: int = big(index=True)
