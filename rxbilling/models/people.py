"""Users, and reps with what they cost."""

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

ROLES = ("rep", "manager", "finance", "admin")
THEMES = ("system", "light", "dark")


WORKING_WEEK = (28_800, 28_800, 28_800, 28_800, 28_800, 0, 0)


class Rep(Row, table=True):
    """A support representative; ``role`` is the rep role that bill rules match on.

    ``hours`` are the seconds to be worked on each day of the week, Monday first; ``billable_target_bp`` is the share
    of them that is to be billable, in basis points, 0 for no target.
    """

    __table_args__ = (UniqueConstraint("name"), check("billable_target", "billable_target_bp BETWEEN 0 AND 10000"))
    name: str
    role: str = ""
    active: bool = True
    hours: list[int] = Field(default_factory=lambda: list(WORKING_WEEK), sa_type=JSON)
    billable_target_bp: int = 0


class CostRate(Row, table=True):
    """What an hour of a rep costs from a day on (R20), in the organisation's currency."""

    __tablename__ = "cost_rate"
    __table_args__ = (UniqueConstraint("rep_id", "first_day"), check("amount", "amount >= 0"))
    rep_id: int = Field(foreign_key="rep.id")
    first_day: int | None = None
    amount: int = big()


class User(Row, table=True):
    """Somebody who signs in; ``password_hash`` is argon2's own text, empty until an invitation is accepted.

    ``language`` is empty until the first sign-in: then it is that of the browser. ``zone`` is empty for that of the
    organisation. With a ``totp_secret`` (base 32) a code is asked for after the password; ``totp_step`` is the last
    half minute of which a code was used, so that none works twice. ``one_time_password`` must be changed at sign-in.
    ``feed_token_hash`` is of the secret in the address of the calendar of their contracts.
    """

    __tablename__ = "app_user"
    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("rep_id"),
        one_of("role", ROLES),
        one_of("theme", THEMES),
    )
    email: str
    name: str
    role: str
    password_hash: str
    language: str = ""
    theme: str = "system"
    zone: str = ""
    rep_id: int | None = Field(default=None, foreign_key="rep.id")
    active: bool = True
    one_time_password: bool = False
    totp_secret: str = ""
    totp_step: int = big(default=0)
    created_at: int = big()
    feed_token_hash: bytes | None = Field(default=None, sa_type=LargeBinary, index=True, unique=True)
