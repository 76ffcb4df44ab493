"""Which errors tell of a fault outside of the app, and which are our own."""

import errno
import sqlite3

import psycopg
import pytest
from psycopg import errors as postgres
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from rxbilling.locales import LANGUAGES
from rxbilling.models.faults import Fault, fault_of
from rxbilling.services.faults import TOLD, told


def of_sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


def caused_by(error: BaseException) -> Exception:
    outer = ValueError()
    outer.__cause__ = error
    return outer


KNOWN: list[tuple[BaseException, Fault | None]] = [
    (OSError(errno.ENOSPC, "full"), Fault.DISK_FULL),
    (OSError(errno.EDQUOT, "quota"), Fault.DISK_FULL),
    (OSError(errno.EROFS, "read-only"), Fault.DISK_BROKEN),
    (FileNotFoundError(errno.ENOENT, "gone"), None),
    (of_sqlite(sqlite3.SQLITE_FULL), Fault.DISK_FULL),
    (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), Fault.DISK_FULL),
    (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), Fault.DISK_BROKEN),
    (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Fault.DISK_BROKEN),
    (of_sqlite(sqlite3.SQLITE_CANTOPEN), Fault.DATABASE_AWAY),
    (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Fault.DATABASE_BUSY),
    (of_sqlite(sqlite3.SQLITE_NOTADB), Fault.DATABASE_DAMAGED),
    (of_sqlite(sqlite3.SQLITE_CONSTRAINT_UNIQUE), None),
    (sqlite3.ProgrammingError("closed"), None),
    (postgres.DiskFull(), Fault.DISK_FULL),
    (postgres.AdminShutdown(), Fault.DATABASE_AWAY),
    (postgres.ConnectionFailure(), Fault.DATABASE_AWAY),
    (postgres.DeadlockDetected(), Fault.DATABASE_BUSY),
    (postgres.UniqueViolation(), None),
    (psycopg.OperationalError("connection refused"), Fault.DATABASE_AWAY),
    (psycopg.ProgrammingError("our own"), None),
    (NoConnectionLeft("pool"), Fault.DATABASE_BUSY),
    (ValueError(), None),
]


@pytest.mark.parametrize(("error", "expected"), KNOWN)
def test_what_each_error_tells(error: BaseException, expected: Fault | None) -> None:
    assert fault_of(error) is expected
    assert fault_of(caused_by(error)) is expected
    wrapped = OperationalError("SELECT 1", None, error)
    assert fault_of(wrapped) is expected


def test_what_is_no_fault_is_told_to_nobody() -> None:
    assert told(IntegrityError("INSERT", None, of_sqlite(sqlite3.SQLITE_CONSTRAINT))) is None


def test_every_fault_is_told_in_every_language() -> None:
    assert set(TOLD) == set(Fault)
    for said in TOLD.values():
        assert len({said.message.text(language) for language in LANGUAGES}) == len(LANGUAGES)
        assert said.status in {503, 507}
