"""The days that billing begins with: today, and the month before, on the organisation's calendar."""

from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.models import Calendar, Organisation
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today


def day_of(db: Database) -> date:
    """Return the day that it is on the organisation's calendar: by it bills are overdue."""
    return today(db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone)


def today_of(actor: Actor | None) -> date:
    """Return the day that it is.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        return day_of(db)


def last_month(actor: Actor | None) -> tuple[date, date]:
    """Return the first and the last day of the month before this one.

    Raises:
        Refused: as ``today_of`` would.
    """
    last = today_of(actor).replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
