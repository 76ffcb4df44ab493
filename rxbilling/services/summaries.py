"""What reps have done in a month: hours against what is expected, the billable share, cost, expenses."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from rxbilling.models import Calendar, Organisation, expense_rows
from rxbilling.models import day_rows as sql
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection, Spent
from rxbilling.models.work_columns import NOT_BILLABLE, names
from rxbilling.services import rep_hours, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.filters import WorkFilter
from rxbilling.services.rep_hours import DayHours
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
    """A month (its first day) or an account ("" for none), and what was done in it or for it.

    ``expenses`` are in minor units by currency.
    """

    name: str
    sums: Sums
    first_day: date | None = None
    expected_s: int = 0
    expenses: dict[str, int] = field(default_factory=dict)


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
        is_counted = rep.active or rep_id is not None
        expected = _expected(days[number], is_counted=is_counted)
        if not (sums.worked_s or own or rep_id is not None or expected):
            continue
        found.append(
            RepMonth(
                rep_id=number,
                name=rep.name,
                sums=sums,
                expected_s=expected,
                target_bp=rep.billable_target_bp,
                missing_days=sum(day.day < now and day.missing_s > 0 for day in days[number]) if expected else 0,
                cost_currency=organisation.currency,
                expenses={one.currency: one.total for one in own},
                to_reimburse={one.currency: one.to_reimburse for one in own if one.to_reimburse},
            )
        )
    return found


def of_all(found: Sequence[RepMonth]) -> RepMonth:
    """Return the months of several reps added up, under no name and against no target."""
    sums = [one.sums for one in found]
    return RepMonth(
        rep_id=0,
        name="",
        sums=Sums(*(sum(getattr(one, part) for one in sums) for part in ("worked_s", "billable_s", "cost"))),
        expected_s=sum(one.expected_s for one in found),
        target_bp=0,
        missing_days=sum(one.missing_days for one in found),
        cost_currency=found[0].cost_currency if found else "",
        expenses=_added(one.expenses for one in found),
        to_reimburse=_added(one.to_reimburse for one in found),
    )


def months(actor: Actor | None, rep_id: int | None, month: date) -> list[Line]:
    """Return twelve months up to one, the oldest first, of a rep or (None) of all whose work the actor sees.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    firsts = list(months_up_to(month))
    span = firsts[0], bounds(month)[1]
    work, rows = _selected(actor, *span, rep_id)
    days = rep_hours.of_all(actor, *span, rep_id)
    spent, counted = _spent(span, days), _counted(days, rep_id)
    lines = []
    for first in firsts:
        begin, end = (day.toordinal() for day in bounds(first))
        mine = rows[(work["day"][rows] >= begin) & (work["day"][rows] <= end)]
        places = slice(begin - span[0].toordinal(), end + 1 - span[0].toordinal())
        expected = sum(_expected(days[number][places], is_counted=number in counted) for number in days)
        expenses = _by_currency(one for one in spent if begin <= one.day <= end)
        lines.append(Line(first.isoformat()[:7], _sums(work, mine), first, expected, expenses))
    return lines


def accounts(actor: Actor | None, rep_id: int | None, month: date) -> list[Line]:
    """Return what a rep, or (None) all, have done and spent in a month for each account, the most first.

    Raises:
        Refused: the actor may see no work.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    work, rows = _selected(actor, *bounds(month), rep_id)
    spent = _spent(bounds(month), rep_hours.of_all(actor, *bounds(month), rep_id))
    with reading() as db:
        known = names(db.connection(), "account")
    numbers = {*np.unique(work["account"][rows]).tolist(), *(one.account for one in spent)}
    lines = [
        Line(
            known.get(number, "") if number else "",
            _sums(work, rows[work["account"][rows] == (number or 0)]),
            expenses=_by_currency(one for one in spent if one.account == number),
        )
        for number in numbers
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


def _spent(span: tuple[date, date], reps: Iterable[int]) -> list[Spent]:
    first, last = (day.toordinal() for day in span)
    with reading() as db:
        return expense_rows.by_day_and_account(db, ExpenseSelection(first, last, reps=tuple(reps)))


def _by_currency(spent: Iterable[Spent]) -> dict[str, int]:
    return _added({one.currency: one.total} for one in spent)


def _added(amounts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sums of amounts, each currency by itself."""
    sums: Counter[str] = Counter()
    for one in amounts:
        sums.update(one)
    return dict(sorted(sums.items()))


def _counted(days: Iterable[int], rep_id: int | None) -> set[int]:
    """Return the reps who are expected to work whatever they have logged: those who are there, and who is asked for."""
    with reading() as db:
        return {rep.id or 0 for rep in sql.reps_of(db, None) if rep.active or rep.id == rep_id}.intersection(days)


def _expected(days: Sequence[DayHours], *, is_counted: bool) -> int:
    """Return what is expected on some days of a rep; nothing of one who has left, and has logged nothing."""
    return sum(day.expected_s for day in days) if is_counted or any(day.worked_s for day in days) else 0


def _sums(work: Work, rows: Rows) -> Sums:
    worked, billable = work["worked_s"][rows], work["status"][rows] != NOT_BILLABLE
    return Sums(int(worked.sum()), int(worked[billable].sum()), int(work["cost"][rows].sum()))
