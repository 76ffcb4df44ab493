"""Payments of bills, written down by hand."""

from dataclasses import dataclass
from datetime import date

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
NOT_YET = Message(N_("This day is still to come. Write a payment down when it is there."))
NO_AMOUNT = Message(N_("A payment is more than 0. For money back: Credit, on the page of the bill."))
TOO_MUCH = N_("Only {amount} of this bill is still to be paid.")
GONE = Message(N_("This payment is not there any more."))


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money that came in on a day; ``amount`` in minor units of the bill's currency."""

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
        bill = found_in(db, number)
        if bill.kind != "bill" or bill.state != "issued":
            raise NotNow(NOT_OWED)
        settled = bill_rows.paid(db, [number]).get(number, 0) + bill_rows.credited(db, [number]).get(number, 0)
        _check(draft, bill, bill.total - settled, day_of(db))
        row = Payment(
            bill_id=number,
            day=draft.day.toordinal(),
            amount=draft.amount,
            note=plain(draft.note).strip(),
            user_id=actor.user_id,
        )
        db.add(row)
        db.flush()
        audit.record(db, actor, "pay", "bill", subject_id=number, after=_facts(bill, row))
        return row.id or 0


def remove(actor: Actor | None, payment: int) -> None:
    """Take a payment back that was written down by mistake.

    Raises:
        Refused: the actor may not, or it is not there.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        row = db.get(Payment, payment) if may_be_number(payment) else None
        if row is None:
            raise NotThere(GONE)
        bill = found_in(db, row.bill_id)
        db.delete(row)
        audit.record(db, actor, "delete payment", "bill", subject_id=bill.id, before=_facts(bill, row))


def _check(draft: PaymentDraft, bill: Bill, most: int, today: date) -> None:
    if not FIRST_DAY <= draft.day.toordinal() <= LAST_DAY:
        raise Invalid("day", NOT_OUR_TIME)
    if draft.day > today:
        raise Invalid("day", NOT_YET)
    if draft.amount <= 0:
        raise Invalid("amount", NO_AMOUNT)
    if draft.amount > most:
        raise Invalid("amount", Message(TOO_MUCH, {"amount": Quantity(most, "money", bill.currency)}))
    if len(draft.note) > LONGEST_NOTE:
        raise Invalid("note", LONG_NOTE)


def _facts(bill: Bill, row: Payment) -> audit.Facts:
    return {
        "bill": bill.number,
        "day": date.fromordinal(row.day).isoformat(),
        "amount": amount_text(row.amount, "money", bill.currency),
        "note": row.note or None,
    }
