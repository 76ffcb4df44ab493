"""What weeks that are handed in lock: the rep changes nothing in them, managers nothing in approved ones."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import week_rows
from rxbilling.models.timesheets import monday_of
from rxbilling.services.access import Actor, NotNow, Right
from rxbilling.services.approval import is_on

SUBMITTED = N_("The week of {day} is submitted. Withdraw it first, then change it.")
APPROVED = N_("The week of {day} is approved. A manager has to return it before anything in it changes.")
SEVERAL = N_("Some of these entries lie in weeks that are handed in ({count}): a manager has to return them first.")


def refuse_week(db: Database, actor: Actor, rep_id: int, day: int) -> None:
    """Refuse to change work of a rep on a day (ordinal) whose week is handed in.

    Raises:
        NotNow: the week is approved, or it is submitted and the actor's own.
    """
    if not is_on(db):
        return
    week = week_rows.week(db, rep_id, monday_of(day))
    if week is None or week.state == "returned":
        return
    first = {"day": date.fromordinal(week.first_day)}
    if week.state == "approved":
        raise NotNow(Message(APPROVED, first))
    if _submitted_of(actor) in {None, rep_id}:
        raise NotNow(Message(SUBMITTED, first))


def refuse_locked(db: Database, actor: Actor, numbers: Sequence[int]) -> None:
    """Refuse a change of many time entries of which some lie in weeks that are handed in, as they are now.

    Raises:
        NotNow: that is so.
    """
    if found := locked(db, actor, numbers):
        raise NotNow(Message(SEVERAL, {"count": len(found)}))


def locked(db: Database, actor: Actor, numbers: Sequence[int]) -> list[int]:
    """Return those of some time entries that the actor cannot change, as their week is handed in."""
    return week_rows.locked(db.connection(), numbers, _submitted_of(actor)) if is_on(db) else []


def _submitted_of(actor: Actor) -> int | None:
    """Return the rep whose submitted weeks are locked for the actor; None for those of all reps."""
    # Managers mend what others submit; what they submit themselves, they withdraw first.
    return (actor.rep_id or 0) if actor.may(Right.CHANGE_ALL_WORK) else None
