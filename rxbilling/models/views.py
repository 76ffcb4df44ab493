"""What users keep of the way they look at work, and what of it can still be undone."""

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rxbilling.models.base import Row, big, check


class SavedView(Row, table=True):
    """A filter of time entries under a name; ``query`` is its form in an address."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "name"),)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE")
    name: str
    query: str


class GridLayout(Row, table=True):
    """How a user has arranged the columns of a grid: their order, widths, and which are hidden."""

    __tablename__ = "grid_layout"
    __table_args__ = (UniqueConstraint("user_id", "grid"),)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE")
    grid: str
    columns: list[dict[str, Any]] = Field(sa_type=JSON)


class ChangeSet(Row, table=True):
    """Time entries that one action of a user changed together, so that it can be undone; kept for some days."""

    __tablename__ = "change_set"
    __table_args__ = (check("undone", "undone_at IS NULL OR undone_at >= at"),)
    user_id: int = Field(foreign_key="app_user.id", ondelete="CASCADE", index=True)
    at: int = big(index=True)
    action: str
    undone_at: int | None = big(default=None)


class ChangedEntry(SQLModel, table=True):
    """A time entry as it was before a change: with ``version_before``; the change gave it ``version``.

    Before it was added an entry was as if deleted. ``amount`` is what it cost (None without a price).
    """

    __tablename__ = "changed_entry"
    __table_args__ = (Index("ix_changed_entry_entry_id", "entry_id"),)
    change_set_id: int = Field(primary_key=True, foreign_key="change_set.id", ondelete="CASCADE")
    entry_id: int = Field(primary_key=True, foreign_key="time_entry.id", ondelete="CASCADE")
    version: int
    version_before: int
    account_id: int
    rep_id: int
    service_id: int | None = None
    ticket_id: int | None = None
    product: str | None = None
    start_at: int | None = big(default=None)
    end_at: int | None = big(default=None)
    day: int
    seconds: int
    tier: int | None = None
    billable: bool
    override_rate: int | None = big(default=None)
    note: str
    billed_at: int | None = big(default=None)
    billed_reference: str
    deleted_at: int | None = big(default=None)
    amount: int | None = big(default=None)
    currency: str | None = None
