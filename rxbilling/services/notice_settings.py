"""When the organisation tells people of contracts that say nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.models import Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import audit, told_drafts
from rxbilling.services.access import Actor, Changed, Right, require


@dataclass(frozen=True, slots=True)
class NoticeTimes:
    """Lead times in days, the longest first; percentages of what a cycle includes; the row's version."""

    days: tuple[int, ...]
    percents: tuple[int, ...]
    version: int


def times(actor: Actor | None) -> NoticeTimes:
    """Return when people are told.

    Raises:
        Refused: the actor may not know.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        home = db.get_one(Organisation, 1)
    return NoticeTimes(tuple(home.notice_days), tuple(home.notice_percents), home.version)


def change(actor: Actor | None, days: Sequence[int], percents: Sequence[int], version: int) -> None:
    """Change when people are told, if nobody else has changed the organisation since.

    Raises:
        Refused: the actor may not, it changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.ADMINISTER)
    leads, shares = told_drafts.leads(days), told_drafts.shares(percents)
    with writing() as db:
        home = db.get_one(Organisation, 1)
        if home.version != version:
            raise Changed
        before = _facts(home)
        home.notice_days, home.notice_percents, home.version = leads, shares, version + 1
        db.add(home)
        audit.record_change(db, actor, "notices", 1, before, _facts(home))


def _facts(home: Organisation) -> audit.Facts:
    return {
        "lead times": told_drafts.listed(home.notice_days),
        "percentages": told_drafts.listed(home.notice_percents),
    }
