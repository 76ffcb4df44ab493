"""The bad rows of a try to import, beside the uploaded file, for download."""

from rxbilling.exchange.bad_rows import BadRow, bad_rows_csv
from rxbilling.exchange.table import Table
from rxbilling.services import uploads
from rxbilling.services.access import Actor, Right, require

SUFFIX = ".bad.csv"


def write(actor: Actor | None, token: str, table: Table, bad: list[BadRow]) -> None:
    """Keep the bad rows of a file, in the language of whoever imports."""
    actor = require(actor, Right.IMPORT)
    path = uploads.path_of(actor, token)
    path.with_name(path.name + SUFFIX).write_bytes(bad_rows_csv(table, bad, actor.language))


def read(actor: Actor | None, token: str) -> bytes:
    """Return the bad rows of a file.

    Raises:
        Refused: the actor may not import, or there is no such file of this user.
    """
    actor = require(actor, Right.IMPORT)
    path = uploads.path_of(actor, token)
    beside = path.with_name(path.name + SUFFIX)
    return beside.read_bytes() if beside.is_file() else b""
