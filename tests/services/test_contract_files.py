"""Files of contracts: what is taken, who sees them, that both is remembered and that backups carry them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.config import settings
from rxbilling.models import AuditEvent, ContractFile
from rxbilling.models.database import reading
from rxbilling.services import backup, contract_changes, contract_ends, contract_files
from rxbilling.services.access import Actor, Invalid, NotThere, Refused
from rxbilling.services.attachments import File
from rxbilling.services.uploads import MEGABYTE
from tests.services.contract_rows import TODAY, add_plan, draft, on
from tests.services.expense_rows import PDF, PNG
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1


@pytest.fixture(autouse=True)
def folder(office: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    add_plan(office)
    on(monkeypatch, TODAY)
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    monkeypatch.setattr(settings(), "receipt_megabytes", 1)
    return tmp_path


@pytest.fixture
def contract(folder: Path) -> int:
    return contract_changes.add(MANAGER, draft()).number


def send(actor: Actor | None = MANAGER, data: bytes = PDF, name: str = "signed.pdf") -> File:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(data), 65_536):
            yield data[start : start + 65_536]

    return File(asyncio.run(contract_files.keep(actor, chunks())), name)


def actions(contract: int) -> list[str]:
    with reading() as db:
        events = db.exec(select(AuditEvent).where(AuditEvent.subject_id == contract, AuditEvent.subject == "contract"))
        return [event.action for event in events]


def test_several_files_are_added_shown_and_deleted(contract: int) -> None:
    first = contract_files.add(MANAGER, contract, send(name="../Signed.exe"))
    contract_files.add(MANAGER, contract, send(data=PNG, name="plan.png"))
    assert [(one.filename, one.size) for one in contract_files.some(FINANCE, contract)] == [
        ("Signed.pdf", len(PDF)),
        ("plan.png", len(PNG)),
    ]
    found = contract_files.look(FINANCE, first)
    assert (found.content, found.media_type) == (PDF, "application/pdf")
    contract_files.delete(MANAGER, first)
    assert [one.filename for one in contract_files.some(FINANCE, contract)] == ["plan.png"]
    assert actions(contract) == ["add", "add file", "add file", "delete file"]
    with pytest.raises(NotThere):
        contract_files.look(FINANCE, first)
    with pytest.raises(NotThere):
        contract_files.delete(MANAGER, first)


def test_what_is_no_file_of_a_contract_is_refused(contract: int, folder: Path) -> None:
    for data in (b"MZ program", b"<html>", b"x" * (MEGABYTE + 1)):
        with pytest.raises(Invalid):
            send(data=data)
    assert list((folder / "uploads").iterdir()) == []
    with pytest.raises(NotThere):
        contract_files.add(MANAGER, 99, send())
    with pytest.raises(Refused):
        contract_files.add(MANAGER, contract, File("a" * 24, "never sent.pdf"))


def test_a_rep_sees_none(contract: int) -> None:
    number = contract_files.add(MANAGER, contract, send())
    for ask in (lambda: contract_files.some(REP_1, contract), lambda: contract_files.look(REP_1, number)):
        with pytest.raises(Refused):
            ask()
    with pytest.raises(Refused):
        send(FINANCE)


def test_files_go_with_a_draft_that_is_deleted() -> None:
    made = contract_changes.add(MANAGER, draft(number="C-9", is_draft=True))
    contract_files.add(MANAGER, made.number, send())
    contract_ends.delete_draft(MANAGER, made.number, made.version)
    with reading() as db:
        assert db.exec(select(ContractFile)).all() == []


def test_a_backup_carries_them(contract: int, folder: Path) -> None:
    number = contract_files.add(MANAGER, contract, send())
    backup.back_up(ADMIN, folder / "all.zip")
    contract_files.delete(MANAGER, number)
    backup.restore(ADMIN, folder / "all.zip", replace=True)
    assert contract_files.look(FINANCE, number).content == PDF
