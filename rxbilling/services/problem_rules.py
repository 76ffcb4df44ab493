"""What makes an entry a problem: one function a kind, over the columns of the read model."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from rxbilling.models import Organisation
from rxbilling.models import problem_rows as sql
from rxbilling.models.database import reading
from rxbilling.models.work_columns import NO_PRICE, UNBILLED
from rxbilling.services.work import Column, Work

Mask = npt.NDArray[np.bool_]
# What else than entries decides on: closing the books or agreeing a contract changes no entry.
ASKED_ANEW = frozenset({"closed", "outside"})
LONG = 12 * 3600


def has_problem(work: Work, kinds: tuple[str, ...]) -> Mask:
    """Return which entries have any of some problems."""
    found = np.zeros(len(work), np.bool_)
    for kind in kinds:
        found |= RULES[kind](work)
    return found


def _no_price(work: Work) -> Mask:
    found: Mask = work["status"] == NO_PRICE
    return found


def _overlap(work: Work) -> Mask:
    """Return which entries share time with another of their rep; those that only touch do not, nor any of no length."""
    return np.isin(work["id"], work.kept("overlaps", lambda: work["id"][_overlapping(work)]), assume_unique=True)


def _overlapping(work: Work) -> npt.NDArray[np.intp]:
    timed = np.flatnonzero((work["clock"] == 1) & (work["worked_s"] > 0))
    order = timed[np.lexsort((work["start"][timed], work["rep"][timed]))]
    rep, start, end = work["rep"][order], work["start"][order], work["end"][order]
    if not len(order):
        return order
    # Ends of one rep after those of the rep before, so that one running maximum serves all.
    apart = int(end.max() - start.min()) + 1
    ends = np.maximum.accumulate(end - start.min() + rep * apart)
    begins = start - start.min() + rep * apart
    late = np.append(False, begins[1:] < ends[:-1])
    early = np.append((rep[1:] == rep[:-1]) & (start[1:] < end[:-1]), False)
    found: npt.NDArray[np.intp] = order[late | early]
    return found


def _long(work: Work) -> Mask:
    return work["worked_s"] > LONG


def _closed(work: Work) -> Mask:
    """Return which billable entries are not billed, though the books are closed over them."""
    with reading() as db:
        organisation = db.get_one(Organisation, 1)
    if organisation.closed_before is None or organisation.closed_day is None:
        return np.zeros(len(work), np.bool_)
    by_clock, by_day = work["start"] < organisation.closed_before, work["day"] <= organisation.closed_day
    found: Mask = np.where(work["clock"] == 1, by_clock, by_day) & np.isin(work["status"], (UNBILLED, NO_PRICE))
    return found


def _outside(work: Work) -> Mask:
    """Return which entries that can be billed no contract covers, though their account has one that is in force."""
    with reading() as db:
        accounts = sql.numbers(db.connection(), sql.WITH_CONTRACT)
    found: Mask = (
        (work["contract"] == 0) & np.isin(work["status"], (UNBILLED, NO_PRICE)) & np.isin(work["account"], accounts)
    )
    return found


def _zero(work: Work) -> Mask:
    def read() -> Column:
        with reading() as db:
            return sql.numbers(db.connection(), sql.ZERO_PRICE)

    return np.isin(work["id"], work.kept("zero", read), assume_unique=True)


RULES: dict[str, Callable[[Work], Mask]] = {
    "no_price": _no_price,
    "overlap": _overlap,
    "long": _long,
    "closed": _closed,
    "outside": _outside,
    "zero": _zero,
}
