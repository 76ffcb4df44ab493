"""QuickBooks' own lists: imported, so that our things are given names that are really there."""

from collections.abc import AsyncIterator

from rxbilling.exchange.quickbooks_lists import read_lists
from rxbilling.locales import N_, Message
from rxbilling.models import quickbooks_rows
from rxbilling.models.database import reading, writing
from rxbilling.models.quickbooks import LISTS
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.audit import Facts
from rxbilling.services.inputs import plain

MEGABYTES = 20
TOO_LARGE = Message(N_("A file of lists has at most {megabytes} MB."), {"megabytes": MEGABYTES})


async def receive(actor: Actor | None, chunks: AsyncIterator[bytes]) -> bytes:
    """Return a file of lists as it arrives.

    Raises:
        Refused: the actor may not, or it is too large.
    """
    require(actor, Right.EXPORT_ACCOUNTING)
    content = bytearray()
    async for chunk in chunks:
        content += chunk
        if len(content) > MEGABYTES * 1024 * 1024:
            raise Invalid("file", TOO_LARGE)
    return bytes(content)


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
