"""Voiding bills: everything on them can be billed again, and the bill is made again in its place (R26)."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Bill, bill_rows, mail_rows
from rxbilling.models.database import writing
from rxbilling.models.pricing_rows import next_revision
from rxbilling.services import audit, pricing
from rxbilling.services.access import Actor, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.bill_drafts import in_place
from rxbilling.services.bill_runs import facts, store
from rxbilling.services.bills import NO_BILL
from rxbilling.services.clock import now, today
from rxbilling.services.inputs import may_be_number, plain

LONGEST_REASON = 500
NO_REASON = Message(N_("Say why, in 1 to {count} characters."), {"count": LONGEST_REASON})
NOT_ISSUED = Message(N_("This bill is a draft: discard it."))
IS_VOID = Message(N_("This bill is void already."))
NOT_VOID = Message(N_("Void the bill first, then make it again."))
NOTHING_LEFT = Message(N_("Nothing of this bill is left to bill: it is on other bills, or gone."))
PAID = Message(N_("Payments of this bill are written down. Remove them first, or credit the bill."))
CREDITED = Message(N_("There are credit notes for this bill. Void them first."))


def void(actor: Actor | None, number: int, reason: str) -> None:
    """Make a bill or a credit note void: it keeps its number, and what is on it can be billed again.

    Raises:
        Refused: the actor may not, there is no reason, or it is no issued bill, or one that was paid or credited.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    said = reason_of(reason)
    with writing() as db:
        bill = found_in(db, number)
        _refuse(db, bill)
        revision = next_revision(db)
        bill_rows.release(db, [number], revision)
        mail_rows.drop_waiting(db, number)
        bill.state, bill.voided_at, bill.voided_by, bill.void_reason = "void", now(), actor.user_id, said
        bill.version += 1
        db.add(bill)
        db.flush()
        # What was agreed meanwhile takes effect for work that is free again (R24).
        pricing.price(db, [bill.account_id], until=today("UTC").toordinal(), revision=revision)
        audit.record(db, actor, "void", "bill", subject_id=number, after={"bill": bill.number, "reason": said})


def again(actor: Actor | None, number: int) -> list[int]:
    """Make a draft in the place of a void bill; return the numbers of what came of it.

    Raises:
        Refused: the actor may not, or the bill is not void; NotNow where nothing of it is left to bill.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        bill = found_in(db, number)
        if bill.state != "void" or bill.kind != "bill":
            raise NotNow(NOT_VOID)
        made = in_place(db, bill)
        if not made:
            raise NotNow(NOTHING_LEFT)
        made[0].bill.replaces_id, made[0].bill.note = number, bill.note
        ids = store(db, made)
        audit.record(db, actor, "make again", "bill", subject_id=ids[0], after=facts(made[0].bill))
    return ids


def found_in(db: Database, number: int) -> Bill:
    """Return a bill.

    Raises:
        NotThere: there is none.
    """
    found = db.get(Bill, number) if may_be_number(number) else None
    if found is None:
        raise NotThere(NO_BILL)
    return found


def reason_of(text: str) -> str:
    """Return why something is done.

    Raises:
        Invalid: nothing is said, or too much.
    """
    said = plain(text).strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise Invalid("reason", NO_REASON)
    return said


def _refuse(db: Database, bill: Bill) -> None:
    if bill.state != "issued":
        raise NotNow(IS_VOID if bill.state == "void" else NOT_ISSUED)
    number = bill.id or 0
    if bill_rows.paid(db, [number]):
        raise NotNow(PAID)
    if bill_rows.credited(db, [number]):
        raise NotNow(CREDITED)
