"""Time entries with their prices as other programs see them: lists by number, one entry, and what was deleted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlmodel import Session as Database

from rxbilling.engine.columns import Problem
from rxbilling.models import Organisation, api_rows, entry_rows
from rxbilling.models.database import reading
from rxbilling.models.work_columns import STATUSES
from rxbilling.services import selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.entry_locks import GONE
from rxbilling.services.filters import TIERS, WorkFilter
from rxbilling.services.inputs import may_be_number
from rxbilling.services.pages import LONGEST_PAGE, Window


@dataclass(frozen=True, slots=True)
class Logged:
    """A time entry and its charge; ``amount`` is in minor units of ``currency``, ``cost`` of ``cost_currency``.

    ``start`` and ``end`` are on the customer's clock, None without a clock; then ``tier`` is stated. Without a price
    ``error`` says why, and there is no amount.
    """

    id: int
    version: int
    revision: int
    account_id: int
    account: str
    rep_id: int
    rep: str
    service_id: int | None
    service: str | None
    ticket_id: int | None
    ticket: str | None
    product: str | None
    start: datetime | None
    end: datetime | None
    zone: str
    day: date
    seconds: int
    tier: str | None
    note: str
    billable: bool
    status: str
    reference: str | None
    error: str | None
    billable_s: int
    tiers: dict[str, int]
    amount: int | None
    currency: str | None
    cost: int
    cost_currency: str
    contract_id: int | None
    contract: str | None


@dataclass(frozen=True, slots=True)
class LoggedPage:
    """Some entries of a filter, how many there are in all, where to go on, and the revision that was read."""

    items: list[Logged]
    next: int | None
    total: int
    revision: int


@dataclass(frozen=True, slots=True)
class Deleted:
    """A time entry that was deleted: when (UTC epoch seconds), and by which revision."""

    id: int
    revision: int
    deleted_at: int


def some(actor: Actor | None, window: Window, chosen: WorkFilter, since: int = -1) -> LoggedPage:
    """Return entries of a filter by number: those that an actor sees, and that changed after a revision."""
    actor = require(actor, Right.SEE_OWN_WORK)
    work = read_model.current()
    rows = selecting.select(work, actor, chosen)
    numbers = work["id"][rows[work["revision"][rows] > since]]
    begin = int(np.searchsorted(numbers, window.after, side="right"))
    wanted = numbers[begin : begin + min(window.limit, LONGEST_PAGE)].tolist()
    with reading() as db:
        items = views(db, wanted)
    more = begin + len(wanted) < len(numbers)
    return LoggedPage(items, wanted[-1] if more else None, len(numbers), work.revision)


def look(actor: Actor | None, number: int) -> Logged:
    """Return an entry.

    Raises:
        Refused: the actor may see no entries, or none of that number.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        found = views(db, [number]) if may_be_number(number) else []
    if not found or actor.rep_only not in {None, found[0].rep_id}:
        raise NotThere(GONE)
    return found[0]


def deleted(actor: Actor | None, after: tuple[int, int], limit: int) -> tuple[list[Deleted], bool]:
    """Return entries that were deleted after a revision (and a number in it), and whether there are more."""
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        rows = api_rows.deleted_entries(db, after, limit + 1, actor.rep_only)
    return [Deleted(number, revision, at) for revision, number, at in rows[:limit]], len(rows) > limit


def views(db: Database, numbers: list[int]) -> list[Logged]:
    """Return entries by their numbers, without those gone."""
    home = db.get_one(Organisation, 1).currency
    return [_logged(row, home) for row in entry_rows.rows(db.connection(), numbers)]


def _logged(row: Any, home: str) -> Logged:  # noqa: ANN401 - a row of the database has no type of its own
    problem = Problem(row.problem)
    return Logged(
        id=row.id,
        version=row.version,
        revision=row.revision,
        account_id=row.account_id,
        account=row.account,
        rep_id=row.rep_id,
        rep=row.rep,
        service_id=row.service_id or None,
        service=row.service or None,
        ticket_id=row.ticket_id or None,
        ticket=row.ticket or None,
        product=row.product or None,
        start=_local(row.start_at, row.zone),
        end=_local(row.end_at, row.zone),
        zone=row.zone,
        day=date.fromordinal(row.day),
        seconds=row.worked_s,
        tier=TIERS[row.tier] if row.tier >= 0 else None,
        note=row.note,
        billable=bool(row.billable),
        status=STATUSES[row.status],
        reference=row.reference or None,
        error=None if problem == Problem.NONE else problem.name.lower(),
        billable_s=row.billable_s,
        tiers={name: getattr(row, f"{name}_s") for name in TIERS},
        amount=row.amount if row.currency and problem == Problem.NONE else None,
        currency=row.currency or None,
        cost=row.cost,
        cost_currency=home,
        contract_id=row.contract_id or None,
        contract=row.contract or None,
    )


def _local(instant: int | None, zone: str) -> datetime | None:
    return None if instant is None else datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
