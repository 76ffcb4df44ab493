"""Which time entries a change of many may touch, and why it leaves others as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.locales import N_
from rxbilling.models import many_rows
from rxbilling.models.work_columns import BILLED, NO_PRICE, NOT_BILLABLE, UNBILLED
from rxbilling.services import approval, week_locks
from rxbilling.services.access import Actor, Right

Column = npt.NDArray[np.int64]
IS_BILLED = N_("billed: take the mark back, or void the bill, first")
ON_A_BILL = N_("on a bill: void it first")
CLOSED = N_("in a closed period")
WITHOUT_PRICE = N_("without a price")
NOT_TO_BILL = N_("not billable")
BILLED_ALREADY = N_("billed already")
NOT_BILLED = N_("not billed")
NOT_APPROVED = N_("in a week that is not approved")
HANDED_IN = N_("in a week that is handed in")
BILLABLE_ALREADY = N_("billable already")


class Rows(NamedTuple):
    """Entries as the read model has them: number, status, and the revision that changed them last."""

    id: Column
    status: Column
    revision: Column


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why some of the selected entries stay as they are (a text to translate), and how many."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something (any of the rights), and why entries of some statuses are left out."""

    rights: tuple[Right, ...]
    left_out: Mapping[int, str] = field(default_factory=dict)


MARKING, MOVING, EITHER = (Right.MARK_WORK,), (Right.CHANGE_ALL_WORK,), (Right.MARK_WORK, Right.CHANGE_ALL_WORK)
ACTIONS: dict[str, Rule] = {
    "billed": Rule(MARKING, {BILLED: BILLED_ALREADY, NOT_BILLABLE: NOT_TO_BILL, NO_PRICE: WITHOUT_PRICE}),
    "unbilled": Rule(MARKING, {UNBILLED: NOT_BILLED, NOT_BILLABLE: NOT_BILLED, NO_PRICE: NOT_BILLED}),
    "not_billable": Rule(EITHER, {BILLED: IS_BILLED, NOT_BILLABLE: NOT_TO_BILL}),
    "billable": Rule(EITHER, {BILLED: IS_BILLED, UNBILLED: BILLABLE_ALREADY, NO_PRICE: BILLABLE_ALREADY}),
    "account": Rule(MOVING, {BILLED: IS_BILLED}),
    "service": Rule(MOVING, {BILLED: IS_BILLED}),
    "no_service": Rule(MOVING, {BILLED: IS_BILLED}),
    "rep": Rule(MOVING, {BILLED: IS_BILLED}),
    "delete": Rule(MOVING, {BILLED: IS_BILLED}),
}


def may_change(db: Database, actor: Actor, rows: Rows, rule: Rule) -> tuple[list[int], list[LeftOut]]:
    """Return the entries that may be changed, and why which others are left out.

    The database is asked again, as the rows may be older than the transaction.
    """
    counts: dict[str, int] = {}
    kept = np.ones(len(rows.id), np.bool_)
    for status, reason in rule.left_out.items():
        counts[reason] = counts.get(reason, 0) + int((kept & (rows.status == status)).sum())
        kept &= rows.status != status
    ids = rows.id[kept].tolist()
    for reason, found in _found(db, actor, ids, rule):
        counts[reason] = counts.get(reason, 0) + len(found)
        ids = [number for number in ids if number not in found]
    return ids, [LeftOut(reason, count) for reason, count in counts.items() if count]


def _found(db: Database, actor: Actor, ids: list[int], rule: Rule) -> Iterator[tuple[str, set[int]]]:
    """Yield why some entries are left out, and which."""
    yield CLOSED, many_rows.among(db, ids, many_rows.IN_CLOSED_BOOKS)
    if BILLED not in rule.left_out:
        yield ON_A_BILL, many_rows.among(db, ids, many_rows.ON_A_BILL)
        return
    yield rule.left_out[BILLED], many_rows.among(db, ids, many_rows.BILLED)
    if rule.rights is MARKING:
        yield NOT_APPROVED, set(approval.unapproved(db, ids))
    else:
        yield HANDED_IN, set(week_locks.locked(db, actor, ids))
