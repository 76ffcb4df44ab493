"""Which rows of the read model a filter selects, as far as an actor may see them, and in what order."""

import numpy as np
import numpy.typing as npt

from rxbilling.models import work_columns as sql
from rxbilling.models.database import reading
from rxbilling.services.access import Actor
from rxbilling.services.filters import WorkFilter
from rxbilling.services.problem_rules import ASKED_ANEW, has_problem
from rxbilling.services.work import Column, Work

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
NAMED = {"account": "account", "rep": "rep", "service": "service", "ticket": "ticket", "contract": "contract"}
TIER_COLUMNS = ("operational_s", "non_operational_s", "weekend_s", "holiday_s")
# Columns of which a filter names the rows that are wanted; 0 is none.
NUMBERED = {
    "account": "accounts",
    "rep": "reps",
    "service": "services",
    "contract": "contracts",
    "ticket": "tickets",
}


def select(work: Work, actor: Actor, chosen: WorkFilter) -> Rows:
    """Return the rows that an actor sees of a filter, by number of the entry."""
    mask = np.ones(len(work), np.bool_)
    if actor.rep_only is not None:
        mask &= work["rep"] == actor.rep_only
    if chosen.first_day:
        mask &= work["day"] >= chosen.first_day.toordinal()
    if chosen.last_day:
        mask &= work["day"] <= chosen.last_day.toordinal()
    for column, part in NUMBERED.items():
        if wanted := getattr(chosen, part):
            mask &= np.isin(work[column], wanted)
    if chosen.statuses:
        mask &= np.isin(work["status"], [sql.STATUSES.index(status) for status in chosen.statuses])
    if chosen.tiers:
        mask &= _of_tiers(work, chosen.tiers)
    if chosen.problems:
        mask &= has_problem(work, chosen.problems)
    if chosen.text:
        mask &= np.isin(work["id"], _with_text(work, chosen.text), assume_unique=True)
    return np.flatnonzero(mask)


def ordered(work: Work, actor: Actor, chosen: WorkFilter, sort: str, descending: bool) -> Column:
    """Return the numbers of the entries that an actor sees of a filter, in an order; ties by number."""
    if ASKED_ANEW & {*chosen.problems}:
        return _in_order(work, select(work, actor, chosen), sort, descending)
    return work.kept(
        (chosen, sort, descending, actor.rep_only),
        lambda: _in_order(work, select(work, actor, chosen), sort, descending),
    )


def _in_order(work: Work, rows: Rows, sort: str, descending: bool) -> Column:
    values = _sort_values(work, sort)[rows]
    return work["id"][rows[np.argsort(-values if descending else values, kind="stable")]]


def _of_tiers(work: Work, tiers: tuple[int, ...]) -> Mask:
    """Return which entries have some time in one of those tiers."""
    return np.any([work[TIER_COLUMNS[tier]] > 0 for tier in tiers], axis=0)  # type: ignore[no-any-return]  # numpy's


def _with_text(work: Work, part: str) -> Column:
    with reading() as db:
        return work.kept(("text", part), lambda: sql.with_text(db.connection(), part))


def _sort_values(work: Work, sort: str) -> Column:
    if sort in NAMED:
        return _ranks(work, sort)
    if sort == "tiers":
        # What was worked outside operational hours: the dearer work first.
        return work["worked_s"] - work["operational_s"]
    if sort == "note":
        return work.kept("notes", lambda: _note_ranks(work))
    return work[sort] if sort in sql.COLUMNS else work["start"]


def _ranks(work: Work, name: str) -> Column:
    """Return, for each entry, the place of its account (rep, …) in the order of names."""
    with reading() as db:
        names = sql.names(db.connection(), NAMED[name], "number" if name in {"ticket", "contract"} else "name")
    # Both sizes: rows may have gone or come between the two readings.
    places = np.zeros(max(max(names, default=0), int(work[name].max(initial=0))) + 1, np.int64)
    for place, (number, _) in enumerate(sorted(names.items(), key=lambda item: item[1].casefold()), start=1):
        places[number] = place
    return places[work[name]]


def _note_ranks(work: Work) -> Column:
    with reading() as db:
        numbers = sql.note_ranks(db.connection())
    places = np.zeros(int(max(numbers.max(initial=0), work["id"].max(initial=0))) + 1, np.int64)
    places[numbers] = np.arange(len(numbers))
    return places[work["id"]]
