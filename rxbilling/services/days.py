"""A rep's day on the clock of who looks: what was worked from when to when, and lengths without a clock."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from rxbilling.models import entry_rows
from rxbilling.models.database import reading
from rxbilling.services import rep_hours, selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.local_clock import begin_of, end_of
from rxbilling.services.profile import zone_of
from rxbilling.services.rep_hours import DayHours
from rxbilling.services.stretches import Stretch


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry of a day; ``stretch`` is the part of it that lies in the day, None without a clock.

    ``start_at`` and ``end_at`` are those of the whole entry, ``zone`` is the customer's.
    """

    number: int
    account_id: int
    account: str
    service: str
    ticket: str
    note: str
    zone: str
    tier: int
    seconds: int
    billable: bool
    start_at: int | None
    end_at: int | None
    stretch: Stretch | None


@dataclass(frozen=True, slots=True)
class Day:
    """A local day from its first instant to the one after its last: 23 or 25 hours where clocks change."""

    zone: str
    begin: int
    end: int
    by_clock: list[Logged]
    by_length: list[Logged]
    hours: DayHours

    @property
    def worked_s(self) -> int:
        """What lies in this day on this clock, and the lengths that were logged for it."""
        clock = sum(one.stretch.seconds for one in self.by_clock if one.stretch)
        return clock + sum(one.seconds for one in self.by_length)


def look(actor: Actor | None, rep_id: int, day: date) -> Day:
    """Return a rep's day on the actor's own clock."""
    actor = require(actor, Right.SEE_OWN_WORK)
    zone = zone_of(actor)
    begin, end = begin_of(day, zone), end_of(day, zone)
    work = read_model.current()
    rows = selecting.select(work, actor, WorkFilter(reps=(rep_id,)))
    near = (work["start"][rows] < end) & (work["end"][rows] > begin) | (work["day"][rows] == day.toordinal())
    with reading() as db:
        found = entry_rows.rows(db.connection(), work["id"][rows[near]].tolist())
    by_clock = [_logged(row, begin, end) for row in found if row.start_at is not None and begin < row.end_at]
    hours = rep_hours.of_rep(actor, rep_id, day, day)
    return Day(
        zone,
        begin,
        end,
        sorted((one for one in by_clock if one.stretch), key=lambda one: (one.start_at or 0, one.number)),
        [_logged(row, begin, end) for row in found if row.start_at is None and row.day == day.toordinal()],
        hours[0] if hours else DayHours(day, 0, 0),
    )


def _logged(row: Any, begin: int, end: int) -> Logged:  # noqa: ANN401 - a row of the database has no type of its own
    inside = None
    if row.start_at is not None and row.start_at < end:
        inside = Stretch(max(row.start_at, begin), min(row.end_at, end), (row.id,))
    tiers = (row.operational_s, row.non_operational_s, row.weekend_s, row.holiday_s)
    return Logged(
        number=row.id,
        account_id=row.account_id,
        account=row.account,
        service=row.service,
        ticket=row.ticket,
        note=row.note,
        zone=row.zone,
        tier=tiers.index(max(tiers)),
        seconds=row.worked_s,
        billable=bool(row.billable),
        start_at=row.start_at,
        end_at=row.end_at,
        stretch=inside,
    )
