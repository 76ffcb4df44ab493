"""Weeks as managers look at them before they decide: hours, billable share, expenses, days without work."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session as Database

from rxbilling.models import Calendar, Organisation, expense_rows, week_rows
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection
from rxbilling.models.timesheets import monday_of
from rxbilling.models.week_rows import Listed
from rxbilling.models.work_columns import NOT_BILLABLE
from rxbilling.services import rep_hours, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.filters import WorkFilter

PAGE = 50
WEEK = 7
STATES = ("submitted", "approved", "returned")
# A rep, and the Monday of a week.
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Review:
    """A week with what was done in it; ``missing`` are days that are over, with less logged than expected."""

    listed: Listed
    worked_s: int
    billable_s: int
    expenses: dict[str, int]
    missing: list[date]


@dataclass(frozen=True, slots=True)
class Reviews:
    """Some weeks of a state, how many there are in all, and whether approval is on at all."""

    weeks: list[Review]
    total: int
    is_on: bool


def page(actor: Actor | None, state: str, skipped: int = 0) -> Reviews:
    """Return weeks of a state, after some that are passed over.

    Raises:
        Refused: the actor decides on no weeks.
    """
    actor = require(actor, Right.APPROVE_WORK)
    with reading() as db:
        listed = week_rows.page(db, state, max(skipped, 0), PAGE)
        spent = [_expenses(db, one) for one in listed]
        total, is_on = week_rows.count(db, state), db.get_one(Organisation, 1).approval
    hours, missing = (_hours(actor, listed), _missing(actor, listed)) if listed else ({}, {})
    keys = [(one.week.rep_id, one.week.first_day) for one in listed]
    weeks = [
        Review(one, *hours.get(key, (0, 0)), expenses, missing.get(key, []))
        for one, key, expenses in zip(listed, keys, spent, strict=True)
    ]
    return Reviews(weeks, total, is_on)


def _hours(actor: Actor, listed: Sequence[Listed]) -> dict[Key, tuple[int, int]]:
    """Return the time worked and the billable part of it of some weeks: one look at the work for all of them."""
    first, last = _span(listed)
    reps = tuple({one.week.rep_id for one in listed})
    work = read_model.current()
    rows = selecting.select(work, actor, WorkFilter(first, last, reps=reps))
    seconds, billable = work["worked_s"][rows], work["status"][rows] != NOT_BILLABLE
    keys = np.stack([work["rep"][rows], (work["day"][rows] - first.toordinal()) // WEEK])
    weeks, places = np.unique(keys, axis=1, return_inverse=True)
    sums = np.zeros((2, weeks.shape[1]), np.int64)
    np.add.at(sums[0], places.ravel(), seconds)
    np.add.at(sums[1], places.ravel(), seconds * billable)
    found = zip(*weeks.tolist(), *sums.tolist(), strict=True)
    return {(rep, first.toordinal() + week * WEEK): (worked, part) for rep, week, worked, part in found}


def _missing(actor: Actor, listed: Sequence[Listed]) -> dict[Key, list[date]]:
    """Return the days that are over and on which less was logged than expected, by the same rule as everywhere."""
    over, found = today(_zone()), defaultdict(list)
    for rep, days in rep_hours.of_all(actor, *_span(listed)).items():
        for one in days:
            if one.day < over and one.missing_s:
                found[rep, monday_of(one.day.toordinal())].append(one.day)
    return found


def _span(listed: Sequence[Listed]) -> tuple[date, date]:
    days = [one.week.first_day for one in listed]
    return date.fromordinal(min(days)), date.fromordinal(max(days) + WEEK - 1)


def _zone() -> str:
    with reading() as db:
        return db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id).zone


def _expenses(db: Database, listed: Listed) -> dict[str, int]:
    first = listed.week.first_day
    chosen = ExpenseSelection(first_day=first, last_day=first + WEEK - 1, reps=(listed.week.rep_id,))
    return {sums.currency: sums.total for sums in expense_rows.sums(db, chosen)}
