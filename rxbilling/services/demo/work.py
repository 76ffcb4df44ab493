"""The demo's work: tickets, and the time entries on them, as columns. Accounts, reps and tickets are places from 0."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
from dateutil.relativedelta import relativedelta

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.terms import Tier
from rxbilling.engine.tracks import Window
from rxbilling.services.demo import company
from rxbilling.services.demo.clocks import Clock, callers, clocks, local_days, pick
from rxbilling.services.demo.schedule import Floats, Ints, Schedule, schedule
from rxbilling.services.demo.texts import NOTES

Bools = npt.NDArray[np.bool_]

MONTHS = 18
ENTRIES_A_TICKET = 3.2
NOT_BILLABLE_CHANCE = 0.06
NO_CLOCK_CHANCE = 0.004
OVERRIDE_CHANCE = 0.0015
OVERRIDE_RATE = 11_000
PROBLEMS = 3
NO_TIER = -1


@dataclass(frozen=True, slots=True)
class Work:
    """Entries in order of start. Without a clock, ``start`` is only where they stand in the order."""

    account: Ints
    rep: Ints
    service: Ints
    ticket: Ints
    start: Ints
    seconds: Ints
    day: Ints
    tier: Ints
    billable: Bools
    override: Bools
    note: Ints
    ticket_account: Ints

    def __len__(self) -> int:
        return len(self.account)


def make_work(
    rng: np.random.Generator, count: int, today: date,
    customers: tuple[company.Customer, ...], staff: tuple[company.Person, ...],
) -> Work:  # fmt: skip
    """Make ``count`` entries of the last 18 months; those of today are lengths without a clock, so none is to come."""
    last = today.toordinal()
    first = (today - relativedelta(months=MONTHS)).toordinal()
    of_today = min(max(count // 700, 2), len(staff))
    window = Window((first - 2 - EPOCH_DAY) * DAY, (last + 2 - EPOCH_DAY) * DAY)
    of = clocks(customers, window)
    strengths = rng.uniform(0.8, 1.2, len(staff))
    done = _before(schedule(rng, count - of_today, range(first, last), strengths), (last - EPOCH_DAY) * DAY)
    done = _with_today(rng, done, of_today, (last - EPOCH_DAY) * DAY, len(staff))
    account = callers(rng, customers, of, done.start)
    ticket, ticket_account = _tickets(rng, account)
    work = Work(
        account=account,
        rep=done.rep,
        service=_services(rng, staff, done.rep),
        ticket=ticket,
        start=done.start,
        seconds=done.end - done.start,
        day=local_days(of, account, done.start),
        tier=np.full(count, NO_TIER),
        billable=rng.random(count) >= NOT_BILLABLE_CHANCE,
        override=rng.random(count) < OVERRIDE_CHANCE,
        note=rng.integers(0, len(NOTES), count),
        ticket_account=ticket_account,
    )
    return _without_price(_without_clock(rng, work, of, of_today, last), customers)


def _before(done: Schedule, end: int) -> Schedule:
    """Move what would reach into today a week back."""
    late = np.where(done.end > end, 7 * DAY, 0)
    order = np.argsort(done.start - late, kind="stable")
    return Schedule(done.rep[order], (done.start - late)[order], (done.end - late)[order])


def _with_today(rng: np.random.Generator, done: Schedule, count: int, midnight: int, reps: int) -> Schedule:
    """Add the entries of today, each of another rep."""
    start = np.full(count, midnight + 9 * 3600)
    length = rng.integers(2, 12, count) * 450
    rep = rng.permutation(reps)[:count]
    return Schedule(np.append(done.rep, rep), np.append(done.start, start), np.append(done.end, start + length))


def _tickets(rng: np.random.Generator, account: Ints) -> tuple[Ints, Ints]:
    """Give each entry a ticket of its account, new or one of its newest; return also the account of each ticket."""
    order = np.argsort(account, kind="stable")
    begins = np.append(True, account[order][1:] != account[order][:-1])
    new = begins | (rng.random(len(account)) < 1 / ENTRIES_A_TICKET)
    newest = np.cumsum(new) - 1
    oldest = newest[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    back = np.where(new, 0, rng.geometric(0.4, len(account)) - 1)
    ticket = np.empty(len(account), np.int64)
    ticket[order] = np.maximum(newest - back, oldest)
    return ticket, account[order][new]


def _services(rng: np.random.Generator, staff: tuple[company.Person, ...], rep: Ints) -> Ints:
    roles = np.array([company.ROLES.index(person.role) for person in staff])
    chances: Floats = np.array(company.SERVICE_CHANCES)
    return pick(rng, chances, roles[rep])


def _without_clock(rng: np.random.Generator, work: Work, of: list[Clock], of_today: int, today: int) -> Work:
    """Take the clock from some entries and from those of today; their tier is stated (R6)."""
    no_clock = rng.random(len(work)) < NO_CLOCK_CHANCE
    no_clock[len(work) - of_today :] = True
    day = work.day.copy()
    day[len(work) - of_today :] = today
    weekend = np.zeros((len(of), 7), np.bool_)
    for place, clock in enumerate(of):
        weekend[place, list(clock.weekend)] = True
    stated = np.where(weekend[work.account, (day - 1) % 7], Tier.WEEKEND, Tier.OPERATIONAL)
    return replace(work, day=day, tier=np.where(no_clock, stated, NO_TIER))


def _without_price(work: Work, customers: tuple[company.Customer, ...]) -> Work:
    """Let the newest entries of the account abroad be of a service for which no price was agreed (R8)."""
    abroad = next(place for place, customer in enumerate(customers) if customer.currency)
    rows = np.flatnonzero((work.account == abroad) & work.billable & (work.tier == NO_TIER))[-PROBLEMS:]
    service, override = work.service.copy(), work.override.copy()
    service[rows], override[rows] = company.DATA_RECOVERY, False
    return replace(work, service=service, override=override)
