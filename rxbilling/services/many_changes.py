"""Changing many time entries at once: marking them as billed or not (R26), moving them, deleting them.

What would change is shown first, exactly: the change is carried out, and taken back before anybody sees it.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import many_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit, pricing, selecting, undoing, week_locks
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Changed, Invalid, NotNow, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.clock import now, today
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import plain
from rxbilling.services.many_rules import ACTIONS, LeftOut, Rows, Rule, may_change
from rxbilling.services.named import number_of
from rxbilling.services.undoing import SUBJECT

LONGEST_REFERENCE = 60
NO_REFERENCE = Message(N_("Say by what they are billed: the number of an invoice, for example."))
LONG_REFERENCE = N_("A reference has at most {count} characters.")
NO_SERVICE = Message(N_("Choose a service; to have none, choose “Take the service away”."))
NOTHING = Message(N_("None of these entries would change."))
MARKS = frozenset({"billed", "unbilled"})
Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries that a filter selects, or only those of them with certain numbers."""

    chosen: WorkFilter
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done (a key of ``ACTIONS``), and the reference, or the name of what entries are moved to."""

    action: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """How many entries were changed, and the number under which that is undone; None where nobody can."""

    count: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change.

    ``count`` entries would, ``left_out`` says which would not, and why. ``amount`` is what they cost now; ``before``
    and ``after`` are what all work of their accounts costs, where the change moves prices. All are by currency, in
    minor units. ``without_price`` of the entries would have none any more (R8). ``revision`` is the state of the work
    that was looked at.
    """

    count: int
    left_out: list[LeftOut]
    amount: Amounts
    before: Amounts
    after: Amounts
    without_price: int
    revision: int
    promise: str


def preview(actor: Actor | None, selection: Selection, wanted: Wanted) -> Preview:
    """Return what a change would do; nothing is changed.

    Raises:
        Refused: the actor may not, or the value cannot be taken.
    """
    actor, rule = _require(actor, wanted)
    revision, rows = _selected(actor, selection)
    with writing() as db:
        ids, left_out = may_change(db, actor, rows, rule)
        if not ids:
            return Preview(0, left_out, {}, {}, {}, 0, revision, _promise(ids))
        amount = many_rows.amount_of(db, ids)
        concerned = sorted(many_rows.accounts(db, ids) | _target(db, actor, wanted))
        before = many_rows.amounts(db, concerned)
        unpriced = many_rows.among(db, ids, many_rows.WITHOUT_PRICE)
        _carry_out(db, actor, ids, wanted)
        after = many_rows.amounts(db, concerned)
        lost = many_rows.among(db, ids, many_rows.WITHOUT_PRICE) - unpriced
        db.rollback()
    return Preview(len(ids), left_out, amount, before, after, len(lost), revision, _promise(ids))


def carry_out(actor: Actor | None, selection: Selection, wanted: Wanted, seen: int, promise: str) -> Done:
    """Change the entries that ``preview`` has shown, in one transaction that can be undone.

    Raises:
        Refused: as ``preview``; Changed where any of the work is another than it was then.
    """
    actor, rule = _require(actor, wanted)
    with writing() as db:
        revision, rows = _selected(actor, selection)
        if revision < seen or (rows.revision > seen).any():
            raise Changed
        ids, _ = may_change(db, actor, rows, rule)
        if _promise(ids) != promise:
            raise Changed
        return Done(len(ids), _carry_out(db, actor, ids, wanted))


def _promise(ids: list[int]) -> str:
    """Return what tells these entries from others, however many they are."""
    return hashlib.sha256(np.array(ids, np.int64).tobytes()).hexdigest()


def _target(db: Database, actor: Actor, wanted: Wanted) -> set[int]:
    """Return the account that entries are moved to: its prices may move too."""
    return {int(_values(db, actor, wanted)["account_id"] or 0)} if wanted.action == "account" else set()


def _require(actor: Actor | None, wanted: Wanted) -> tuple[Actor, Rule]:
    rule = ACTIONS.get(wanted.action)
    if rule is None:
        raise Invalid("action", Message(N_("Choose what is to be done.")))
    actor = require(actor, Right.SEE_OWN_WORK)
    if not any(actor.may(right) for right in rule.rights):
        require(actor, rule.rights[0])
    return actor, rule


def _selected(actor: Actor, selection: Selection) -> tuple[int, Rows]:
    work = read_model.current()
    rows = selecting.select(work, actor, selection.chosen)
    if selection.numbers:
        rows = rows[np.isin(work["id"][rows], selection.numbers)]
    return work.revision, Rows(work["id"][rows], work["status"][rows], work["revision"][rows])


def _carry_out(db: Database, actor: Actor, ids: list[int], wanted: Wanted) -> int | None:
    """Change entries; return the number under which that is undone."""
    if not ids:
        raise NotNow(NOTHING)
    revision, concerned = next_revision(db), many_rows.accounts(db, ids)
    change = undoing.remember(db, actor, _undone_as(actor, wanted.action), ids)
    if wanted.action in MARKS:
        facts = _mark(db, ids, wanted, revision)
    else:
        values = _values(db, actor, wanted)
        many_rows.change(db, ids, values, revision)
        facts = _facts(wanted)
    concerned |= many_rows.accounts(db, ids)
    pricing.price(db, sorted(concerned), until=today("UTC").toordinal(), revision=revision)
    week_locks.refuse_locked(db, actor, [] if wanted.action in MARKS else ids)
    action = "delete" if wanted.action == "delete" else "change"
    audit.record_many(db, actor, action, SUBJECT, ids, before={}, after=facts)
    return change


def _mark(db: Database, ids: list[int], wanted: Wanted, revision: int) -> Facts:
    reference = plain(wanted.value).strip()
    if wanted.action == "unbilled":
        many_rows.mark(db, ids, None, "", revision)
        return {"billed": "no"}
    if not reference or len(reference) > LONGEST_REFERENCE:
        raise Invalid("value", Message(LONG_REFERENCE, {"count": LONGEST_REFERENCE}) if reference else NO_REFERENCE)
    many_rows.mark(db, ids, now(), reference, revision)
    return {"billed": reference}


def _values(db: Database, actor: Actor, wanted: Wanted) -> dict[str, int | bool | None]:
    if wanted.action in {"billable", "not_billable"}:
        return {"billable": wanted.action == "billable"}
    if wanted.action == "delete":
        return {"deleted_at": now()}
    if wanted.action == "no_service":
        return {"service_id": None}
    if wanted.action == "service" and not plain(wanted.value).strip():
        raise Invalid("value", NO_SERVICE)
    try:
        return {f"{wanted.action}_id": number_of(db, actor, wanted.action, wanted.value)}
    except Invalid as wrong:
        raise Invalid("value", wrong.message) from wrong


def _facts(wanted: Wanted) -> Facts:
    known: dict[str, Facts] = {
        "billable": {"billable": "yes"}, "not_billable": {"billable": "no"}, "no_service": {"service": ""}, "delete": {}
    }  # fmt: skip
    return known.get(wanted.action, {wanted.action: plain(wanted.value).strip()})


def _undone_as(actor: Actor, action: str) -> str:
    """Return as what a change is undone, which takes the right that it took."""
    if action == "delete":
        return "delete many"
    if action in MARKS:
        return "mark"
    is_status = action in {"billable", "not_billable"}
    return "mark billable" if is_status and actor.may(Right.MARK_WORK) else "change many"
