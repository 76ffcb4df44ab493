"""Work that somebody should look at: what it is, and how much of it a filter selects."""

from dataclasses import dataclass, replace

from rxbilling.services import selecting
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.filters import PROBLEMS, WorkFilter


@dataclass(frozen=True, slots=True)
class Found:
    """A kind of problem (of ``PROBLEMS``), how many entries have it, and the filter that selects them."""

    kind: str
    count: int
    chosen: WorkFilter


def found(actor: Actor | None, chosen: WorkFilter) -> list[Found]:
    """Return every kind of problem among what an actor sees of a filter."""
    actor = require(actor, Right.SEE_OWN_WORK)
    work = read_model.current()
    wanted = [replace(chosen, problems=(kind,)) for kind in PROBLEMS]
    return [
        Found(kind, len(selecting.select(work, actor, one)), one) for kind, one in zip(PROBLEMS, wanted, strict=True)
    ]
