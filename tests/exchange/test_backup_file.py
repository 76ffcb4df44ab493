"""The file format of backups, without a database."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from rxbilling.exchange.backup_file import (
    FORMAT,
    MANIFEST,
    NEWER,
    NOT_A_BACKUP,
    Manifest,
    Rows,
    damage,
    damaged,
    open_backup,
    rows_of,
    write_backup,
)
from rxbilling.locales import Message

ROWS: list[tuple[Any, ...]] = [(1, "Ana “é”\n", None, True, b"\x00\xff"), (2**62, "", '{"a": null}', False, None)]
COLUMNS = ("id", "name", "json", "active", "digest")
ABOUT = Manifest(version="1.2", revision="0001", made_at=7)
Change = Callable[[dict[str, bytes]], None]


def made(change: Change = lambda _files: None) -> BytesIO:
    """Return a backup, some of whose members were changed."""
    out, changed = BytesIO(), BytesIO()
    write_backup(out, ABOUT, [Rows("rep", COLUMNS, [ROWS[:1], ROWS[1:]]), Rows("empty", ("id",), [])])
    with ZipFile(out) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with ZipFile(changed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return changed


def manifest_with(**values: Any) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files[MANIFEST] = json.dumps(json.loads(files[MANIFEST]) | values).encode()

    return change


def test_what_was_written_is_read() -> None:
    opened = open_backup(made())
    assert not isinstance(opened, Message)
    archive, manifest = opened
    assert damage(archive, manifest) is None
    assert (manifest.rows, manifest.version, manifest.revision, manifest.made_at) == (2, "1.2", "0001", 7)
    assert [tuple(row) for row in rows_of(archive, manifest.tables[0])] == ROWS
    assert list(rows_of(archive, manifest.tables[1])) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.update({"rep.jsonl": files["rep.jsonl"].replace(b"Ana", b"Eva")}),
        lambda files: files.update({"rep.jsonl": files["rep.jsonl"].splitlines(keepends=True)[0]}),
        lambda files: files.update({"rep.jsonl": b""}),
        lambda files: files.pop("rep.jsonl"),
    ],
    ids=["other words", "fewer rows", "no rows", "no member"],
)
def test_a_member_that_is_not_what_the_manifest_says(change: Change) -> None:
    opened = open_backup(made(change))
    assert not isinstance(opened, Message)
    assert damage(*opened) == damaged("rep")


def test_a_byte_that_flipped_on_the_disk_is_seen() -> None:
    out = BytesIO()
    write_backup(out, ABOUT, [Rows("rep", COLUMNS, [ROWS])])
    data = bytearray(out.getvalue())
    data[60] ^= 1
    opened = open_backup(BytesIO(bytes(data)))
    assert not isinstance(opened, Message)
    assert damage(*opened) == damaged("rep")


@pytest.mark.parametrize(
    "file",
    [
        BytesIO(b""),
        BytesIO(b"Account,Rep\n"),
        BytesIO(made().getvalue()[:200]),
        made(lambda files: files.pop(MANIFEST)),
        made(lambda files: files.update({MANIFEST: b"[]"})),
        made(lambda files: files.update({MANIFEST: b"{"})),
        made(manifest_with(app="other")),
        made(manifest_with(tables=[{"name": "rep"}])),
        made(manifest_with(format="x")),
    ],
    ids=["empty", "text", "cut off", "no manifest", "a list", "half", "another app's", "incomplete", "format"],
)
def test_what_is_no_backup(file: BytesIO) -> None:
    assert open_backup(file) == NOT_A_BACKUP


def test_a_later_format_says_so_before_anything_else_is_read() -> None:
    found = open_backup(made(manifest_with(format=FORMAT + 1, version="9", tables="something else")))
    assert found == Message(NEWER, {"version": "9"})


@pytest.mark.parametrize("line", [b"{}\n", b"[1]\n", b"[1,\n", b'[1,"a",null,true,{"base64":"*"}]\n', b"\xff\n"])
def test_a_line_that_is_no_row(line: bytes) -> None:
    opened = open_backup(made(lambda files: files.update({"rep.jsonl": line})))
    assert not isinstance(opened, Message)
    archive, manifest = opened
    with pytest.raises((ValueError, KeyError)):
        list(rows_of(archive, manifest.tables[0]))
