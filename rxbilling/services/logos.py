"""The logo of the organisation: a picture at the head of bills. It is the same on all of them, old ones included."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import asdict

from sqlmodel import Session as Database

from rxbilling.exchange.bill_pdf import can_be_set
from rxbilling.locales import N_, Message
from rxbilling.models import Logo
from rxbilling.models.database import reading, writing
from rxbilling.services import attachments, audit
from rxbilling.services.access import Actor, Invalid, NotThere, Right, require
from rxbilling.services.attachments import File, Kind
from rxbilling.services.audit import Facts
from rxbilling.services.bill_settings import SUBJECT
from rxbilling.services.expense_facts import DIGITS_SHOWN

LOGO = Kind(
    "logo",
    Message(N_("A logo is a picture (PNG, JPEG, WebP).")),
    N_("A logo has at most {megabytes} MB."),
    most_megabytes=1,
    is_picture=True,
)
BROKEN = Message(N_("This picture cannot be read. Save it again as a PNG."))
NONE = Message(N_("There is no logo."))


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a logo as it arrives; return the token under which its sender saves it.

    Raises:
        Refused: the actor may not change bills, or it is too large or no picture.
    """
    return await attachments.keep(require(actor, Right.CHANGE_BILLS), chunks, LOGO)


def save(actor: Actor | None, file: File) -> None:
    """Put a logo that waits at the head of bills.

    Raises:
        Refused: the actor may not, it does not wait any more, or it is no whole picture.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    found = attachments.attached(actor, file, LOGO)
    if not can_be_set(found.content):
        raise Invalid("logo", BROKEN)
    with writing() as db:
        before = _drop(db)
        row = Logo(id=1, **asdict(found))
        db.add(row)
        audit.record_change(db, actor, SUBJECT, 1, before, _facts(row))


def remove(actor: Actor | None) -> None:
    """Take the logo away.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.CHANGE_BILLS)
    with writing() as db:
        audit.record_change(db, actor, SUBJECT, 1, _drop(db), {})


def look(actor: Actor | None) -> Logo:
    """Return the logo.

    Raises:
        Refused: the actor may see no bills, or there is none.
    """
    require(actor, Right.SEE_BILLS)
    with reading() as db:
        row = db.get(Logo, 1)
    if row is None:
        raise NotThere(NONE)
    return row


def known(actor: Actor | None) -> str:
    """Return the digest by which a logo differs from others; empty where there is none.

    Raises:
        Refused: the actor may see no bills.
    """
    require(actor, Right.SEE_BILLS)
    content = printed()
    return hashlib.sha256(content).hexdigest()[:DIGITS_SHOWN] if content else ""


def printed() -> bytes:
    """Return the picture that is printed; empty where there is none."""
    with reading() as db:
        row = db.get(Logo, 1)
    return row.content if row else b""


def _drop(db: Database) -> Facts:
    row = db.get(Logo, 1)
    if row is None:
        return {}
    db.delete(row)
    db.flush()
    return _facts(row)


def _facts(row: Logo) -> Facts:
    return {"logo": row.filename, "logo_digest": hashlib.sha256(row.content).hexdigest()[:DIGITS_SHOWN]}
