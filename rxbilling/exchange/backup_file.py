"""The file format of backups: a zip of one member a table, and a manifest that says what must be in them.

A member has a line a row: a JSON array in the order of the manifest's columns. Bytes are ``{"base64": "…"}``; JSON
columns are texts, just as they are stored. Nothing in it depends on the database that it came from.
"""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Literal, NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import BaseModel, NonNegativeInt, ValidationError

from rxbilling.locales import N_, Message

FORMAT = 1
MANIFEST = "manifest.json"
# Stronger compression takes three times as long and saves a tenth.
QUICK = 1
BLOCK = 1024 * 1024
NOT_A_BACKUP = Message(N_("This file is not a backup of rxbilling."))
NEWER = N_("This backup is from a newer rxbilling ({version}). Update this one first.")
DAMAGED = N_("The backup is damaged ({part}). Use another one.")
# What a damaged zip, a damaged member or a damaged line raise.
BROKEN = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)


class Rows(NamedTuple):
    """A table on its way into a backup: name, columns, and rows in blocks."""

    name: str
    columns: Sequence[str]
    blocks: Iterable[Iterable[Sequence[Any]]]


class Member(BaseModel):
    """What the manifest says of one table."""

    name: str
    columns: tuple[str, ...]
    rows: NonNegativeInt
    sha256: str

    @property
    def file(self) -> str:
        """The name of the member in the zip."""
        return f"{self.name}.jsonl"


class Manifest(BaseModel):
    """What a backup is and what is in it; ``revision`` is that of its tables, ``made_at`` epoch seconds."""

    app: Literal["rxbilling"] = "rxbilling"
    format: int = FORMAT
    version: str
    revision: str
    made_at: int
    tables: tuple[Member, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(member.rows for member in self.tables)


def damaged(part: str) -> Message:
    """Say that a part of a backup is not what it was."""
    return Message(DAMAGED, {"part": part})


def newer(version: str) -> Message:
    """Say that a backup was made by a version that is not known here."""
    return Message(NEWER, {"version": version})


def write_backup(out: BinaryIO, about: Manifest, tables: Iterable[Rows]) -> Manifest:
    """Write a backup as its rows come, and return its manifest."""
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=QUICK) as archive:
        members = tuple(_write_member(archive, table) for table in tables)
        manifest = about.model_copy(update={"tables": members})
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _write_member(archive: ZipFile, table: Rows) -> Member:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as member:
        for block in table.blocks:
            lines = [_line(row) for row in block]
            data = "".join(lines).encode()
            digest.update(data)
            member.write(data)
            count += len(lines)
    return Member(name=table.name, columns=tuple(table.columns), rows=count, sha256=digest.hexdigest())


def _line(row: Sequence[Any]) -> str:
    return json.dumps(tuple(row), ensure_ascii=False, separators=(",", ":"), default=_tagged) + "\n"


def _tagged(value: bytes) -> dict[str, str]:
    return {"base64": b64encode(value).decode()}


def open_backup(file: BinaryIO) -> tuple[ZipFile, Manifest] | Message:
    """Open a backup and read its manifest; say why it is none."""
    try:
        archive = ZipFile(file)
        text = archive.read(MANIFEST)
        # A later format may say other things of its tables: its number is looked at before the rest.
        head = json.loads(text)
        if head.get("format", FORMAT) > FORMAT:
            return newer(str(head.get("version", "?")))
        return archive, Manifest.model_validate(head)
    except (*BROKEN, ValidationError, AttributeError, TypeError):
        return NOT_A_BACKUP


def damage(archive: ZipFile, manifest: Manifest) -> Message | None:
    """Read everything, and say which table is not what the manifest says."""
    for member in manifest.tables:
        try:
            if _counted(archive, member) != (member.rows, member.sha256):
                return damaged(member.name)
        except BROKEN:
            return damaged(member.name)
    return None


def _counted(archive: ZipFile, member: Member) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    with archive.open(member.file) as lines:
        while data := lines.read(BLOCK):
            digest.update(data)
            count += data.count(b"\n")
    return count, digest.hexdigest()


def rows_of(archive: ZipFile, member: Member) -> Iterator[list[Any]]:
    """Return the rows of a table.

    Raises:
        ValueError: A line is no row of this table.
    """
    with archive.open(member.file) as lines:
        for line in lines:
            row = json.loads(line, object_hook=_untagged)
            if not isinstance(row, list) or len(row) != len(member.columns):
                raise ValueError(member.name)
            if any(isinstance(value, list | dict | float) for value in row):
                raise ValueError(member.name)
            yield row


def _untagged(value: dict[str, str]) -> bytes:
    return b64decode(value["base64"], validate=True)
