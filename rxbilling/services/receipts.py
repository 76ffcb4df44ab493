"""Receipts: files that prove expenses. They wait in the data folder until their expense is saved."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session as Database

from rxbilling.config import settings
from rxbilling.exchange.media import media_type_of, safe_name
from rxbilling.locales import N_, Message
from rxbilling.models import Receipt, expense_rows
from rxbilling.models.database import reading
from rxbilling.services import uploads
from rxbilling.services.access import Actor, Invalid, NotThere, Right, require
from rxbilling.services.expense_locks import seen

FIELD = "receipt"
NOT_A_RECEIPT = Message(N_("A receipt is a PDF, or a picture (JPEG, PNG, WebP)."))
TOO_LARGE = N_("A receipt has at most {megabytes} MB. Take a smaller picture of it.")
NONE = Message(N_("This expense has no receipt."))


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent: the token under which it waits, and the name that it had."""

    token: str
    name: str


# What becomes of an expense's receipt: another file, the one that is there, or none.
ReceiptChange = File | Literal["keep", "remove"]


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a receipt as it arrives; return the token under which its sender saves it with an expense.

    Raises:
        Refused: the actor may not write down expenses, or it is too large or no receipt.
    """
    actor, megabytes = require(actor, Right.LOG_OWN_WORK), settings().receipt_megabytes
    too_large = Invalid(FIELD, Message(TOO_LARGE, {"megabytes": megabytes}))
    token = await uploads.store(actor, chunks, megabytes, too_large)
    path = uploads.path_of(actor, token)
    if media_type_of(path.read_bytes()) is None:
        path.unlink()
        raise Invalid(FIELD, NOT_A_RECEIPT)
    return token


def attach(db: Database, actor: Actor, expense_id: int, wanted: ReceiptChange) -> None:
    """Give an expense another receipt, or none, in a transaction that changes the expense.

    Raises:
        Refused: the file does not wait any more, or it is no receipt.
    """
    if wanted == "keep":
        return
    expense_rows.drop_receipt(db, expense_id)
    if isinstance(wanted, File):
        db.add(_made(expense_id, wanted.name, uploads.path_of(actor, wanted.token).read_bytes()))
    db.flush()


def _made(expense_id: int, name: str, content: bytes) -> Receipt:
    media_type = media_type_of(content)
    # Other files wait in the same folder.
    if media_type is None:
        raise Invalid(FIELD, NOT_A_RECEIPT)
    if len(content) > settings().receipt_megabytes * uploads.MEGABYTE:
        raise Invalid(FIELD, Message(TOO_LARGE, {"megabytes": settings().receipt_megabytes}))
    return Receipt(
        expense_id=expense_id,
        filename=safe_name(name, media_type),
        media_type=media_type,
        size=len(content),
        content=content,
    )


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
