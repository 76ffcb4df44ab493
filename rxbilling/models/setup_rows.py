"""SQL of setting up: what a fresh installation already has."""

from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.contracts import BillRule
from rxbilling.models.organisation import Calendar, Organisation


def organisation(db: Database) -> Organisation | None:
    """Return the organisation, if it was set up."""
    return db.get(Organisation, 1)


def calendar_named(db: Database, name: str) -> Calendar | None:
    """Return the calendar of a name."""
    return db.exec(select(Calendar).where(col(Calendar.name) == name)).first()


def has_rules(db: Database) -> bool:
    """Say whether there is any bill rule."""
    return db.exec(select(BillRule.id).limit(1)).first() is not None
