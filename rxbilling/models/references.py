"""Whether a row can go: what refers to it, and would be left behind."""

from typing import Any

from sqlmodel import Session as Database
from sqlmodel import SQLModel, select

from rxbilling.models.bulk import table_of


def is_referred_to(db: Database, model: type[SQLModel], number: int) -> bool:
    """Say whether a row is named by any other, but for those that go with it."""
    return any(db.exec(select(1).where(column == number).limit(1)).first() for column in _columns(model))


def _columns(model: type[SQLModel]) -> list[Any]:
    keys = [key for table in SQLModel.metadata.tables.values() for key in table.foreign_keys]
    return [key.parent for key in keys if key.column.table is table_of(model) and key.ondelete != "CASCADE"]
