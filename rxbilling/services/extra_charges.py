"""Charges that finance adds by hand; each comes with the next bill of its account and contract (R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine.quantities import extra_amount
from rxbilling.exchange.amounts import LARGEST, TOO_LARGE
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.exchange.statement_text import Quantity
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Contract, ExtraCharge, Organisation, bill_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, NotNow, NotThere, Right, require
from rxbilling.services.clock import now
from rxbilling.services.contract_checks import UNKNOWN
from rxbilling.services.contract_facts import amount_text
from rxbilling.services.inputs import may_be_number, plain

LONGEST_TEXT, MOST_QUANTITY = 200, 1_000_000_000
NO_TEXT = Message(N_("Say what is charged for, in 1 to {count} characters."), {"count": LONGEST_TEXT})
NO_QUANTITY = Message(N_("A quantity is more than 0, and at most a million."))
NO_PRICE = Message(N_("A price is more than 0. For money back: Credit, on the page of the bill."))
COMES_TO_NOTHING = N_("This comes to {amount}, rounded: there is nothing to bill. Charge more, or leave it out.")
GONE = Message(N_("This charge is not there any more."))
ON_A_BILL = Message(N_("This charge is on a bill. Void the bill, or discard the draft, before it goes."))
NOT_OF_ACCOUNT = Message(N_("Choose a contract of this account."))
SUBJECT = "extra charge"


@dataclass(frozen=True, slots=True)
class ExtraDraft:
    """A charge as somebody wants it: ``quantity`` in thousandths of a piece, ``price`` in minor units of a piece.

    It is in the currency of its contract, else of its account.
    """

    account_id: int
    contract_id: int | None
    day: date
    text: str
    price: int
    quantity: int = 1000


@dataclass(frozen=True, slots=True)
class Extra:
    """A charge that is on no bill yet; ``amount`` in minor units of ``currency``."""

    id: int
    draft: ExtraDraft
    account: str
    currency: str
    amount: int


def some(actor: Actor | None, account: int | None = None) -> Sequence[Extra]:
    """Return the charges (of an account) that are on no bill yet, by day.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        rows = bill_rows.open_extras(db, account)
    return [Extra(row.id or 0, _draft(row), name, row.currency, row.amount) for row, name in rows]


def add(actor: Actor | None, draft: ExtraDraft) -> int:
    """Add a charge; return the number of its row.

    Raises:
        Refused: the actor may not, or a value cannot be taken.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        currency = _checked(db, draft)
        row = ExtraCharge(
            account_id=draft.account_id,
            contract_id=draft.contract_id,
            day=draft.day.toordinal(),
            text=_one_line(draft.text),
            quantity=draft.quantity,
            price=draft.price,
            amount=extra_amount(draft.quantity, draft.price),
            currency=currency,
        )
        db.add(row)
        db.flush()
        audit.record(db, actor, "add", SUBJECT, subject_id=row.id, after=_facts(db, row))
        return row.id or 0


def remove(actor: Actor | None, number: int) -> None:
    """Take a charge back that is on no bill.

    Raises:
        Refused: the actor may not, it is not there, or on a bill.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        row = db.get(ExtraCharge, number) if may_be_number(number) else None
        if row is None or row.deleted_at is not None:
            raise NotThere(GONE)
        if bill_rows.holds_extra(db, number):
            raise NotNow(ON_A_BILL)
        row.deleted_at, row.version = now(), row.version + 1
        db.add(row)
        audit.record(db, actor, "delete", SUBJECT, subject_id=number, before=_facts(db, row))


def _checked(db: Database, draft: ExtraDraft) -> str:
    """Check a charge; return its currency."""
    account = db.get(Account, draft.account_id) if may_be_number(draft.account_id) else None
    if account is None:
        raise Invalid("account", UNKNOWN[Account])
    contract = None
    if draft.contract_id is not None:
        contract = db.get(Contract, draft.contract_id) if may_be_number(draft.contract_id) else None
        if contract is None or contract.account_id != draft.account_id:
            raise Invalid("contract", NOT_OF_ACCOUNT)
    if not 0 < len(_one_line(draft.text)) <= LONGEST_TEXT:
        raise Invalid("text", NO_TEXT)
    currency = (contract and contract.currency) or account.currency or db.get_one(Organisation, 1).currency
    _check_numbers(draft, currency)
    return currency


def _one_line(text: str) -> str:
    """Return a text with a blank for each stretch of tabs, breaks and blanks."""
    return " ".join(plain(text).split())


def _check_numbers(draft: ExtraDraft, currency: str) -> None:
    if not FIRST_DAY <= draft.day.toordinal() <= LAST_DAY:
        raise Invalid("day", NOT_OUR_TIME)
    if not 0 < draft.quantity <= MOST_QUANTITY:
        raise Invalid("quantity", NO_QUANTITY)
    if draft.price <= 0:
        raise Invalid("price", NO_PRICE)
    amount = extra_amount(draft.quantity, draft.price)
    if amount > LARGEST:
        raise Invalid("price", TOO_LARGE)
    if not amount:
        raise Invalid("price", Message(COMES_TO_NOTHING, {"amount": Quantity(amount, "money", currency)}))


def _draft(row: ExtraCharge) -> ExtraDraft:
    day = date.fromordinal(row.day)
    return ExtraDraft(row.account_id, row.contract_id, day, row.text, row.price, row.quantity)


def _facts(db: Database, row: ExtraCharge) -> audit.Facts:
    return {
        "account": db.get_one(Account, row.account_id).name,
        "day": date.fromordinal(row.day).isoformat(),
        "name": row.text,
        "amount": amount_text(row.amount, "money", row.currency),
    }
