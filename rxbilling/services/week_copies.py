"""Copying a rep's last week: what would be added is shown first, and what would not, with the reason."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rxbilling.engine.terms import Tier
from rxbilling.locales import N_, Message
from rxbilling.models import Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import entry_changes, rep_hours, undoing, weeks
from rxbilling.services.access import Actor, Changed, Right, require
from rxbilling.services.closing import is_closed
from rxbilling.services.weeks import DAYS, Task

FILLED = Message(N_("There is work of that day already."))
BOOKS = Message(N_("The books are closed for that day."))
HOLIDAY = N_("Holiday: {name}")


@dataclass(frozen=True, slots=True)
class Copied:
    """An entry that would be added to a day of this week, or why it would not."""

    task: Task
    account: str
    service: str
    ticket: str
    day: date
    seconds: int
    tier: Tier
    refused: Message | None


def tasks(actor: Actor | None, rep_id: int, monday: date) -> tuple[Task, ...]:
    """Return what the rows of the week before a week are for."""
    return tuple(row.task for row in weeks.look(actor, rep_id, monday - timedelta(days=DAYS)).rows)


def preview(actor: Actor | None, rep_id: int, monday: date) -> list[Copied]:
    """Return what copying the hours of the week before would add to a week, by day and name.

    Work with a clock is copied as a length: its hours of the day were those of last week. A length states its tier.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    found, names = Counter[Any](), {}
    for entry in weeks.entries_of(actor, rep_id, monday - timedelta(days=DAYS)):
        task = Task(entry.account_id, entry.service_id or None, entry.ticket_id or None, bool(entry.billable))
        key = (task, date.fromordinal(entry.day + DAYS), _tier(entry))
        found[key] += entry.worked_s
        names[task] = (entry.account, entry.service, entry.ticket)
    refusals = _refusals(actor, rep_id, monday)
    made = [
        Copied(task, *names[task], day, seconds, tier, refusals(task, day))
        for (task, day, tier), seconds in found.items()
    ]
    return sorted(made, key=lambda one: (one.day, one.account.casefold(), one.service.casefold(), one.ticket))


def copy(actor: Actor | None, rep_id: int, monday: date, seen: list[Copied]) -> int:
    """Add what was previewed, all of it or nothing; return how many entries that are.

    Raises:
        Refused: the actor may not, or it is not any more what was seen.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        if preview(actor, rep_id, monday) != seen:
            raise Changed
        wanted = [one for one in seen if one.refused is None]
        drafts = [weeks.draft_for(rep_id, one.task, one.day, one.seconds, one.tier) for one in wanted]
        added = entry_changes.add_many_in(db, actor, drafts).numbers if drafts else []
        undoing.remember_added(db, actor, added)
    return len(added)


def _tier(entry: Any) -> Tier:  # noqa: ANN401 - a row of ``entry_rows``
    """Return the stated tier of an entry, or that in which most of its time by the clock fell."""
    if entry.tier >= 0:
        return Tier(entry.tier)
    parts = (entry.operational_s, entry.non_operational_s, entry.weekend_s, entry.holiday_s)
    return Tier(parts.index(max(parts)))


def _refusals(actor: Actor, rep_id: int, monday: date) -> Callable[[Task, date], Message | None]:
    """Return a function that says why a task is not copied to a day, if so."""
    filled = {
        (entry.account_id, entry.service_id or None, entry.day) for entry in weeks.entries_of(actor, rep_id, monday)
    }
    off = {one.day: one.holiday for one in rep_hours.of_rep(actor, rep_id, monday, monday + timedelta(days=DAYS - 1))}
    with reading() as db:
        organisation = db.get_one(Organisation, 1)

    def why(task: Task, day: date) -> Message | None:
        if is_closed(organisation, None, day.toordinal()):
            return BOOKS
        if (task.account_id, task.service_id, day.toordinal()) in filled:
            return FILLED
        return Message(HOLIDAY, {"name": off[day]}) if off.get(day) else None

    return why
