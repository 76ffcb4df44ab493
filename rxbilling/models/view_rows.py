"""Queries of what users keep of the way they look at work."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import func, select

from rxbilling.models.views import GridLayout, SavedView


def layout(db: Database, user_id: int, grid: str) -> GridLayout | None:
    """Return how a user has arranged a grid, if it has."""
    return db.exec(select(GridLayout).where(GridLayout.user_id == user_id, GridLayout.grid == grid)).first()


def views(db: Database, user_id: int) -> Sequence[SavedView]:
    """Return the views of a user, by name."""
    return db.exec(select(SavedView).where(SavedView.user_id == user_id).order_by(func.lower(SavedView.name))).all()
