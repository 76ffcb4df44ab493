"""A file that is there whole or not at all: written beside its place, flushed to the disk, then put there."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

OWNER_ONLY = 0o600


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that only its owner may read; where anything is raised, what was there before stays."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    _flush_name(path.parent)


def _flush_name(folder: Path) -> None:
    """Flush the folder too: it is what knows the file's name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
