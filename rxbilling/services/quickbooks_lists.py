"""QuickBooks' own lists: imported, so that our things are given names that are really there."""

from collections.abc import AsyncIterator

from rxbilling.exchange.quickbooks_lists import read_lists
from rxbilling.locales import N_, Message
from rxbilling.models import quickbooks_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.quickbooks import LISTS
from rxbilling.services import audit, uploads
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.inputs import plain

MEGABYTES = 20
TOO_LARGE = Message(N_("A file of lists has at most {megabytes} MB."), {"megabytes": MEGABYTES})


async def keep(actor: Actor | None, chunks: AsyncIterator[bytes]) -> str:
    """Store a file of lists as it arrives; return the token under which its sender takes it in.

    Raises:
        Refused: the actor may not, or it is too large.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    return await uploads.store(actor, chunks, MEGABYTES, Invalid("file", TOO_LARGE))


def take_kept(actor: Actor | None, token: str, filename: str) -> dict[str, int]:
    """Take in the lists of a file that was stored, as ``take`` does.

    Raises:
        Refused: the actor may not, the file is not there any more, or there is no list in it.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    path = uploads.path_of(actor, token)
    data = path.read_bytes()
    path.unlink()
    return take(actor, data, filename)


def take(actor: Actor | None, data: bytes, filename: str) -> dict[str, int]:
    """Put the lists of a file in the place of those that were imported before; return how long each of them is.

    Raises:
        Refused: the actor may not, or there is no list in the file.
    """
    actor = require(actor, Right.EXPORT_ACCOUNTING)
    lists = read_lists(data, filename)
    if isinstance(lists, Message):
        raise Invalid("file", lists)
    with writing() as db:
        for kind, names in lists.items():
            clean = {plain(name): plain(number) for name, number in names.items()}
            quickbooks_rows.replace_list(db, kind, list(clean.items()))
            facts: Facts = {"file": plain(filename), "list": kind, "names": len(names)}
            audit.record(db, actor, "import", "quickbooks list", after=facts)
    return {kind: len(names) for kind, names in lists.items()}


def sizes(actor: Actor | None) -> dict[str, int]:
    """Return how many names each of QuickBooks' lists has; 0 where it was not imported yet."""
    require(actor, Right.EXPORT_ACCOUNTING)
    with reading() as db:
        return dict.fromkeys(LISTS, 0) | quickbooks_rows.list_sizes(db)
