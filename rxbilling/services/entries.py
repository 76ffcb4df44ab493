"""Time entries as lists show them: a page of rows of a filter, in any order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from babel.numbers import get_currency_precision

from rxbilling.models import Organisation, entry_rows
from rxbilling.models.database import reading
from rxbilling.models.work_columns import STATUSES
from rxbilling.services import closing, pricing_explain, selecting, week_locks
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pricing_explain import Explanation

LONGEST_PAGE = 500
# What files hold of an entry.
FRAME_COLUMNS = (
    "id", "day", "start_at", "end_at", "zone", "account", "ticket", "service", "product", "priority", "rep", "note",
    "billable", "status", "worked_s", "billable_s", "operational_s", "non_operational_s", "weekend_s", "holiday_s",
    "amount", "currency", "cost", "contract",
)  # fmt: skip
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are in all."""

    rows: list[dict[str, Cell]]
    total: int


def page(  # noqa: PLR0917 - a window and an order over a filter, as a grid asks for it
    actor: Actor | None,
    chosen: WorkFilter,
    sort: str = "start",
    descending: bool = True,
    first: int = 0,
    end: int = 100,
) -> Page:
    """Return rows ``first`` to ``end`` of what an actor sees of a filter."""
    actor = require(actor, Right.SEE_OWN_WORK)
    numbers = selecting.ordered(read_model.current(), actor, chosen, sort, descending)
    wanted = numbers[max(first, 0) : min(end, max(first, 0) + LONGEST_PAGE)]
    return Page(_rows(actor, wanted.tolist()), len(numbers))


def some(actor: Actor | None, numbers: Sequence[int]) -> list[dict[str, Cell]]:
    """Return entries by their numbers, those that the actor may see."""
    actor = require(actor, Right.SEE_OWN_WORK)
    return [row for row in _rows(actor, numbers) if actor.rep_only in {None, row["rep_id"]}]


def _rows(actor: Actor, numbers: Sequence[int]) -> list[dict[str, Cell]]:
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
        rows = entry_rows.rows(db.connection(), numbers)
        weeks = set(week_locks.locked(db, actor, numbers))
    return [
        _cells(row, organisation.currency)
        | {"locked": _lock(actor, row, organisation) or ("week" if row.id in weeks else "")}
        for row in rows
    ]


def _lock(actor: Actor, row: Any, organisation: Organisation) -> str:  # noqa: ANN401 - a row of the database has no type of its own
    """Return why an actor cannot change an entry: it is ``billed``, ``closed`` or not its ``own``; empty if it can."""
    if STATUSES[row.status] == "billed":
        return "billed"
    if closing.is_closed(organisation, row.start_at, row.day):
        return "closed"
    may = actor.may(Right.CHANGE_ALL_WORK) or (actor.may(Right.LOG_OWN_WORK) and row.rep_id == actor.rep_id)
    return "" if may else "own"


def frame(actor: Actor | None, chosen: WorkFilter) -> pd.DataFrame:
    """Return everything that an actor sees of a filter, oldest first, in ``FRAME_COLUMNS`` and ``cost_currency``."""
    actor = require(actor, Right.EXPORT_WORK)
    numbers = selecting.ordered(read_model.current(), actor, chosen, "start", descending=False)
    with reading() as db:
        home = db.get_one(Organisation, 1).currency
        made: pd.DataFrame = entry_rows.table(db.connection(), numbers, FRAME_COLUMNS).to_pandas()
    return made.assign(cost_currency=home)


def _cells(row: Any, home: str) -> dict[str, Cell]:  # noqa: ANN401 - a row of the database has no type of its own
    zone = ZoneInfo(row.zone)
    return {
        **row._asdict(),
        "day": date.fromordinal(row.day).isoformat(),
        "start": _clock(row.start_at, zone),
        "end": _clock(row.end_at, zone),
        "status": STATUSES[row.status],
        "amount": row.amount if row.currency and STATUSES[row.status] != "no_price" else None,
        "digits": get_currency_precision(row.currency) if row.currency else 2,
        "cost_currency": home,
        "cost_digits": get_currency_precision(home),
    }


def _clock(instant: int | None, zone: ZoneInfo) -> str:
    """Return the local time of day of an instant, on the customer's clock; empty without one."""
    return "" if instant is None else datetime.fromtimestamp(instant, UTC).astimezone(zone).strftime("%H:%M")


def may_see(actor: Actor, number: int) -> bool:
    """Say whether there is an entry that an actor may see."""
    with reading() as db:
        rep = entry_rows.rep_of(db.connection(), number)
    return rep is not None and actor.rep_only in {None, rep}


def why(actor: Actor | None, number: int) -> Explanation | None:
    """Return why an entry costs what it costs; None if there is no such entry that the actor may see."""
    actor = require(actor, Right.SEE_OWN_WORK)
    if not may_see(actor, number):
        return None
    with reading() as db:
        return pricing_explain.explain(db, number)
