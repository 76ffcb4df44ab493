"""Whether weeks are approved here at all, and which work is not: only approved work can be billed then."""

from collections.abc import Sequence

from sqlmodel import Session as Database

from rxbilling.models import Organisation, week_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Right, require


def is_on(db: Database) -> bool:
    """Say whether the organisation wants weeks to be approved."""
    return db.get_one(Organisation, 1).approval


def setting(actor: Actor | None) -> bool:
    """Say whether weeks are approved here: everybody who logs work may know.

    Raises:
        Refused: nobody is signed in.
    """
    require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        return is_on(db)


def turn(actor: Actor | None, *, on: bool) -> None:
    """Have weeks approved from now on, or no more; weeks that were handed in keep their state.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.ADMINISTER)
    with writing() as db:
        organisation = db.get_one(Organisation, 1)
        if organisation.approval is on:
            return
        organisation.approval, organisation.version = on, organisation.version + 1
        db.add(organisation)
        audit.record(db, actor, "turn on" if on else "turn off", "approval", subject_id=1)


def unapproved(db: Database, numbers: Sequence[int]) -> list[int]:
    """Return those of some time entries that may not be billed yet, as their week is not approved."""
    return week_rows.unapproved(db.connection(), numbers) if is_on(db) else []


def unapproved_expenses(db: Database, numbers: Sequence[int]) -> list[int]:
    """Return those of some expenses that may not be billed yet, as their week is not approved."""
    return week_rows.unapproved(db.connection(), numbers, "expense") if is_on(db) else []
