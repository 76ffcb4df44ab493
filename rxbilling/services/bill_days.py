"""The days that billing begins with: today, and the month before, on the organisation's calendar."""

from datetime import date, timedelta

from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.bill_list import day_of


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
