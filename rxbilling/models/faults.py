"""What the machine below can do to us: a full disk, a database that is away. Told apart by the drivers' own codes."""

import errno
import sqlite3
from enum import Enum, auto

import psycopg
from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

# Whatever may turn out to be such a fault; handlers are registered for these.
ERRORS = (SQLAlchemyError, psycopg.Error, sqlite3.Error, OSError)


class Fault(Enum):
    """What is wrong outside of the app; nothing of the change that met it is stored."""

    DISK_FULL = auto()
    DISK_BROKEN = auto()
    DATABASE_AWAY = auto()
    DATABASE_BUSY = auto()
    DATABASE_DAMAGED = auto()


OF_SYSTEM = {
    errno.ENOSPC: Fault.DISK_FULL,
    errno.EDQUOT: Fault.DISK_FULL,
    errno.EIO: Fault.DISK_BROKEN,
    errno.EROFS: Fault.DISK_BROKEN,
}
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.DISK_FULL,
    sqlite3.SQLITE_IOERR: Fault.DISK_BROKEN,
    sqlite3.SQLITE_READONLY: Fault.DISK_BROKEN,
    sqlite3.SQLITE_CANTOPEN: Fault.DATABASE_AWAY,
    sqlite3.SQLITE_BUSY: Fault.DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: Fault.DATABASE_BUSY,
    sqlite3.SQLITE_CORRUPT: Fault.DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DATABASE_DAMAGED,
}
# A full disk has no room for the index of the log either.
NO_ROOM_FOR_SHARED_MEMORY = sqlite3.SQLITE_IOERR_SHMSIZE
OF_POSTGRESQL: tuple[tuple[type[psycopg.Error], Fault], ...] = (
    (postgres.DiskFull, Fault.DISK_FULL),
    (postgres.IoError, Fault.DISK_BROKEN),
    (postgres.ReadOnlySqlTransaction, Fault.DISK_BROKEN),
    (postgres.DataCorrupted, Fault.DATABASE_DAMAGED),
    (postgres.IndexCorrupted, Fault.DATABASE_DAMAGED),
    (postgres.DeadlockDetected, Fault.DATABASE_BUSY),
    (postgres.SerializationFailure, Fault.DATABASE_BUSY),
    (postgres.LockNotAvailable, Fault.DATABASE_BUSY),
    (postgres.TooManyConnections, Fault.DATABASE_BUSY),
    (postgres.AdminShutdown, Fault.DATABASE_AWAY),
    (postgres.CrashShutdown, Fault.DATABASE_AWAY),
    (postgres.CannotConnectNow, Fault.DATABASE_AWAY),
)


def fault_of(error: BaseException | None) -> Fault | None:
    """Return which fault an error, or what caused it, tells of; None for an error of our own making."""
    while error is not None:
        if found := _told_by(error):
            return found
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return None


def _told_by(error: BaseException) -> Fault | None:
    if isinstance(error, NoConnectionLeft):
        return Fault.DATABASE_BUSY
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(getattr(error, "sqlite_errorcode", None))
    if isinstance(error, psycopg.Error):
        return _of_postgresql(error)
    return OF_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None


def _of_sqlite(code: int | None) -> Fault | None:
    if code == NO_ROOM_FOR_SHARED_MEMORY:
        return Fault.DISK_FULL
    # The low byte is the kind of error, the rest its details.
    return None if code is None else OF_SQLITE.get(code & 0xFF)


def _of_postgresql(error: psycopg.Error) -> Fault | None:
    for kind, found in OF_POSTGRESQL:
        if isinstance(error, kind):
            return found
    # Without a code there was no answer: the connection could not be made, or broke.
    is_silent = isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    return Fault.DATABASE_AWAY if is_silent or (error.sqlstate or "").startswith("08") else None
