"""Files that wait to be imported or saved: kept in the data folder for a day, each for the user who sent it."""

import re
import secrets
import time
from collections.abc import AsyncIterator
from pathlib import Path

from rxbilling.config import settings
from rxbilling.locales import N_, Message
from rxbilling.services.access import Actor, Refused, Right, require

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")
KEPT_S = 86_400
MEGABYTE = 1024 * 1024
GONE = Message(N_("The file is not here any more. Choose it again."))


def _folder() -> Path:
    folder = settings().data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def path_of(actor: Actor, token: str) -> Path:
    """Return where a user's file is.

    Raises:
        Refused: there is no such file of this user.
    """
    path = _folder() / f"{actor.user_id}-{token}"
    if not TOKEN.fullmatch(token) or not path.is_file():
        raise Refused(GONE)
    return path


def read(actor: Actor | None, token: str) -> bytes:
    """Return the content of a user's file.

    Raises:
        Refused: the actor may not import, or there is no such file of this user.
    """
    return path_of(require(actor, Right.IMPORT), token).read_bytes()


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a file as it arrives; return the token under which its sender finds it again.

    Raises:
        Refused: the actor may not import, or the file is too large.
    """
    limit = settings().upload_megabytes
    too_large = Refused(Message(N_("The file is larger than {megabytes} MB. Split it."), {"megabytes": limit}))
    return await store(require(actor, Right.IMPORT), chunks, limit, too_large)


async def store(actor: Actor, chunks: AsyncIterator[bytes], megabytes: int, too_large: Refused) -> str:
    """Store a file as it arrives, for whom it was let in; return its token.

    Raises:
        Refused: the file is too large: what was given to be raised then.
    """
    _forget_old()
    token = secrets.token_urlsafe(18)
    path = _folder() / f"{actor.user_id}-{token}"
    try:
        await _write(path, chunks, megabytes * MEGABYTE, too_large)
    except BaseException:
        # Of a file that was too large, of a sender who left or on a full disk nothing stays behind.
        path.unlink(missing_ok=True)
        raise
    return token


def put(actor: Actor, token: str, content: bytes) -> None:
    """Store a file that was made here, for whoever asked for it."""
    _forget_old()
    (_folder() / f"{actor.user_id}-{token}").write_bytes(content)


async def _write(path: Path, chunks: AsyncIterator[bytes], limit: int, too_large: Refused) -> None:
    size = 0
    with path.open("wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise too_large
            file.write(chunk)


def _forget_old() -> None:
    for path in _folder().iterdir():
        if path.stat().st_mtime < time.time() - KEPT_S:
            path.unlink(missing_ok=True)
