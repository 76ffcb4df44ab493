"""Drafts: whether they are still what they would be if they were made again, making them again, throwing them away."""

from collections.abc import Sequence

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Bill, bill_rows
from rxbilling.models.bill_items import Item, Scope
from rxbilling.models.database import writing
from rxbilling.services import audit, bill_finding
from rxbilling.services.access import Actor, NotNow, NotThere, Right, require
from rxbilling.services.bill_finding import Found, Owner
from rxbilling.services.bill_making import Line, Made, TaxLine, make, make_all
from rxbilling.services.bill_places import things
from rxbilling.services.bill_runs import facts, store
from rxbilling.services.bills import NO_BILL
from rxbilling.services.inputs import may_be_number

NOT_A_DRAFT = N_("The bill {number} is issued: it changes no more. Void it, or credit it.")
ON_A_DAY = {"base", "top_up"}
EMPTY = Message(N_("There is nothing left to bill here. Discard the draft."))


def discard(actor: Actor | None, number: int) -> None:
    """Throw a draft away: what is on it can be billed again.

    Raises:
        Refused: the actor may not, there is no such bill, or it is issued.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        (draft,) = drafts(db, [number])
        bill_rows.remove(db, [number])
        audit.record(db, actor, "delete", "bill", subject_id=number, before=facts(draft))


def remake(actor: Actor | None, number: int) -> list[int]:
    """Make a draft again, of what its account owes by its contract now; return the numbers of what came of it.

    Raises:
        Refused: as ``discard``; NotNow where there is nothing left to bill.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        (draft,) = drafts(db, [number])
        before, lines = facts(draft), bill_rows.lines(db, [number])[number]
        bill_rows.remove(db, [number])
        made = afresh(db, draft, lines)
        if not made:
            raise NotNow(EMPTY)
        made[0].bill.note, made[0].bill.replaces_id = draft.note, draft.replaces_id
        ids = store(db, made)
        audit.record(db, actor, "make again", "bill", subject_id=ids[0], before=before, after=facts(made[0].bill))
    return ids


def afresh(db: Database, bill: Bill, lines: Sequence[bill_rows.LineRow]) -> list[Made]:
    """Return what the owner of a bill owes now up to its last day; of what is due on a day, what was on it."""
    found, owner = bill_finding.find(db, 1, Scope(bill.last_day, (bill.account_id,))), owner_of(bill)
    keys = {item.key for *_, item in lines}
    items = [item for item in found.items.get(owner, []) if item.kind not in ON_A_DAY or item.key in keys]
    found.items = {owner: items} if items else {}
    return make_all(found, bill.first_day, bill.last_day)


def in_place(db: Database, void: Bill) -> list[Made]:
    """Return what would take the place of a void bill: nothing where nothing that stood on it is left to bill."""
    lines = bill_rows.lines(db, [void.id or 0])[void.id or 0]
    made = afresh(db, void, lines)
    left = {line.item.thing for one in made for line in one.lines}
    return made if left & things(lines) else []


def drafts(db: Database, numbers: Sequence[int]) -> list[Bill]:
    """Return drafts by the numbers of their rows.

    Raises:
        Refused: one is not there, or issued.
    """
    found = bill_rows.bills(db, [number for number in numbers if may_be_number(number)])
    if len(found) != len(set(numbers)):
        raise NotThere(NO_BILL)
    for bill in found:
        if bill.state != "draft":
            raise NotNow(Message(NOT_A_DRAFT, {"number": bill.number or ""}))
    return found


def stale(db: Database, bills: Sequence[Bill]) -> list[Bill]:
    """Return the drafts that say something else than they would if the same were billed now."""
    ids = [bill.id or 0 for bill in bills]
    lines, taxes = bill_rows.lines(db, ids), bill_rows.taxes(db, ids)
    accounts = tuple(sorted({bill.account_id for bill in bills}))
    found = bill_finding.find(db, 1, Scope(max(bill.last_day for bill in bills), accounts, drafts=tuple(ids)))
    return [
        bill
        for bill in bills
        if _stored(bill, lines[bill.id or 0], [(t.name, t.bp, t.net, t.amount) for t in taxes[bill.id or 0]])
        != _now(found, bill, lines[bill.id or 0])
    ]


def _stored(
    bill: Bill, lines: Sequence[bill_rows.LineRow], taxes: Sequence[tuple[str, int, int, int]]
) -> tuple[object, ...]:
    made = Made(bill, tuple(Line(*line) for line in lines), tuple(TaxLine(*tax) for tax in taxes))
    return made.what


def _now(found: Found, bill: Bill, lines: Sequence[bill_rows.LineRow]) -> tuple[object, ...]:
    """Return what the items of a draft would say now, whole time entries always."""
    keys, entries = {item.key for *_, item in lines}, {item.entry_id for *_, item in lines if item.entry_id}
    items = [item for item in found.items.get(owner_of(bill), []) if _is_on(item, keys, entries)]
    return make(found.rows, owner_of(bill), items, bill.first_day, bill.last_day).what


def _is_on(item: Item, keys: set[tuple[object, ...]], entries: set[int]) -> bool:
    return item.key in keys or item.entry_id in entries


def owner_of(bill: Bill) -> Owner:
    """Return who owes a bill."""
    return Owner(bill.account_id, bill.contract_id, bill.currency)
