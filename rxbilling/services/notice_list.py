"""What a user was told: the bell, and the page of all of it. Nobody sees what others were told."""

from dataclasses import dataclass

from rxbilling.models import Notice
from rxbilling.models import notice_rows as sql
from rxbilling.models.database import reading, writing
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import now
from rxbilling.services.inputs import may_be_number


@dataclass(frozen=True, slots=True)
class Told:
    """Some notices, the newest first, how many are not read, and whether there are older ones."""

    notices: list[Notice]
    unread: int
    has_more: bool


def own(actor: Actor | None, first: int, most: int) -> Told:
    """Return what the actor was told, from the ``first`` newest on.

    Raises:
        Refused: nobody is signed in.
    """
    number = require(actor, Right.OWN_PROFILE).user_id or 0
    with reading() as db:
        found = sql.own(db, number, max(first, 0), most + 1)
        return Told(found[:most], sql.unread(db, number), len(found) > most)


def read(actor: Actor | None, number: int) -> None:
    """Note that the actor has read one of their notices; one that is not theirs is passed over.

    Raises:
        Refused: nobody is signed in.
    """
    actor = require(actor, Right.OWN_PROFILE)
    if may_be_number(number):
        with writing() as db:
            sql.read(db, actor.user_id or 0, now(), number)


def read_all(actor: Actor | None) -> None:
    """Note that the actor has read all of their notices.

    Raises:
        Refused: nobody is signed in.
    """
    actor = require(actor, Right.OWN_PROFILE)
    with writing() as db:
        sql.read(db, actor.user_id or 0, now())
