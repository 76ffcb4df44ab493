"""A rep's day and week: the running timer, and weeks that are handed in."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check, one_of

WEEK_STATES = ("submitted", "approved", "returned")


class Timer(Row, table=True):
    """The one timer of a rep that runs; stopping it makes a time entry."""

    __table_args__ = (UniqueConstraint("rep_id"),)
    rep_id: int = Field(foreign_key="rep.id")
    account_id: int = Field(foreign_key="account.id")
    service_id: int | None = Field(default=None, foreign_key="service.id")
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    started_at: int = big()
    note: str = ""
    billable: bool = True


class Week(Row, table=True):
    """A week that a rep has handed in; ``first_day`` is its Monday (an ordinal), ``word`` what the manager said of it.

    A week without a row, or one that was returned, is open: its entries can be changed.
    """

    __table_args__ = (
        UniqueConstraint("rep_id", "first_day"),
        one_of("state", WEEK_STATES),
        check("monday", "(first_day - 1) % 7 = 0"),
    )
    rep_id: int = Field(foreign_key="rep.id")
    first_day: int = Field(index=True)
    state: str
    submitted_at: int = big()
    decided_at: int | None = big(default=None)
    decided_by: int | None = Field(default=None, foreign_key="app_user.id")
    word: str = ""


def monday_of(day: int) -> int:
    """Return the Monday (an ordinal) of the week in which a day lies."""
    return day - (day - 1) % 7
