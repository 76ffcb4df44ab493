"""What reps have done in a month: hours against what is expected, the billable share, cost, expenses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from rxbilling.models import Calendar, Organisation, expense_rows
from rxbilling.models import day_rows as sql
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection
from rxbilling.models.work_columns import NOT_BILLABLE, names
from rxbilling.services import rep_hours, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.filters import WorkFilter
from rxbilling.services.selecting import Rows
from rxbilling.services.work import Work

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Sums:
    """Worked seconds, those of them that are billable, and their cost in the organisation's currency."""

    worked_s: int
    billable_s: int
    cost: int


@dataclass(frozen=True, slots=True)
class RepMonth:
    """A rep's month. Money is in minor units: ``sums.cost`` in ``cost_currency``, expenses by currency.

    ``missing_days`` are over, and less was logged on them than expected; ``target_bp`` is 0 without a target.
    """

    rep_id: int
    name: str
    sums: Sums
    expected_s: int
    target_bp: int
    missing_days: int
    cost_currency: str
    expenses: dict[str, int]
    to_reimburse: dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A month (its first day) or an account, and what was done in it or for it."""

    name: str
    sums: Sums
    first_day: date | None = None
    expected_s: int = 0


def of_month(actor: Actor | None, month: date, rep_id: int | None = None) -> list[RepMonth]:
    """Return the month of each rep (or of one) whose work the actor sees, by name; reps without any are left out.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    first, last = bounds(month)
    days = rep_hours.of_all(actor, first, last, rep_id)
    work, rows = _selected(actor, first, last, rep_id)
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
        now = today(db.get_one(Calendar, organisation.calendar_id).zone)
        span = ExpenseSelection(first.toordinal(), last.toordinal(), reps=tuple(days))
        spent, reps = expense_rows.sums_by_rep(db, span), sql.reps_of(db, None)
    found = []
    for rep in sorted((rep for rep in reps if rep.id in days), key=lambda rep: rep.name.casefold()):
        number = rep.id or 0
        sums, own = _sums(work, rows[work["rep"][rows] == number]), spent.get(number, [])
        expected = sum(day.expected_s for day in days[number])
        if not (sums.worked_s or own or rep_id is not None or (rep.active and expected)):
            continue
        found.append(
            RepMonth(
                rep_id=number,
                name=rep.name,
                sums=sums,
                expected_s=expected,
                target_bp=rep.billable_target_bp,
                missing_days=sum(day.day < now and day.missing_s > 0 for day in days[number]),
                cost_currency=organisation.currency,
                expenses={one.currency: one.total for one in own},
                to_reimburse={one.currency: one.to_reimburse for one in own if one.to_reimburse},
            )
        )
    return found


def months(actor: Actor | None, rep_id: int, month: date) -> list[Line]:
    """Return a rep's twelve months up to one, the oldest first.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    firsts = list(months_up_to(month))
    work, rows = _selected(actor, firsts[0], bounds(month)[1], rep_id)
    days = rep_hours.of_rep(actor, rep_id, firsts[0], bounds(month)[1])
    lines = []
    for first in firsts:
        begin, end = (day.toordinal() for day in bounds(first))
        mine = rows[(work["day"][rows] >= begin) & (work["day"][rows] <= end)]
        expected = sum(day.expected_s for day in days if begin <= day.day.toordinal() <= end)
        lines.append(Line(first.isoformat()[:7], _sums(work, mine), first, expected))
    return lines


def accounts(actor: Actor | None, rep_id: int, month: date) -> list[Line]:
    """Return what a rep has done in a month for each account, the most first.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    work, rows = _selected(actor, *bounds(month), rep_id)
    with reading() as db:
        known = names(db.connection(), "account")
    lines = [
        Line(known.get(number, ""), _sums(work, rows[work["account"][rows] == number]))
        for number in np.unique(work["account"][rows]).tolist()
    ]
    return sorted(lines, key=lambda line: (-line.sums.worked_s, line.name.casefold()))


def bounds(month: date) -> tuple[date, date]:
    """Return the first and the last day of the month of a day."""
    first = month.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def months_up_to(month: date) -> Iterable[date]:
    """Return the first days of the twelve months up to one, the oldest first."""
    last = month.year * 12 + month.month - 1
    return (date(place // 12, place % 12 + 1, 1) for place in range(last - MONTHS + 1, last + 1))


def _selected(actor: Actor, first: date, last: date, rep_id: int | None) -> tuple[Work, Rows]:
    work = read_model.current()
    return work, selecting.select(work, actor, WorkFilter(first, last, reps=() if rep_id is None else (rep_id,)))


def _sums(work: Work, rows: Rows) -> Sums:
    worked, billable = work["worked_s"][rows], work["status"][rows] != NOT_BILLABLE
    return Sums(int(worked.sum()), int(worked[billable].sum()), int(work["cost"][rows].sum()))
