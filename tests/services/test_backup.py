"""Backups and bringing them back, from each kind of database into each."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.exchange.backup_file import MANIFEST, NOT_A_BACKUP, Manifest
from rxbilling.models import Account, AuditEvent, Bill, Session, SignInFailure, TimeEntry, User, backup_rows
from rxbilling.models.database import connect, reading, writing
from rxbilling.models.migrate import upgrade
from rxbilling.services import (
    bill_credits,
    bill_issuing,
    bill_voids,
    checks,
    demo,
    extra_charges,
    payments,
    work,
)
from rxbilling.services.access import Actor, Refused
from rxbilling.services.backup import NOT_EMPTY, back_up, restore
from rxbilling.services.extra_charges import ExtraDraft
from rxbilling.services.payments import PaymentDraft
from rxbilling.services.users import first_admin
from tests.models.test_migration import OF_0001
from tests.services.bill_steps import APRIL, ISSUED, add_contract, drafts, issued, priced
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, add

ENTRIES = 300
USER: dict[str, Any] = {"name": "Mia", "role": "finance", "password_hash": "$argon2id$", "created_at": 0}
Use = Callable[[Engine], None]
# Members whose hash is right, and what the database or the format does not take of them.
UNFIT = (
    ("portion", b"\n[", b"\n[9"),  # of no entry
    ("bill", b",7,", b",8,"),  # replaces none
    ("calendar", b"[2,", b"[1,"),
    ("audit_event", b"[1,", b"[99999999999999999999,"),
    ("app_user", b"null", b'["x"]'),
    ("rep", b",", b""),
    ("organisation", b"[", b""),
)
# Of files alone: one kind of database is enough.
SQLITE_ONLY = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OTHER = {"sqlite": "postgresql", "postgresql": "another_sqlite"}


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Return a function that makes a database the one of this process."""

    def chosen(database: Engine) -> None:
        for module in ("rxbilling.models.database", "rxbilling.services.work"):
            monkeypatch.setattr(f"{module}.engine", lambda: database)

    return chosen


@pytest.fixture
def filled(database: Engine, use: Use) -> Engine:
    """Return a database with a filled company, users, who is signed in, and bills that refer to each other."""
    use(database)
    demo.fill_demo(ADMIN, entries=ENTRIES, seed=3, today=date(2026, 11, 1))
    add(database, User(email="mia@example.org", **USER))
    user = Session(token_hash=b"\x00\xff", user_id=1, created_at=0, seen_at=0, expires_at=1)
    add(database, user, SignInFailure(address="a", email="b", at=0))
    bill = {"account_id": 1, "currency": "EUR", "first_day": 1, "last_day": 2, "bill_day": 2}
    add(database, Bill(id=7, **bill))
    # The lower number refers to the higher one: rows of one table may come in any order.
    add(database, Bill(id=3, replaces_id=7, **bill))
    with writing(database) as db:
        db.get_one(TimeEntry, 1).digest = bytes(range(256))
        db.connection().exec_driver_sql("UPDATE calendar SET name = 'Zürich “1”\n' WHERE id = 1")
    return database


@pytest.fixture
def other(database: Engine, request: pytest.FixtureRequest) -> Engine:
    """Return an empty database of the other kind."""
    engine: Engine = request.getfixturevalue(OTHER[database.dialect.name])
    return engine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.zip"


def manifest(file: Path) -> Manifest:
    with ZipFile(file) as archive:
        return Manifest.model_validate_json(archive.read(MANIFEST))


def contents(database: Engine, use: Use, folder: Path) -> dict[str, str]:
    """Return a hash of each table, but for what a restore itself writes."""
    use(database)
    path = folder / "contents.zip"
    back_up(ADMIN, path, overwrite=True)
    return {m.name: m.sha256 for m in manifest(path).tables if m.name not in {"audit_event", "revision"}}


def counted(database: Engine, table: str) -> int:
    with reading(database) as db:
        return int(db.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 - from here


def rewritten(file: Path, table: str, old: bytes, new: bytes) -> None:
    """Change a member of a backup, with the hash that goes with it."""
    with ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert old in files[f"{table}.jsonl"]
    data = files[f"{table}.jsonl"] = files[f"{table}.jsonl"].replace(old, new, 1)
    said = json.loads(files[MANIFEST])
    member = next(member for member in said["tables"] if member["name"] == table)
    member |= {"sha256": hashlib.sha256(data).hexdigest(), "rows": data.count(b"\n")}
    files[MANIFEST] = json.dumps(said).encode()
    with ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def test_everything_comes_back_in_the_other_kind_of_database(
    filled: Engine, other: Engine, use: Use, file: Path, tmp_path: Path
) -> None:
    done = back_up(ADMIN, file)
    before = contents(filled, use, tmp_path)
    use(other)
    assert restore(ADMIN, file) == done
    assert contents(other, use, tmp_path) == before
    assert counted(other, "time_entry") == ENTRIES
    assert checks.problems(ADMIN) == []
    with reading(other) as db:
        assert db.get_one(TimeEntry, 1).digest == bytes(range(256))
        assert [row.action for row in db.exec(select(AuditEvent))][-2:] == ["restore", "back up"]


def test_bills_come_back_with_all_that_belongs_to_them(  # noqa: PLR0917 - two databases, and what goes between them
    office: Engine, log: Log, other: Engine, use: Use, file: Path, tmp_path: Path
) -> None:
    add_contract(office, taxes=[{"name": "VAT", "bp": 2000}])
    extra_charges.add(FINANCE, ExtraDraft(1, 1, ISSUED, "Cable", 100))
    log()
    log(account_id=2)
    priced(office)
    first, second = issued()
    payments.add(FINANCE, first, PaymentDraft(ISSUED, 100))
    bill_credits.credit(FINANCE, first, {1: 100}, "sorry")
    bill_voids.void(FINANCE, second, "wrong")
    drafts()
    back_up(ADMIN, file)
    before = contents(office, use, tmp_path)
    use(other)
    restore(ADMIN, file)
    assert contents(other, use, tmp_path) == before
    assert checks.problems(ADMIN) == []
    assert bill_issuing.issue(FINANCE, drafts(APRIL), ISSUED) == ["0004"]


def test_it_comes_back_where_it_came_from(filled: Engine, use: Use, file: Path, tmp_path: Path) -> None:
    back_up(ADMIN, file)
    before = contents(filled, use, tmp_path)
    with writing(filled) as db:
        db.connection().exec_driver_sql("UPDATE account SET name = name || '!'")
    add(filled, Account(name="New"))
    restore(ADMIN, file, replace=True)
    assert contents(filled, use, tmp_path) == before


def test_who_is_signed_in_does_not_come_along(filled: Engine, other: Engine, use: Use, file: Path) -> None:
    back_up(ADMIN, file)
    use(other)
    restore(ADMIN, file)
    assert {counted(other, table) for table in ("user_session", "sign_in_failure")} == {0}
    assert counted(filled, "user_session") == 1
    assert file.stat().st_mode & 0o777 == 0o600  # it holds password hashes


def test_new_rows_get_new_numbers(filled: Engine, other: Engine, use: Use, file: Path) -> None:
    back_up(ADMIN, file)
    use(other)
    restore(ADMIN, file)
    add(other, Account(name="New"), User(email="n@x.org", **USER))
    add(other, Bill(account_id=1, currency="EUR", first_day=1, last_day=2, bill_day=2))
    with reading(other) as db:
        assert max(row.id or 0 for row in db.exec(select(Bill))) == 8


def test_guards_are_there_again(filled: Engine, file: Path) -> None:
    back_up(ADMIN, file)
    restore(ADMIN, file, replace=True)
    with pytest.raises(Exception, match="append-only"), writing(filled) as db:
        db.connection().exec_driver_sql("DELETE FROM audit_event")


def test_readers_of_other_processes_read_all_again(filled: Engine, file: Path) -> None:
    back_up(ADMIN, file)
    before = work.current(filled)
    with writing(filled) as db:
        db.connection().exec_driver_sql("UPDATE time_entry SET revision = 0, note = 'x'")
    restore(ADMIN, file, replace=True)
    restore(ADMIN, file, replace=True)
    assert work.current(filled).epoch == before.epoch + 2


def test_what_others_write_meanwhile_is_not_in_it(filled: Engine, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = backup_rows.blocks

    def disturbed(connection: object, table: object) -> Iterator[object]:
        name = f"{table}{counted(filled, 'account')}"
        add(filled, Account(name=name))
        yield from real(connection, table)  # type: ignore[arg-type]  # handed on

    before = counted(filled, "account"), counted(filled, "revision")
    monkeypatch.setattr(backup_rows, "blocks", disturbed)
    back_up(ADMIN, file)
    members = {member.name: member.rows for member in manifest(file).tables}
    assert (members["account"], members["revision"]) == before
    assert counted(filled, "account") > before[0]


def test_the_organisation_comes_last_as_it_may_close_periods(filled: Engine) -> None:
    with filled.connect() as connection:
        names = [table.name for table in backup_rows.tables(connection, backup_rows.our_names(connection))]
    assert names[-1] == "organisation"
    assert names.index("account") < names.index("time_entry") < names.index("charge") < names.index("portion")


def test_an_older_backup_is_brought_up_to_date(
    request: pytest.FixtureRequest, use: Use, file: Path, database: Engine, tmp_path: Path
) -> None:
    old = connect(f"sqlite:///{tmp_path / 'old.db'}")
    with old.begin() as connection:
        upgrade(connection, "0001")
        for sql in OF_0001.split(";"):
            connection.exec_driver_sql(sql)
    use(old)
    back_up(ADMIN, file)
    assert manifest(file).revision == "0001"
    use(database)
    restore(ADMIN, file)
    with reading(database) as db:
        assert db.get_one(TimeEntry, 1).billed_at == 9
        assert db.connection().exec_driver_sql("SELECT request FROM portion WHERE seq = 1").scalar_one() == 1
    old.dispose()


def test_data_that_are_there_are_kept_unless_they_are_to_be_replaced(filled: Engine, file: Path) -> None:
    back_up(ADMIN, file)
    with pytest.raises(Refused) as refused:
        restore(ADMIN, file)
    assert refused.value.message is NOT_EMPTY


@pytest.mark.parametrize("more", [False, True])
def test_the_first_start_is_no_data_but_a_second_user_is(
    filled: Engine, other: Engine, use: Use, file: Path, more: bool
) -> None:
    back_up(ADMIN, file)
    use(other)
    first_admin()
    if not more:
        assert restore(ADMIN, file).rows > ENTRIES
        return
    add(other, User(email="x@y.org", **USER))
    with pytest.raises(Refused):
        restore(ADMIN, file)


def test_other_tables_of_a_database_stay(filled: Engine, file: Path) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE others (x INTEGER)")
        connection.exec_driver_sql("INSERT INTO others VALUES (5)")
    back_up(ADMIN, file)
    assert "others" not in {member.name for member in manifest(file).tables}
    restore(ADMIN, file, replace=True)
    assert counted(filled, "others") == 1


def test_a_restore_that_fails_in_the_middle_changes_nothing(
    filled: Engine, use: Use, file: Path, tmp_path: Path
) -> None:
    back_up(ADMIN, file)
    before, whole = contents(filled, use, tmp_path), file.read_bytes()
    for table, old, new in UNFIT:
        file.write_bytes(whole)
        rewritten(file, table, old, new)
        with pytest.raises(Refused):
            restore(ADMIN, file, replace=True)
        assert contents(filled, use, tmp_path) == before
    assert checks.problems(ADMIN) == []


@SQLITE_ONLY
def test_a_wrong_file_changes_nothing(filled: Engine, file: Path) -> None:
    for content in (b"", b"Account,Rep\n", b"PK\x03\x04"):
        file.write_bytes(content)
        with pytest.raises(Refused) as refused:
            restore(ADMIN, file, replace=True)
        assert refused.value.message == NOT_A_BACKUP
    assert counted(filled, "time_entry") == ENTRIES


@SQLITE_ONLY
def test_a_cut_off_and_a_newer_backup_are_refused(filled: Engine, file: Path) -> None:
    back_up(ADMIN, file)
    whole = file.read_bytes()
    for end in range(0, len(whole), len(whole) // 7):
        file.write_bytes(whole[:end])
        with pytest.raises(Refused):
            restore(ADMIN, file, replace=True)
    file.write_bytes(whole)
    with ZipFile(file) as archive:
        revision = manifest(file).revision
        files = {name: archive.read(name) for name in archive.namelist()}
    files[MANIFEST] = files[MANIFEST].replace(f'"{revision}"'.encode(), b'"9999"')
    with ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    with pytest.raises(Refused, match="newer"):
        restore(ADMIN, file, replace=True)
    assert counted(filled, "time_entry") == ENTRIES


@SQLITE_ONLY
def test_a_file_that_is_there_is_kept(filled: Engine, file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"old")
    with pytest.raises(Refused, match="--overwrite"):
        back_up(ADMIN, file)
    assert file.read_bytes() == b"old"
    back_up(ADMIN, file, overwrite=True)
    assert manifest(file).rows > ENTRIES
    assert {path.name for path in tmp_path.glob("*.part")} | {path.name for path in tmp_path.glob(".*.part")} == set()


@SQLITE_ONLY
def test_a_place_that_cannot_be_written_to(filled: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        back_up(ADMIN, tmp_path / "nowhere" / "a.zip")
    with pytest.raises(Refused, match="cannot be read"):
        restore(ADMIN, tmp_path / "nowhere.zip", replace=True)


@SQLITE_ONLY
def test_only_an_administrator_may(filled: Engine, file: Path) -> None:
    back_up(ADMIN, file)
    actors: tuple[Actor | None, ...] = (REP_1, MANAGER, FINANCE, None)
    for actor in actors:
        with pytest.raises(Refused):
            back_up(actor, file.with_name("other.zip"))
        with pytest.raises(Refused):
            restore(actor, file, replace=True)
    assert [path.name for path in file.parent.glob("*.zip")] == [file.name]
