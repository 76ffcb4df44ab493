"""Which calendar is the organisation's: it prices the work of accounts and contracts without one of their own (R3).

What is closed stays closed: the instant up to which the books are, was that of the calendar of then. Only what is
closed or reopened from now on goes by the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.models import Calendar, Organisation
from rxbilling.models.database import writing
from rxbilling.services import audit, effects, pricing
from rxbilling.services.access import Actor, Changed, NotThere, Right, require
from rxbilling.services.calendars import GONE
from rxbilling.services.clock import today
from rxbilling.services.effects import Effect
from rxbilling.services.inputs import may_be_number


@dataclass(frozen=True, slots=True)
class Choosing:
    """A calendar is to be the default, in the place of the one that was it when the actor looked."""

    number: int
    before: int


def effect(actor: Actor | None, change: Choosing, months: Sequence[date] = ()) -> Effect:
    """Return what another default would do to work that is not billed, and to some months for comparison.

    Raises:
        Refused: the actor may not, the calendar is gone, or somebody else chose another one meanwhile.
    """
    require(actor, Right.CHANGE_TERMS)
    return effects.effect(lambda db: _choose(db, change), None, months)


def choose(actor: Actor | None, change: Choosing) -> None:
    """Make a calendar the default, and price the work again that is not billed.

    Raises:
        Refused: the actor may not, the calendar is gone, or somebody else chose another one meanwhile.
    """
    actor = require(actor, Right.CHANGE_TERMS)
    with writing() as db:
        if change.number == change.before:
            return
        before, after = _choose(db, change)
        told = ({"calendar": before}, {"calendar": after})
        audit.record_change(db, actor, "default calendar", 1, *told)
        pricing.price(db, until=today("UTC").toordinal())


def _choose(db: Database, change: Choosing) -> tuple[str, str]:
    """Make the change in a transaction that is open; return the names of the calendars before and after."""
    organisation = db.get_one(Organisation, 1)
    if organisation.calendar_id != change.before:
        raise Changed
    calendar = db.get(Calendar, change.number) if may_be_number(change.number) else None
    if calendar is None:
        raise NotThere(GONE)
    before = db.get_one(Calendar, organisation.calendar_id).name
    organisation.calendar_id, organisation.version = change.number, organisation.version + 1
    db.add(organisation)
    db.flush()
    return before, calendar.name
