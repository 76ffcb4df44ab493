"""Payments of bills, and what is paid back of them, written down by hand."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database

from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.exchange.statement_text import Quantity
from rxbilling.locales import N_, Message
from rxbilling.models import Bill, Payment, bill_rows
from rxbilling.models.database import writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.bill_days import day_of
from rxbilling.services.bill_voids import found_in
from rxbilling.services.contract_facts import amount_text
from rxbilling.services.entry_drafts import LONG_NOTE, LONGEST_NOTE
from rxbilling.services.inputs import may_be_number, plain

NOT_OWED = Message(N_("Only an issued bill can be paid."))
NOT_YET = Message(N_("This day is still to come. Write it down when the money has moved."))
NO_AMOUNT = Message(N_("A payment is more than 0. For money back: Credit, then Pay back."))
NO_AMOUNT_BACK = Message(N_("What is paid back is more than 0."))
TOO_MUCH = N_("Only {amount} of this bill is still to be paid.")
TOO_MUCH_BACK = N_("Only {amount} of this bill is to be paid back.")
PAID_BACK = Message(N_("Some of it was paid back. Take that back first."))
GONE = Message(N_("This payment is not there any more."))


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money that came in on a day, or was paid back; ``amount`` in minor units of the bill's currency."""

    day: date
    amount: int
    note: str = ""


def add(actor: Actor | None, number: int, draft: PaymentDraft) -> int:
    """Write a payment of a bill down; return the number of its row.

    Raises:
        Refused: the actor may not, it is no issued bill, or the payment is more than what is open.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        bill = _issued(db, number)
        most = bill.total - _paid(db, number) - _credited(db, number)
        _check(draft, bill, most, TOO_MUCH, day_of(db))
        return _write(db, actor, bill, draft, "pay")


def pay_back(actor: Actor | None, number: int, draft: PaymentDraft) -> int:
    """Write down that some of what was paid was paid back; return the number of its row.

    Raises:
        Refused: the actor may not, it is no issued bill, or it is more than what credit notes took back of what was
            paid.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        bill, paid = _issued(db, number), _paid(db, number)
        _check(draft, bill, min(paid, paid + _credited(db, number) - bill.total), TOO_MUCH_BACK, day_of(db))
        return _write(db, actor, bill, replace(draft, amount=-draft.amount), "pay back")


def remove(actor: Actor | None, payment: int) -> None:
    """Take a payment back that was written down by mistake.

    Raises:
        Refused: the actor may not, it is not there, or it was paid back meanwhile.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        row = db.get(Payment, payment) if may_be_number(payment) else None
        if row is None:
            raise NotThere(GONE)
        bill = found_in(db, row.bill_id)
        if row.amount > 0:
            _refuse_paid_back(db, bill, row.amount)
        db.delete(row)
        audit.record(db, actor, "delete payment", "bill", subject_id=bill.id, before=_facts(bill, row))


def _refuse_paid_back(db: Database, bill: Bill, amount: int) -> None:
    """Refuse to take a payment away without which there would have been less to pay back than was."""
    number = bill.id or 0
    back = -sum(min(one.amount, 0) for one in bill_rows.payments(db, number))
    left = _paid(db, number) + back - amount
    if back > max(min(left, left + _credited(db, number) - bill.total), 0):
        raise NotNow(PAID_BACK)


def _issued(db: Database, number: int) -> Bill:
    bill = found_in(db, number)
    if bill.kind != "bill" or bill.state != "issued":
        raise NotNow(NOT_OWED)
    return bill


def _paid(db: Database, number: int) -> int:
    return bill_rows.paid(db, [number]).get(number, 0)


def _credited(db: Database, number: int) -> int:
    return bill_rows.credited(db, [number]).get(number, 0)


def _write(db: Database, actor: Actor, bill: Bill, draft: PaymentDraft, action: str) -> int:
    row = Payment(
        bill_id=bill.id or 0,
        day=draft.day.toordinal(),
        amount=draft.amount,
        note=plain(draft.note).strip(),
        user_id=actor.user_id,
    )
    db.add(row)
    db.flush()
    audit.record(db, actor, action, "bill", subject_id=bill.id, after=_facts(bill, row))
    return row.id or 0


def _check(draft: PaymentDraft, bill: Bill, most: int, too_much: str, today: date) -> None:
    if not FIRST_DAY <= draft.day.toordinal() <= LAST_DAY:
        raise Invalid("day", NOT_OUR_TIME)
    if draft.day > today:
        raise Invalid("day", NOT_YET)
    if draft.amount <= 0:
        raise Invalid("amount", NO_AMOUNT)
    if draft.amount > most:
        raise Invalid("amount", Message(too_much, {"amount": Quantity(max(most, 0), "money", bill.currency)}))
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)


def _facts(bill: Bill, row: Payment) -> audit.Facts:
    return {
        "bill": bill.number,
        "day": date.fromordinal(row.day).isoformat(),
        "amount": amount_text(row.amount, "money", bill.currency),
        "note": row.note or None,
    }
