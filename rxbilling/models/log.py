"""What happened to the data: imports, the audit trail, notices."""

from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from rxbilling.models.base import Row, big, check


class ImportRun(Row, table=True):
    """A file that was imported, and what came of it."""

    __tablename__ = "import_run"
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    at: int = big()
    filename: str
    source: str
    added: int = 0
    known: int = 0
    refused: int = 0


# Nothing is NULL, not the JSON of nothing, which a search would find.
FACTS: Any = JSON(none_as_null=True)


class AuditEvent(Row, table=True):
    """One change: who, when, from where, what, before and after. Append-only: the database refuses the rest."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "subject_id"),)
    at: int = big(index=True)
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    address: str = ""
    action: str
    subject: str
    subject_id: int | None = None
    before: dict[str, str | int | None] | None = Field(default=None, sa_type=FACTS)
    after: dict[str, str | int | None] | None = Field(default=None, sa_type=FACTS)


class Notice(Row, table=True):
    """Something that a user is told once: ``key`` makes it unique for its reader."""

    __table_args__ = (UniqueConstraint("user_id", "key"), check("read", "read_at IS NULL OR read_at >= at"))
    user_id: int = Field(foreign_key="app_user.id", index=True)
    key: str
    at: int = big()
    msgid: str
    values: dict[str, str | int] = Field(default={}, sa_type=JSON)
    link: str = ""
    read_at: int | None = big(default=None)


class Mail(Row, table=True):
    """A message to be sent, once for each address and ``key``; after a failure it is tried again at ``next_at``.

    With a ``bill_id`` it brings that bill, whose file is made when the mail is sent.
    """

    __table_args__ = (UniqueConstraint("address", "key"), check("attempts", "attempts >= 0"))
    address: str
    key: str
    made_at: int = big()
    subject: str
    body: str
    reply_to: str = ""
    bill_id: int | None = Field(default=None, foreign_key="bill.id", index=True)
    sent_at: int | None = big(default=None)
    next_at: int = big(index=True)
    attempts: int = 0
    error: str = ""
