"""Backups of everything that is stored, and bringing one back, also into the other kind of database."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection
from sqlmodel import Session as Database

from rxbilling.exchange import backup_file
from rxbilling.exchange.backup_file import Manifest
from rxbilling.exchange.whole_file import whole_file
from rxbilling.locales import N_, Message
from rxbilling.models import backup_rows, migrate, restore_rows
from rxbilling.models.database import snapshot, writing
from rxbilling.services import audit, faults
from rxbilling.services.access import Actor, Refused, Right, require
from rxbilling.services.clock import now
from rxbilling.services.users import ADMIN_EMAIL

EXISTS = N_("{file} is there already. Choose another name, or use --overwrite.")
UNWRITABLE = N_("{file} cannot be written: {reason}.")
UNREADABLE = N_("{file} cannot be read: {reason}.")
NOT_EMPTY = Message(
    N_("There are data here already. With --replace they are all deleted, and the backup takes their place.")
)
FORBIDDEN = N_("The database refuses what is in the backup: {reason}. Nothing was changed.")
NO_TABLES = Message(N_("There is no database here yet: nothing to back up."))


@dataclass(frozen=True, slots=True)
class Done:
    """How much a backup holds, and when it was made (epoch seconds)."""

    tables: int
    rows: int
    made_at: int


def back_up(actor: Actor | None, target: Path, *, overwrite: bool = False) -> Done:
    """Write everything that is stored into one file, as it is at this moment, while others go on working.

    Raises:
        Refused: the actor may not, the file is there already, or it cannot be written.
    """
    actor = require(actor, Right.ADMINISTER)
    if target.is_dir():
        raise Refused(Message(UNWRITABLE, {"file": str(target), "reason": "it is a folder"}))
    if target.exists() and not overwrite:
        raise Refused(Message(EXISTS, {"file": str(target)}))
    try:
        with whole_file(target) as out:
            with snapshot() as connection:
                manifest = backup_file.write_backup(out, _about(connection), _tables(connection))
            _remember(actor, target, manifest)
    except OSError as error:
        raise _refused(UNWRITABLE, target, error) from error
    return _done(manifest)


def _about(connection: Connection) -> Manifest:
    revision = migrate.current(connection)
    if revision is None:
        raise Refused(NO_TABLES)
    return Manifest(version=version("rxbilling"), revision=revision, made_at=now())


def _tables(connection: Connection) -> Iterator[backup_file.Rows]:
    for table in backup_rows.tables(connection, backup_rows.our_names(connection)):
        yield backup_file.Rows(table.name, table.columns.keys(), backup_rows.blocks(connection, table))


def _remember(actor: Actor, target: Path, manifest: Manifest) -> None:
    with writing() as db:
        audit.record(db, actor, "back up", "database", after={"file": target.name, "rows": manifest.rows})


def restore(actor: Actor | None, source: Path, *, replace: bool = False) -> Done:
    """Bring back what a backup holds, all of it or nothing; everybody has to sign in again.

    Args:
        actor: Who restores.
        source: The backup.
        replace: Delete what is here now. Without it only an installation that nobody has used takes a backup.

    Raises:
        Refused: the actor may not, there are data here, or the file is no sound backup that this version can read.
    """
    actor = require(actor, Right.ADMINISTER)
    try:
        with source.open("rb") as file:
            opened = backup_file.open_backup(file)
            if isinstance(opened, Message):
                raise Refused(opened)
            archive, manifest = opened
            _check(archive, manifest)
            with writing() as db:
                _take_over(db, archive, manifest, replace=replace)
                audit.record(db, actor, "restore", "database", after={"file": source.name, "rows": manifest.rows})
    except OSError as error:
        raise _refused(UNREADABLE, source, error) from error
    return _done(manifest)


def _check(archive: ZipFile, manifest: Manifest) -> None:
    if not migrate.is_known(manifest.revision):
        raise Refused(backup_file.newer(manifest.version))
    if found := backup_file.damage(archive, manifest):
        raise Refused(found)


def _take_over(db: Database, archive: ZipFile, manifest: Manifest, *, replace: bool) -> None:
    connection = db.connection()
    if not replace and not backup_rows.is_empty(db, ADMIN_EMAIL):
        raise Refused(NOT_EMPTY)
    epoch = restore_rows.epoch(connection)
    try:
        _load(connection, archive, manifest)
        restore_rows.finish(connection, epoch)
    except restore_rows.FORBIDDEN as error:
        if faults.told(error):
            raise
        raise Refused(Message(FORBIDDEN, {"reason": str(error).splitlines()[0]})) from error
    except backup_file.BROKEN as error:
        raise Refused(backup_file.damaged(str(error))) from error


def _load(connection: Connection, archive: ZipFile, manifest: Manifest) -> None:
    tables = restore_rows.rebuild(connection, manifest.revision)
    members = {member.name: member for member in manifest.tables}
    for table in tables:
        member = members.pop(table.name, None)
        if member is None or set(member.columns) != set(table.columns.keys()):
            raise Refused(backup_file.damaged(table.name))
        restore_rows.load(connection, table, member.columns, backup_file.rows_of(archive, member))
    if members:
        raise Refused(backup_file.damaged(next(iter(members))))
    if broken := restore_rows.broken_reference(connection):
        raise Refused(Message(FORBIDDEN, {"reason": broken}))


def _refused(msgid: str, path: Path, error: OSError) -> Refused:
    return Refused(Message(msgid, {"file": str(path), "reason": error.strerror or str(error)}))


def _done(manifest: Manifest) -> Done:
    return Done(len(manifest.tables), manifest.rows, manifest.made_at)
