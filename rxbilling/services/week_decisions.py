"""What managers do with weeks that are handed in: approve them, or return them with a word."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Week
from rxbilling.models.database import writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, NotThere, Refused, Right, require
from rxbilling.services.approval import is_on
from rxbilling.services.clock import now
from rxbilling.services.inputs import may_be_number, plain
from rxbilling.services.own_weeks import NOT_SUBMITTED, OFF, SUBJECT, facts

LONGEST_WORD = 500
GONE = Message(N_("This week was withdrawn."))
OWN = Message(N_("Somebody else decides on your own week."))
NO_WORD = Message(N_("Say what is to be changed, in 1 to {count} characters."), {"count": LONGEST_WORD})


class Seen(NamedTuple):
    """A week as somebody saw it. A withdrawn week is deleted, so its number and version may come again for another."""

    number: int
    version: int
    rep_id: int
    first_day: int
    submitted_at: int


def seen_of(week: Week) -> Seen:
    """Return a week as it is to be seen now."""
    return Seen(week.id or 0, week.version, week.rep_id, week.first_day, week.submitted_at)


def approve(actor: Actor | None, chosen: Sequence[Seen]) -> None:
    """Approve weeks that are submitted: all of them, or none.

    Raises:
        Refused: the actor may not, one is the actor's own, not submitted any more, or changed meanwhile.
    """
    actor = require(actor, Right.APPROVE_WORK)
    with writing() as db:
        for week in _weeks(db, actor, chosen):
            if week.state != "submitted":
                raise NotNow(NOT_SUBMITTED)
            _decide(db, actor, week, "approved", "")
            audit.record(db, actor, "approve", SUBJECT, subject_id=week.id, after=facts(db, week))


def send_back(actor: Actor | None, chosen: Sequence[Seen], word: str) -> None:
    """Return weeks with a word, so that they can be changed: all of them, or none; approved ones too.

    Raises:
        Refused: the actor may not, there is no word, one is the actor's own, or changed meanwhile.
    """
    actor, said = require(actor, Right.APPROVE_WORK), plain(word).strip()
    if not 0 < len(said) <= LONGEST_WORD:
        raise Invalid("word", NO_WORD)
    with writing() as db:
        for week in _weeks(db, actor, chosen):
            if week.state == "returned":
                raise NotNow(NOT_SUBMITTED)
            _decide(db, actor, week, "returned", said)
            audit.record(db, actor, "return", SUBJECT, subject_id=week.id, after=facts(db, week))


def _weeks(db: Database, actor: Actor, chosen: Sequence[Seen]) -> list[Week]:
    """Return weeks as they were seen, on which the actor may decide."""
    if not is_on(db):
        raise NotNow(OFF)
    found = []
    for one in chosen:
        week = db.get(Week, one.number) if may_be_number(one.number) else None
        if week is None:
            raise NotThere(GONE)
        if week.rep_id == actor.rep_id and actor.role != "admin":
            raise Refused(OWN)
        if seen_of(week) != one:
            raise Changed
        found.append(week)
    return found


def _decide(db: Database, actor: Actor, week: Week, state: str, word: str) -> None:
    week.state, week.word, week.version = state, word, week.version + 1
    week.decided_at, week.decided_by = now(), actor.user_id
    db.add(week)
