"""A rep's week as a table: a row for each account and service, a column for each day; cells can be filled in.

The day of an entry is that of everywhere (R5a). What is filled in has a length and no clock (R6).
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rxbilling.engine.terms import Tier
from rxbilling.exchange.durations import A_DAY, TOO_MUCH
from rxbilling.models import day_rows as sql
from rxbilling.models import entry_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.work_columns import BILLED
from rxbilling.services import entry_changes, rep_hours, selecting, undoing
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Changed, Invalid, Right, require
from rxbilling.services.entry_drafts import EntryDraft
from rxbilling.services.entry_facts import draft_of
from rxbilling.services.entry_locks import open_entry
from rxbilling.services.filters import WorkFilter
from rxbilling.services.rep_hours import DayHours

DAYS = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """The work of a row on a day. ``seen`` is the one entry that can be filled in anew, with its version."""

    seconds: int = 0
    entries: int = 0
    seen: tuple[int, int] | None = None

    @property
    def fixed(self) -> bool:
        """Whether it holds what cannot be filled in: several entries, one with a clock, or a billed one."""
        return self.entries > 0 and self.seen is None


@dataclass(frozen=True, slots=True)
class Task:
    """What a row is for; a ticket only where all of it is for that ticket."""

    account_id: int
    service_id: int | None
    ticket_id: int | None = None
    billable: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its names and its seven cells, Monday first."""

    task: Task
    account: str
    service: str
    ticket: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its rows by name, and what was expected and logged on each day."""

    rows: list[Row]
    days: list[DayHours]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def look(actor: Actor | None, rep_id: int, monday: date, added: tuple[Task, ...] = ()) -> Week:
    """Return a rep's week, with rows that somebody wants to fill in."""
    actor = require(actor, Right.SEE_OWN_WORK)
    days = rep_hours.of_rep(actor, rep_id, monday, monday + timedelta(days=DAYS - 1))
    groups = defaultdict(list)
    for entry in entries_of(actor, rep_id, monday):
        groups[entry.account_id, entry.service_id or None].append(entry)
    rows = [_row(entries, monday) for entries in groups.values()]
    rows += [_empty(task) for task in added if (task.account_id, task.service_id) not in groups]
    return Week(sorted(rows, key=lambda row: (row.account.casefold(), row.service.casefold())), days)


def entries_of(actor: Actor, rep_id: int, monday: date) -> list[Any]:
    """Return a rep's entries of a week that an actor sees, with the attributes of ``ROW_COLUMNS``."""
    chosen = WorkFilter(monday, monday + timedelta(days=DAYS - 1), reps=(rep_id,))
    work = read_model.current()
    numbers = work["id"][selecting.select(work, actor, chosen)].tolist()
    with reading() as db:
        return entry_rows.rows(db.connection(), numbers)


def fill(  # noqa: PLR0917 - the place of a cell, and what is written into it
    actor: Actor | None, rep_id: int, task: Task, day: date, seconds: int, seen: tuple[int, int] | None
) -> None:
    """Write a length into a cell: add an entry, change the one that was seen, or with 0 delete it.

    Raises:
        Refused: the actor may not, the cell is not as it was seen, or an entry cannot be added, changed or deleted.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    if seconds > A_DAY:
        raise Invalid("cell", TOO_MUCH)
    if seen is not None and seconds == 0:
        entry_changes.delete(actor, *seen)
    elif seen is not None:
        with writing() as db:
            draft = draft_of(open_entry(db, actor, *seen))
            if draft.start_at is not None or draft.day != day:
                raise Changed
            undoing.remember(db, actor, "change", [seen[0]])
            entry_changes.change_in(db, actor, *seen, replace(draft, seconds=seconds))
    elif seconds:
        with writing() as db:
            draft = draft_for(rep_id, task, day, seconds)
            entry_changes.refuse(db, actor, draft)  # first, as what is logged tells of another rep's work
            if sql.is_logged(db, rep_id, day.toordinal(), task.account_id, task.service_id):
                raise Changed
            undoing.remember_added(db, actor, [entry_changes.add_in(db, actor, draft).number])


def draft_for(rep_id: int, task: Task, day: date, seconds: int, tier: Tier = Tier.OPERATIONAL) -> EntryDraft:
    """Return an entry of a length on a day."""
    return EntryDraft(
        account_id=task.account_id,
        rep_id=rep_id,
        service_id=task.service_id,
        ticket_id=task.ticket_id,
        day=day,
        seconds=seconds,
        tier=tier,
        billable=task.billable,
    )


def _row(entries: list[Any], monday: date) -> Row:
    first, tickets = entries[0], {(entry.ticket_id, entry.ticket) for entry in entries}
    ticket = next(iter(tickets)) if len(tickets) == 1 else (0, "")
    by_day = defaultdict(list)
    for entry in entries:
        by_day[entry.day - monday.toordinal()].append(entry)
    task = Task(first.account_id, first.service_id or None, ticket[0] or None, any(entry.billable for entry in entries))
    return Row(task, first.account, first.service, ticket[1], tuple(_cell(by_day[day]) for day in range(DAYS)))


def _cell(entries: list[Any]) -> Cell:
    free = len(entries) == 1 and entries[0].start_at is None and entries[0].status != BILLED
    seen = (entries[0].id, entries[0].version) if free else None
    return Cell(sum(entry.worked_s for entry in entries), len(entries), seen)


def _empty(task: Task) -> Row:
    with reading() as db:
        names = sql.task_names(db, task.account_id, task.service_id, task.ticket_id)
    return Row(task, *names, (Cell(),) * DAYS)
