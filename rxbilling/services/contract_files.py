"""Files of contracts: the signed paper, its annexes; PDFs and pictures, told by their content."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import Contract, ContractFile, file_rows
from rxbilling.models.database import reading, writing
from rxbilling.services import attachments, audit
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.attachments import File, Kind
from rxbilling.services.audit import Facts
from rxbilling.services.clock import now
from rxbilling.services.contract_changes import SUBJECT
from rxbilling.services.expense_facts import DIGITS_SHOWN
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT

CONTRACT_FILE = Kind(
    "file",
    Message(N_("A file of a contract is a PDF, or a picture (JPEG, PNG, WebP).")),
    N_("A file of a contract has at most {megabytes} MB."),
)
GONE = Message(N_("This file is not there any more."))


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file without its content; ``size`` in bytes, ``added_at`` in UTC epoch seconds."""

    number: int
    filename: str
    size: int
    added_at: int


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a file as it arrives; return the token under which its sender adds it to a contract.

    Raises:
        Refused: the actor may not change contracts, or it is too large, or of another kind.
    """
    return await attachments.keep(require(actor, Right.CHANGE_CONTRACTS), chunks, CONTRACT_FILE)


def add(actor: Actor | None, contract: int, file: File) -> int:
    """Add a file that waits to a contract; return its number.

    Raises:
        Refused: the actor may not, there is no such contract, or the file does not wait any more.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    found = attachments.attached(actor, file, CONTRACT_FILE)
    with writing() as db:
        if not may_be_number(contract) or db.get(Contract, contract) is None:
            raise NotThere(NO_CONTRACT)
        row = ContractFile(contract_id=contract, size=len(found.content), added_at=now(), **asdict(found))
        db.add(row)
        db.flush()
        audit.record(db, actor, "add file", SUBJECT, subject_id=contract, after=_facts(row))
        return row.id or 0


def delete(actor: Actor | None, number: int) -> None:
    """Delete a file of a contract.

    Raises:
        Refused: the actor may not, or it is not there any more.
    """
    actor = require(actor, Right.CHANGE_CONTRACTS)
    with writing() as db:
        row = _found(db, number)
        audit.record(db, actor, "delete file", SUBJECT, subject_id=row.contract_id, before=_facts(row))
        db.delete(row)


def some(actor: Actor | None, contract: int) -> list[KnownFile]:
    """Return the files of a contract, the oldest first.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return [KnownFile(*row) for row in file_rows.about(db, contract)] if may_be_number(contract) else []


def look(actor: Actor | None, number: int) -> ContractFile:
    """Return a file of a contract.

    Raises:
        Refused: the actor may see none, or it is not there any more.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return _found(db, number)


def _found(db: Database, number: int) -> ContractFile:
    row = db.get(ContractFile, number) if may_be_number(number) else None
    if row is None:
        raise NotThere(GONE)
    return row


def _facts(row: ContractFile) -> Facts:
    # Two files may have one name.
    return {"file": row.filename, "file_digest": hashlib.sha256(row.content).hexdigest()[:DIGITS_SHOWN]}
