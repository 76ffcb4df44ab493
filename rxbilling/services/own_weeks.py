"""A rep's own week: how far it is, handing it in, and taking it back."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY
from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, Organisation, Rep, User, Week, week_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, rep_hours
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Refused, Right, require
from rxbilling.services.approval import is_on
from rxbilling.services.clock import now, today

SUBJECT = "week"
OFF = Message(N_("Weeks are not approved here: there is nothing to submit."))
NO_REP = Message(N_("You have no work of your own here. Ask an administrator to link you to a rep."))
NOT_MONDAY = Message(N_("A week begins on a Monday."))
AHEAD = Message(N_("This week has not begun. It can be submitted from its Monday on."))
SUBMITTED_ALREADY = Message(N_("This week is submitted already."))
APPROVED_ALREADY = Message(N_("This week is approved already."))
NOT_SUBMITTED = Message(N_("This week is not submitted any more."))


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """How far a week is: open, submitted, approved or returned; who decided, and what that one said of it."""

    first_day: date
    state: str = "open"
    version: int = 0
    word: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What speaks against handing a week in: it is not over, or (in days that are) seconds are missing."""

    is_running: bool
    missing_s: int


def lack(actor: Actor | None, first_day: date) -> Lack:
    """Return what an own week lacks before it is handed in.

    Raises:
        Refused: the actor logs no work.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with reading() as db:
        day = today(db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone)
    last = first_day + timedelta(days=6)
    days = rep_hours.missing(actor, actor.rep_id or 0, first_day, last)
    return Lack(is_running=last >= day, missing_s=sum(one.missing_s for one in days))


def look(actor: Actor | None, first_day: date) -> OwnWeek | None:
    """Return how far a week of the actor's own is; None where there is none to submit.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        if not is_on(db) or actor.rep_id is None or not actor.may(Right.LOG_OWN_WORK) or first_day.weekday():
            return None
        found = week_rows.week(db, actor.rep_id, first_day.toordinal())
        if found is None:
            return OwnWeek(first_day)
        who = db.get(User, found.decided_by) if found.decided_by else None
        return OwnWeek(first_day, found.state, found.version, found.word, who.name if who else "")


def submit(actor: Actor | None, first_day: date, version: int) -> None:
    """Hand in a week, if it still has the version that the actor saw (0: it was never handed in).

    Raises:
        Refused: the actor may not, the week cannot be handed in, or it was changed meanwhile.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        rep_id = _check(db, actor, first_day)
        found = week_rows.week(db, rep_id, first_day.toordinal())
        if found is not None and found.state != "returned":
            raise NotNow(SUBMITTED_ALREADY if found.state == "submitted" else APPROVED_ALREADY)
        if (found.version if found else 0) != version:
            raise Changed
        week = found or Week(
            rep_id=rep_id, first_day=first_day.toordinal(), state="submitted", submitted_at=0, version=0
        )
        week.state, week.submitted_at, week.version = "submitted", now(), week.version + 1
        week.decided_at = week.decided_by = None
        week.word = ""
        db.add(week)
        db.flush()
        audit.record(db, actor, "submit", SUBJECT, subject_id=week.id, after=facts(db, week))


def withdraw(actor: Actor | None, first_day: date, version: int) -> None:
    """Take back a week that nobody has decided on yet: it is open again.

    Raises:
        Refused: the actor may not, or the week is not submitted any more.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        rep_id = _check(db, actor, first_day)
        week = week_rows.week(db, rep_id, first_day.toordinal())
        if week is None or week.state != "submitted":
            raise NotNow(NOT_SUBMITTED)
        if week.version != version:
            raise Changed
        audit.record(db, actor, "withdraw", SUBJECT, subject_id=week.id, before=facts(db, week))
        db.delete(week)


def facts(db: Database, week: Week) -> audit.Facts:
    """Return a week for the audit trail."""
    first = date.fromordinal(week.first_day)
    return {"rep": db.get_one(Rep, week.rep_id).name, "week": first.isoformat(), "word": week.word or None}


def _check(db: Database, actor: Actor, first_day: date) -> int:
    """Return the actor's rep, whose week may be handed in."""
    if not is_on(db):
        raise NotNow(OFF)
    if actor.rep_id is None:
        raise Refused(NO_REP)
    if first_day.weekday() or not FIRST_DAY <= first_day.toordinal() <= LAST_DAY:
        raise Invalid("first_day", NOT_MONDAY)
    if first_day > today(db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone):
        raise Invalid("first_day", AHEAD)
    return actor.rep_id
