"""The timer of a rep: at most one runs; stopping it makes a time entry. It lives in the database, not in a page."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Timer
from rxbilling.models import day_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, entry_changes, entry_drafts, undoing
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Right, require
from rxbilling.services.clock import now
from rxbilling.services.entry_changes import Stored
from rxbilling.services.local_clock import day_of, end_of
from rxbilling.services.profile import zone_of
from rxbilling.services.tasks import Task

SUBJECT = "timer"
MINUTE, LONG = 60, 10 * 3600
NO_REP = Message(N_("You are no rep: an administrator links you to one on the users page."))
FORGOTTEN = Message(N_("The timer before was forgotten. Say first when it ended."))
SHORT = Message(N_("It ran for less than a minute."))
IN_FUTURE = Message(N_("This is in the future."))
BEFORE = Message(N_("This is before the timer was started."))


@dataclass(frozen=True, slots=True)
class Mark:
    """Which timer somebody saw, and in which version."""

    number: int
    version: int
    started_at: int


@dataclass(frozen=True, slots=True)
class Running:
    """A timer that runs. ``forgotten``: it has run over midnight of the rep's own clock, or for more than ten hours."""

    mark: Mark
    task: Task
    account: str
    service: str
    ticket: str
    forgotten: bool
    forgotten_at: int


@dataclass(frozen=True, slots=True)
class Started:
    """What became of the timer before: the entry that it made, or whether it ran too short to make one."""

    logged: Stored | None = None
    discarded: bool = False


class TooShort(NotNow):
    """It ran for less than a minute: probably a mistake, and a minimum would bill much more."""

    def __init__(self) -> None:
        super().__init__(SHORT)


def running(actor: Actor | None) -> Running | None:
    """Return the actor's timer, if one runs."""
    actor = require(actor, Right.LOG_OWN_WORK)
    zone = zone_of(actor)
    with reading() as db:
        timer = sql.timer_of(db, actor.rep_id) if actor.rep_id else None
        if timer is None:
            return None
        names = sql.task_names(db, timer.account_id, timer.service_id, timer.ticket_id)
        late = forgotten_at(timer.started_at, zone)
        return Running(_mark(timer), _task(timer), *names, forgotten=now() >= late, forgotten_at=late)


def start(actor: Actor | None, task: Task) -> Started:
    """Start a timer; one that runs is stopped and logged first, or dropped if it ran for less than a minute.

    Raises:
        Refused: the actor may not, a value cannot be taken, or the timer before was forgotten or cannot be logged.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    rep_id, at, zone = _rep(actor), now(), zone_of(actor)
    with writing() as db:
        entry_drafts.check(db, task.draft(rep_id, at, at))
        before = sql.timer_of(db, rep_id)
        done = Started() if before is None else _give_way(db, actor, before, at, zone)
        timer = Timer(rep_id=rep_id, started_at=at, **task.columns())
        db.add(timer)
        db.flush()
        audit.record(db, actor, "start", SUBJECT, subject_id=timer.id, after=_facts(db, timer))
        return done


def stop(actor: Actor | None, mark: Mark, ended_at: int | None = None, *, keep_short: bool = False) -> Stored:
    """Stop the actor's timer now, or as of an earlier instant, and log its time.

    Raises:
        TooShort: it ran for less than a minute, and nobody said to keep that.
        Refused: it is not the timer that was seen, it was forgotten and no end is given, or it cannot be logged.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    at, zone = now(), zone_of(actor)
    with writing() as db:
        timer = _seen(db, actor, mark)
        if ended_at is None and is_forgotten(timer.started_at, at, zone):
            raise Invalid("end", FORGOTTEN)
        end = _checked_end(timer, at if ended_at is None else ended_at, at)
        if end - timer.started_at < MINUTE and not keep_short:
            raise TooShort
        return _log(db, actor, timer, end)


def discard(actor: Actor | None, mark: Mark) -> None:
    """Drop the actor's timer; nothing is logged."""
    actor = require(actor, Right.LOG_OWN_WORK)
    with writing() as db:
        _drop(db, actor, _seen(db, actor, mark), "discard")


def change(actor: Actor | None, mark: Mark, task: Task, started_at: int) -> None:
    """Change what the actor's timer is for, and when it was started.

    Raises:
        Refused: it is not the timer that was seen, or a value cannot be taken.
    """
    actor = require(actor, Right.LOG_OWN_WORK)
    at = now()
    with writing() as db:
        timer = _seen(db, actor, mark)
        if started_at > at:
            raise Invalid("start", IN_FUTURE)
        entry_drafts.check(db, task.draft(timer.rep_id, started_at, at))
        before = _facts(db, timer)
        wanted = task.columns() | {"started_at": started_at, "version": timer.version + 1}
        for name, value in wanted.items():
            setattr(timer, name, value)
        db.add(timer)
        db.flush()
        audit.record_change(db, actor, SUBJECT, timer.id, before, _facts(db, timer))


def is_forgotten(started_at: int, at: int, zone: str) -> bool:
    """Say whether a timer has run over a midnight of a zone, or for more than ten hours."""
    return at >= forgotten_at(started_at, zone)


def forgotten_at(started_at: int, zone: str) -> int:
    """Return the instant from which on a timer counts as forgotten."""
    return min(end_of(day_of(started_at, zone), zone), started_at + LONG + 1)


def _rep(actor: Actor) -> int:
    if not actor.rep_id:
        raise NotNow(NO_REP)
    return actor.rep_id


def _seen(db: Database, actor: Actor, mark: Mark) -> Timer:
    timer = sql.timer_of(db, _rep(actor))
    if timer is None or _mark(timer) != mark:
        raise Changed
    return timer


def _give_way(db: Database, actor: Actor, timer: Timer, at: int, zone: str) -> Started:
    if is_forgotten(timer.started_at, at, zone):
        raise NotNow(FORGOTTEN)
    if at - timer.started_at < MINUTE:
        _drop(db, actor, timer, "discard")
        return Started(discarded=True)
    return Started(logged=_log(db, actor, timer, _checked_end(timer, at, at)))


def _checked_end(timer: Timer, end: int, at: int) -> int:
    if end > at:
        raise Invalid("end", IN_FUTURE)
    if end < timer.started_at:
        raise Invalid("end", BEFORE)
    return end


def _log(db: Database, actor: Actor, timer: Timer, end: int) -> Stored:
    made = entry_changes.add_in(db, actor, _task(timer).draft(timer.rep_id, timer.started_at, end))
    change = undoing.remember_added(db, actor, [made.number])
    _drop(db, actor, timer, "stop")
    return replace(made, change=change)


def _drop(db: Database, actor: Actor, timer: Timer, action: str) -> None:
    audit.record(db, actor, action, SUBJECT, subject_id=timer.id, before=_facts(db, timer))
    db.delete(timer)
    db.flush()


def _mark(timer: Timer) -> Mark:
    return Mark(timer.id or 0, timer.version, timer.started_at)


def _task(timer: Timer) -> Task:
    return Task(timer.account_id, timer.service_id, timer.ticket_id, timer.note, timer.billable)


def _facts(db: Database, timer: Timer) -> audit.Facts:
    at = datetime.fromtimestamp(timer.started_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {**_task(timer).facts(db), "start": at}
