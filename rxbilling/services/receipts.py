"""Receipts: files that prove expenses. They wait in the data folder until their expense is saved."""

from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Literal

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Receipt, expense_rows
from rxbilling.models.database import reading
from rxbilling.services import attachments
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.attachments import File, Kind
from rxbilling.services.expense_locks import seen

RECEIPT = Kind(
    "receipt",
    Message(N_("A receipt is a PDF, or a picture (JPEG, PNG, WebP).")),
    N_("A receipt has at most {megabytes} MB. Take a smaller picture of it."),
)
NONE = Message(N_("This expense has no receipt."))

# What becomes of an expense's receipt: another file, the one that is there, or none.
ReceiptChange = File | Literal["keep", "remove"]


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a receipt as it arrives; return the token under which its sender saves it with an expense.

    Raises:
        Refused: the actor may not write down expenses, or it is too large or no receipt.
    """
    return await attachments.keep(require(actor, Right.LOG_OWN_WORK), chunks, RECEIPT)


def attach(db: Database, actor: Actor, expense_id: int, wanted: ReceiptChange) -> None:
    """Give an expense another receipt, or none, in a transaction that changes the expense.

    Raises:
        Refused: the file does not wait any more, or it is no receipt.
    """
    if wanted == "keep":
        return
    expense_rows.drop_receipt(db, expense_id)
    if isinstance(wanted, File):
        found = attachments.attached(actor, wanted, RECEIPT)
        db.add(Receipt(expense_id=expense_id, size=len(found.content), **asdict(found)))
    db.flush()


def look(actor: Actor | None, number: int) -> Receipt:
    """Return the receipt of an expense.

    Raises:
        Refused: the actor may see no expenses, or none of that number, or it has no receipt.
    """
    actor = require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        seen(db, actor, number)
        found = expense_rows.receipt(db, number)
    if found is None:
        raise NotThere(NONE)
    return found
