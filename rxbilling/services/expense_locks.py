"""When an expense may change: by whom, and not once it is billed, in a closed period or in a week handed in."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Expense, Organisation
from rxbilling.services.access import NOT_ALLOWED, Actor, Changed, NotNow, NotThere, Refused, Right, require
from rxbilling.services.closing import refuse_closed
from rxbilling.services.inputs import may_be_number
from rxbilling.services.week_locks import refuse_week

GONE = Message(N_("This expense is not there any more."))
BILLED = N_("This expense is billed ({reference}): it changes only after the bill is void or the mark is taken back.")


def require_of(actor: Actor | None, rep_id: int) -> Actor:
    """Let reps write down their own expenses only.

    Raises:
        Refused: the actor may not write down expenses, or not those of this rep.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    if not actor.may(Right.CHANGE_ALL_WORK) and rep_id != actor.rep_id:
        raise Refused(NOT_ALLOWED)
    return actor


def seen(db: Database, actor: Actor, number: int) -> Expense:
    """Return an expense that the actor may see.

    Raises:
        NotThere: there is none, or it is somebody else's.
    """
    expense = db.get(Expense, number) if may_be_number(number) else None
    if expense is None or expense.deleted_at is not None or actor.rep_only not in {None, expense.rep_id}:
        raise NotThere(GONE)
    return expense


def open_expense(db: Database, actor: Actor, number: int, version: int) -> Expense:
    """Return an expense that the actor may change now.

    Raises:
        Refused: it is none of the actor's, changed meanwhile, billed or closed, or its week is handed in.
    """
    expense = seen(db, actor, number)
    if not actor.may(Right.CHANGE_ALL_WORK) and expense.rep_id != actor.rep_id:
        raise Refused(NOT_ALLOWED)
    if expense.version != version:
        raise Changed
    if expense.billed_at is not None:
        raise NotNow(Message(BILLED, {"reference": expense.billed_reference}))
    refuse_day(db, actor, expense.rep_id, expense.day)
    return expense


def refuse_day(db: Database, actor: Actor, rep_id: int, day: int) -> None:
    """Refuse a day (ordinal) on which nothing of a rep changes any more.

    Raises:
        NotNow: it lies in a closed period, or in a week that is handed in.
    """
    refuse_closed(db.get_one(Organisation, 1), None, day)
    refuse_week(db, actor, rep_id, day)
