"""The demo's work into the tables, some rows at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.models import Ticket, TimeEntry
from rxbilling.models.bulk import Columns, insert_columns, next_id
from rxbilling.services.demo import company
from rxbilling.services.demo.clocks import pick
from rxbilling.services.demo.schedule import Ints
from rxbilling.services.demo.texts import NOTES, SUBJECTS
from rxbilling.services.demo.work import NO_TIER, OVERRIDE_RATE, Work

ROWS = 50_000
OPEN_FOR = 12 * DAY
STILL_OPEN = (0.45, 0.004)
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers in the tables of accounts, reps and services, by place."""

    accounts: list[int]
    reps: list[int]
    services: list[int]


@dataclass(frozen=True, slots=True)
class Tickets:
    """Tickets by place: when they were opened, and closed (0 if they are open), and places of what they say."""

    opened: Ints
    closed: Ints
    product: Ints
    subject: Ints
    priority: Ints
    kind: Ints


def store_work(
    db: Database,
    rng: np.random.Generator,
    work: Work,
    customers: Sequence[company.Customer],
    numbers: Numbers,
    *,
    today: date,
    revision: int,
) -> None:
    """Insert tickets, numbered as they were opened, and their entries."""
    tickets = _tickets(rng, work, customers, (today.toordinal() - EPOCH_DAY) * DAY)
    first = next_id(db, Ticket, len(tickets.opened))
    order = np.argsort(tickets.opened, kind="stable")
    for rows in _parts(order):
        insert_columns(db, Ticket, _ticket_columns(work, tickets, numbers, rows) | _ticket_numbers(first, len(rows)))
        first += len(rows)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) + first - len(order)
    _insert_entries(db, work, numbers, rank, revision)


def _tickets(rng: np.random.Generator, work: Work, customers: Sequence[company.Customer], now: int) -> Tickets:
    """Open each ticket a while before its first entry and close most of them soon after their last."""
    count = len(work.ticket_account)
    begun, ended = np.full(count, now), np.zeros(count, np.int64)
    np.minimum.at(begun, work.ticket, work.start)
    np.maximum.at(ended, work.ticket, work.start + work.seconds)
    opened = (begun - rng.exponential(2400, count)).astype(np.int64) // 60 * 60
    closed = ended + rng.integers(1, 90, count) * 60
    chance = np.where(ended > now - OPEN_FOR, *STILL_OPEN)
    is_open = (closed > now) | (rng.random(count) < chance)
    uses = np.array([[place in customer.products for place in range(len(company.PRODUCTS))] for customer in customers])
    product = pick(rng, uses.astype(np.float64), work.ticket_account)
    texts = np.array([len(SUBJECTS[name]) for name in company.PRODUCTS])
    return Tickets(
        opened=opened,
        closed=np.where(is_open, 0, closed),
        product=product,
        subject=rng.integers(0, texts[product]),
        priority=_drawn(rng, company.PRIORITIES, count),
        kind=_drawn(rng, company.TICKET_TYPES, count),
    )


def _ticket_columns(work: Work, tickets: Tickets, numbers: Numbers, rows: Rows) -> Columns:
    products = [company.PRODUCTS[place] for place in tickets.product[rows]]
    closed = [moment or None for moment in tickets.closed[rows].tolist()]
    return {
        "account_id": np.array(numbers.accounts)[work.ticket_account[rows]].tolist(),
        "subject": [SUBJECTS[name][place] for name, place in zip(products, tickets.subject[rows], strict=True)],
        "product": products,
        "priority": [company.PRIORITIES[place][0] for place in tickets.priority[rows]],
        "ticket_type": [company.TICKET_TYPES[place][0] for place in tickets.kind[rows]],
        "state": ["closed" if moment else "open" for moment in closed],
        "opened_at": tickets.opened[rows].tolist(),
        "closed_at": closed,
    }


def _ticket_numbers(first: int, count: int) -> Columns:
    ids = range(first, first + count)
    return {"id": ids, "version": [1] * count, "number": [f"T-{10_000 + number}" for number in ids]}


def _insert_entries(db: Database, work: Work, numbers: Numbers, tickets: Ints, revision: int) -> None:
    first = next_id(db, TimeEntry, len(work))
    override = np.where(work.override & work.billable, OVERRIDE_RATE, NO_TIER)
    start = np.where(work.tier == NO_TIER, work.start, NO_TIER)
    end = np.where(work.tier == NO_TIER, work.start + work.seconds, NO_TIER)
    for rows in _parts(np.arange(len(work))):
        columns = {
            "id": (rows + first).tolist(),
            "version": [1] * len(rows),
            "account_id": np.array(numbers.accounts)[work.account[rows]].tolist(),
            "rep_id": np.array(numbers.reps)[work.rep[rows]].tolist(),
            "service_id": np.array(numbers.services)[work.service[rows]].tolist(),
            "ticket_id": tickets[work.ticket[rows]].tolist(),
            "start_at": _or_none(start[rows]),
            "end_at": _or_none(end[rows]),
            "day": work.day[rows].tolist(),
            "seconds": work.seconds[rows].tolist(),
            "tier": _or_none(work.tier[rows]),
            "billable": work.billable[rows].tolist(),
            "override_rate": _or_none(override[rows]),
            "note": [NOTES[place] for place in work.note[rows]],
            "billed_reference": [""] * len(rows),
            "revision": [revision] * len(rows),
        }
        insert_columns(db, TimeEntry, columns)


def _drawn(rng: np.random.Generator, chances: Sequence[tuple[str, float]], count: int) -> Ints:
    return pick(rng, np.array([[chance for _, chance in chances]]), np.zeros(count, np.int64))


def _parts(rows: Rows) -> Iterator[Rows]:
    return (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))


def _or_none(column: Ints) -> list[int | None]:
    return [None if value == NO_TIER else value for value in column.tolist()]
