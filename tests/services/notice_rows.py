"""Users who can be told, a mail server in the settings, and what was told, for tests."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.config import settings
from rxbilling.models import Mail, Notice, User
from rxbilling.models.database import reading
from rxbilling.services.notice_words import words
from tests.services.rows import add

REP, MANAGER_1, MANAGER_2, FINANCE_1, ADMIN_1, GONE = range(1, 7)


def add_users(database: Engine) -> None:
    """Add a rep, two managers (the second reads French), finance, an administrator, and a manager who has left."""
    rows: list[dict[str, Any]] = [
        {"id": REP, "role": "rep"},
        {"id": MANAGER_1, "role": "manager"},
        {"id": MANAGER_2, "role": "manager", "language": "fr"},
        {"id": FINANCE_1, "role": "finance"},
        {"id": ADMIN_1, "role": "admin"},
        {"id": GONE, "role": "manager", "active": False},
    ]
    for row in rows:
        add(
            database,
            User(email=f"u{row['id']}@example.org", name=f"U{row['id']}", password_hash="", created_at=0, **row),
        )


def send_by(monkeypatch: pytest.MonkeyPatch, port: int = 25, **more: Any) -> None:
    """Let the settings name a mail server of this machine."""
    given = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": "Billing <b@rx.test>"}
    for name, value in (given | more).items():
        monkeypatch.setattr(settings(), name, value)


def told(user: int | None = None, language: str = "en") -> list[str]:
    """Return what was told to a user (or to all), the oldest first."""
    with reading() as db:
        rows = db.exec(select(Notice).order_by(col(Notice.id))).all()
    return [words(language, row.msgid, row.values) for row in rows if user in {None, row.user_id}]


def readers() -> set[int]:
    with reading() as db:
        return set(db.exec(select(Notice.user_id)))


def mails() -> list[Mail]:
    with reading() as db:
        return list(db.exec(select(Mail).order_by(col(Mail.id))))
