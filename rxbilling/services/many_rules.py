"""Which time entries a change of many may touch, and why it leaves others as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.locales import N_
from rxbilling.models import many_rows
from rxbilling.models.work_columns import BILLED, NO_PRICE, NOT_BILLABLE, UNBILLED
from rxbilling.services.access import Right

Column = npt.NDArray[np.int64]
IS_BILLED = N_("billed: take the mark back, or void the bill, first")
ON_A_BILL = N_("on a bill: void it first")
CLOSED = N_("in a closed period")
WITHOUT_PRICE = N_("without a price")
NOT_TO_BILL = N_("not billable")
BILLED_ALREADY = N_("billed already")
NOT_BILLED = N_("not billed")
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
    "rep": Rule(MOVING, {BILLED: IS_BILLED}),
    "delete": Rule(MOVING, {BILLED: IS_BILLED}),
}


def may_change(db: Database, rows: Rows, rule: Rule) -> tuple[list[int], list[LeftOut]]:
    """Return the entries that may be changed, and why which others are left out.

    The database is asked again, as the rows may be older than the transaction.
    """
    counts: dict[str, int] = {}
    kept = np.ones(len(rows.id), np.bool_)
    for status, reason in rule.left_out.items():
        counts[reason] = counts.get(reason, 0) + int((kept & (rows.status == status)).sum())
        kept &= rows.status != status
    ids = rows.id[kept].tolist()
    for reason, condition in _conditions(rule).items():
        found = many_rows.among(db, ids, condition)
        counts[reason] = counts.get(reason, 0) + len(found)
        ids = [number for number in ids if number not in found]
    return ids, [LeftOut(reason, count) for reason, count in counts.items() if count]


def _conditions(rule: Rule) -> dict[str, str]:
    conditions = {CLOSED: many_rows.IN_CLOSED_BOOKS}
    if BILLED in rule.left_out:
        return conditions | {rule.left_out[BILLED]: many_rows.BILLED}
    return conditions | {ON_A_BILL: many_rows.ON_A_BILL}
