"""How users have arranged the columns of their grids: order, widths, and which are hidden."""

from dataclasses import asdict, dataclass

from rxbilling.models import GridLayout, view_rows
from rxbilling.models.database import reading, writing
from rxbilling.services.access import Actor, Right, require

MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """A column of a grid as a user wants it; its width is in pixels."""

    column: str
    hidden: bool
    width: int


def layout(actor: Actor | None, grid: str) -> list[ColumnLayout]:
    """Return how the actor has arranged a grid, column by column; empty as it comes."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        found = view_rows.layout(db, actor.user_id or 0, grid)
        return [ColumnLayout(**column) for column in found.columns] if found else []


def keep(actor: Actor | None, grid: str, columns: list[ColumnLayout]) -> None:
    """Remember how the actor has arranged a grid; no columns forget it."""
    actor = require(actor, Right.OWN_PROFILE)
    if actor.user_id is None:
        return
    with writing() as db:
        found = view_rows.layout(db, actor.user_id, grid) or GridLayout(user_id=actor.user_id, grid=grid, columns=[])
        found.columns = [asdict(column) for column in columns[:MOST_COLUMNS]]
        db.add(found)
