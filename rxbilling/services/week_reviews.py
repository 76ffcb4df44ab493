"""Weeks as managers look at them before they decide: hours, billable share, expenses, days without work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlmodel import Session as Database

from rxbilling.models import Calendar, Organisation, expense_rows, week_rows
from rxbilling.models.database import reading
from rxbilling.models.expense_rows import ExpenseSelection
from rxbilling.models.week_rows import Listed
from rxbilling.models.work_columns import NOT_BILLABLE
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import today
from rxbilling.services.pricing_terms import public_holidays
from rxbilling.services.work import Work

PAGE = 50
WEEK = 7
STATES = ("submitted", "approved", "returned")


@dataclass(frozen=True, slots=True)
class Review:
    """A week with what was done in it; ``missing`` are days to be worked, up to today, that have no time entry."""

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
    require(actor, Right.APPROVE_WORK)
    work = read_model.current()
    with reading() as db:
        listed = week_rows.page(db, state, max(skipped, 0), PAGE)
        free = _holidays(db, listed)
        return Reviews(
            [_review(db, work, free, one) for one in listed],
            week_rows.count(db, state),
            db.get_one(Organisation, 1).approval,
        )


def _review(db: Database, work: Work, free: frozenset[int], listed: Listed) -> Review:
    first, rep = listed.week.first_day, listed.rep
    last = first + WEEK - 1
    days = work["day"]
    rows = np.flatnonzero((work["rep"] == rep.id) & (days >= first) & (days <= last))
    seconds, billable = work["worked_s"][rows], work["status"][rows] != NOT_BILLABLE
    chosen = ExpenseSelection(first_day=first, last_day=last, reps=(rep.id or 0,))
    return Review(
        listed,
        worked_s=int(seconds.sum()),
        billable_s=int(seconds[billable].sum()),
        expenses={sums.currency: sums.total for sums in expense_rows.sums(db, chosen)},
        missing=_missing(set(days[rows].tolist()) | free, first, rep.hours),
    )


def _missing(done: set[int], first: int, hours: Sequence[int]) -> list[date]:
    over = today("UTC").toordinal()
    return [
        date.fromordinal(first + place)
        for place, seconds in enumerate(hours)
        if seconds and first + place <= over and first + place not in done
    ]


def _holidays(db: Database, listed: Sequence[Listed]) -> frozenset[int]:
    """Return the days on which the organisation does not work, of the years of some weeks."""
    calendar = db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id)
    years = {date.fromordinal(one.week.first_day + place).year for one in listed for place in (0, WEEK - 1)}
    own = week_rows.own_holidays(db, calendar.id or 0)
    if not calendar.holiday_country:
        return own
    return public_holidays(calendar.holiday_country, calendar.holiday_subdivision, tuple(sorted(years))) | own
