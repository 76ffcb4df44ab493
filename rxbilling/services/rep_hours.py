"""What reps are to work on each day, and on which days less was logged.

A day of work is that of the entry everywhere (R5a). Nobody is expected to work on a holiday of the organisation's
own calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.exchange.times import DAY
from rxbilling.locales import N_, Message
from rxbilling.models import Calendar, Organisation, Rep
from rxbilling.models import day_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Changed, Invalid, NotThere, Right, require
from rxbilling.services.clock import today
from rxbilling.services.days_off import days_off
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import may_be_number

WHOLE = 10_000
NO_HOURS = Message(N_("A day has 0 to 24 hours."))
NO_TARGET = Message(N_("A target is 0 to 100 percent."))
GONE = Message(N_("There is no such rep."))


@dataclass(frozen=True, slots=True)
class DayHours:
    """A rep's day: what is expected, what was logged, and the name of the holiday that it is."""

    day: date
    expected_s: int
    worked_s: int
    holiday: str = ""

    @property
    def missing_s(self) -> int:
        """What was logged too little."""
        return max(0, self.expected_s - self.worked_s)


@dataclass(frozen=True, slots=True)
class Worker:
    """A rep with what is expected: seconds for each day of the week, Monday first, and the share to be billable."""

    number: int
    version: int
    name: str
    hours: tuple[int, ...]
    target_bp: int


def workers(actor: Actor | None) -> list[Worker]:
    """Return all reps by name.

    Raises:
        Refused: the actor may not.
    """
    require(actor, Right.ADMINISTER)
    with reading() as db:
        reps = sorted(sql.reps_of(db, None), key=lambda rep: rep.name.casefold())
    return [Worker(rep.id or 0, rep.version, rep.name, tuple(rep.hours), rep.billable_target_bp) for rep in reps]


def expected_s(db: Database, rep: Rep, day: date) -> int:
    """Return the seconds that a rep is to work on a day."""
    return 0 if days_off(db, day, day) else rep.hours[day.weekday()]


def of_all(actor: Actor | None, first: date, last: date, rep_id: int | None = None) -> dict[int, list[DayHours]]:
    """Return the days of a span, both included, of each rep (or one) whose work the actor sees."""
    actor = require(actor, Right.SEE_OWN_WORK)
    only = rep_id if actor.rep_only is None else actor.rep_only
    if rep_id not in {None, only}:
        return {}
    work, count = read_model.current(), (last - first).days + 1
    rows = selecting.select(work, actor, WorkFilter(first, last, reps=() if only is None else (only,)))
    with reading() as db:
        off, reps = days_off(db, first, last, actor.language), sql.reps_of(db, only)
    numbers = [rep.id or 0 for rep in reps]
    worked = np.zeros((len(reps) + 1, count), np.int64)
    places = np.searchsorted(numbers, work["rep"][rows])
    np.add.at(worked, (places, work["day"][rows] - first.toordinal()), work["worked_s"][rows])
    return {
        number: _days(rep, first, worked[place], off)
        for place, (number, rep) in enumerate(zip(numbers, reps, strict=True))
    }


def of_rep(actor: Actor | None, rep_id: int, first: date, last: date) -> list[DayHours]:
    """Return the days of a span of one rep; none where the actor does not see that rep's work."""
    return of_all(actor, first, last, rep_id).get(rep_id, [])


def missing(actor: Actor | None, rep_id: int, first: date, last: date) -> list[DayHours]:
    """Return the days of a span that are over and on which a rep logged less than expected."""
    with reading() as db:
        now = today(db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone)
    return [one for one in of_rep(actor, rep_id, first, last) if one.day < now and one.missing_s]


def change(actor: Actor | None, number: int, version: int, hours: list[int], target_bp: int) -> None:
    """Change what a rep is to work on each day of the week (seconds, Monday first), and the billable share of it.

    Raises:
        Refused: the actor may not, a value cannot be taken, or somebody else changed it meanwhile.
    """
    actor = require(actor, Right.ADMINISTER)
    for weekday, seconds in enumerate(hours):
        if not 0 <= seconds <= DAY:
            raise Invalid(f"hours_{weekday}", NO_HOURS)
    if not 0 <= target_bp <= WHOLE:
        raise Invalid("target", NO_TARGET)
    with writing() as db:
        rep = db.get(Rep, number) if may_be_number(number) else None
        if rep is None:
            raise NotThere(GONE)
        if rep.version != version:
            raise Changed
        before = _facts(rep)
        rep.hours, rep.billable_target_bp, rep.version = hours, target_bp, version + 1
        db.add(rep)
        db.flush()
        audit.record_change(db, actor, "rep", number, before, _facts(rep))


def _days(rep: Rep, first: date, worked: npt.NDArray[np.int64], off: dict[date, str]) -> list[DayHours]:
    days = [first + timedelta(days=step) for step in range(len(worked))]
    return [
        DayHours(day, 0 if day in off else rep.hours[day.weekday()], int(seconds), off.get(day, ""))
        for day, seconds in zip(days, worked, strict=True)
    ]


def _facts(rep: Rep) -> audit.Facts:
    hours = " · ".join(f"{seconds // 3600}:{seconds // 60 % 60:02}" for seconds in rep.hours)
    return {"rep": rep.name, "hours": hours, "target": _percent(rep.billable_target_bp)}


def _percent(basis_points: int) -> str:
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02} %" if rest else f"{whole} %"
