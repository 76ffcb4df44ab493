"""Receipts: what is taken, whose they are, and that backups carry them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.config import settings
from rxbilling.models import Receipt
from rxbilling.models.database import reading
from rxbilling.services import backup, expense_changes, expenses, receipts, uploads
from rxbilling.services.access import Actor, Invalid, NotNow, NotThere, Refused
from rxbilling.services.attachments import File
from rxbilling.services.filters import ExpenseFilter
from rxbilling.services.uploads import MEGABYTE
from tests.services.expense_rows import PDF, PNG, TRAIN, content, mark_billed, stored, trail
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, REP_2


@pytest.fixture(autouse=True)
def folder(office: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    monkeypatch.setattr(settings(), "receipt_megabytes", 1)
    return tmp_path / "uploads"


def send(actor: Actor | None, data: bytes = PDF, name: str = "train.pdf") -> File:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), 65_536):
            yield data[start : start + 65_536]

    return File(asyncio.run(receipts.keep(actor, chunks())), name)


def test_a_receipt_comes_with_its_expense_and_is_found_again() -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1, PNG, "../Ticket.jpeg"))
    found = receipts.look(REP_1, made.number)
    assert (found.content, found.media_type, found.filename, found.size) == (PNG, "image/png", "Ticket.png", len(PNG))
    assert expenses.page(REP_1, ExpenseFilter()).rows[0].receipt == "Ticket.png"
    assert expenses.look(REP_1, made.number).receipt == "Ticket.png"
    event = trail()[0]
    assert event.after is not None
    assert event.after["receipt"] == "Ticket.png"
    assert event.after["receipt_digest"] == hashlib.sha256(PNG).hexdigest()[:16]


def test_a_receipt_is_replaced_and_removed_and_both_are_remembered() -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1))
    expense_changes.change(REP_1, made.number, 1, TRAIN, send(REP_1, PDF + b"2"))
    assert receipts.look(REP_1, made.number).content == PDF + b"2"
    expense_changes.change(REP_1, made.number, 2, TRAIN)
    assert receipts.look(REP_1, made.number).content == PDF + b"2"
    expense_changes.change(REP_1, made.number, 3, TRAIN, "remove")
    with pytest.raises(NotThere, match="has no receipt"):
        receipts.look(REP_1, made.number)
    replaced, removed = trail()[1:]
    assert replaced.before is not None
    assert set(replaced.before) == {"receipt_digest"}
    assert (removed.before or {})["receipt"] == "train.pdf"
    assert (removed.after or {})["receipt"] is None


@pytest.mark.parametrize("actor", [MANAGER, FINANCE, ADMIN])
def test_who_sees_the_expense_sees_its_receipt(actor: Actor) -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1))
    assert receipts.look(actor, made.number).content == PDF


@pytest.mark.parametrize("actor", [None, REP_2])
def test_nobody_else_does(actor: Actor | None) -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1))
    with pytest.raises(Refused):
        receipts.look(actor, made.number)
    for number in (999, -1, 2**40):
        with pytest.raises(NotThere):
            receipts.look(REP_1, number)
    expense_changes.delete(REP_1, made.number, 1)
    with pytest.raises(NotThere):
        receipts.look(ADMIN, made.number)


@pytest.mark.parametrize("data", [b"", b"<svg onload=alert(1)>", b"MZ\x90", b"x%PDF-1.7"])
def test_what_is_no_receipt_is_refused_and_not_kept(folder: Path, data: bytes) -> None:
    with pytest.raises(Invalid, match="PDF, or a picture") as refused:
        send(REP_1, data)
    assert refused.value.field == "receipt"
    assert list(folder.iterdir()) == []


def test_too_large_a_receipt_is_refused_and_not_kept(folder: Path) -> None:
    with pytest.raises(Invalid, match="at most"):
        send(REP_1, PDF.ljust(MEGABYTE + 1))
    assert list(folder.iterdir()) == []
    send(REP_1, PDF.ljust(MEGABYTE))


@pytest.mark.parametrize("actor", [None, FINANCE])
def test_who_writes_down_no_expenses_sends_no_receipts(folder: Path, actor: Actor | None) -> None:
    with pytest.raises(Refused):
        send(actor)
    assert not folder.exists()


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "a" * 24])
def test_a_token_that_leads_nowhere_leaves_everything_as_it_was(token: str) -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1))
    before = content()
    with pytest.raises(Refused, match="not here any more"):
        expense_changes.change(REP_1, made.number, 1, TRAIN, File(token, "x.pdf"))
    with pytest.raises(Refused):
        expense_changes.add(REP_1, TRAIN, File(token, "x.pdf"))
    assert content() == before


def test_a_file_that_waits_for_something_else_is_no_receipt(folder: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"a,b"

    token = asyncio.run(uploads.keep(ADMIN, chunks()))
    with pytest.raises(Invalid, match="PDF, or a picture"):
        expense_changes.add(ADMIN, TRAIN, File(token, "x.pdf"))


def test_the_receipt_of_a_billed_expense_stays(office: Engine) -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1))
    mark_billed(office, made.number)
    with pytest.raises(NotNow):
        expense_changes.change(REP_1, made.number, stored(made.number).version, TRAIN, "remove")
    assert receipts.look(REP_1, made.number).content == PDF


def test_a_backup_carries_receipts(tmp_path: Path) -> None:
    made = expense_changes.add(REP_1, TRAIN, send(REP_1, PDF + bytes(range(256))))
    backup.back_up(ADMIN, tmp_path / "all.zip")
    expense_changes.change(REP_1, made.number, 1, TRAIN, "remove")
    backup.restore(ADMIN, tmp_path / "all.zip", replace=True)
    with reading() as db:
        assert db.get_one(Receipt, 1).content == PDF + bytes(range(256))
    assert receipts.look(ADMIN, made.number).filename == "train.pdf"
