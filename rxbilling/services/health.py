"""Whether everything is there that a request needs."""

import os
from tempfile import TemporaryFile

from rxbilling.config import settings
from rxbilling.locales import N_, Message
from rxbilling.models import migrate
from rxbilling.models.database import reading
from rxbilling.services.faults import ERRORS, told

NOT_MIGRATED = Message(N_("The database is not up to date: run `rxbilling migrate`."))
UNKNOWN = Message(N_("The database does not work; the log says more."))
PROBE = b"\0" * 65_536


def not_ready() -> Message | None:
    """Return why requests cannot be served now; None where the database answers, is up to date, and there is room."""
    try:
        with reading() as db:
            if migrate.current(db.connection()) != migrate.newest():
                return NOT_MIGRATED
        _write_something()
    except ERRORS as error:
        fault = told(error)
        return fault.message if fault else UNKNOWN
    return None


def _write_something() -> None:
    """See that the data folder takes a file: it has no name, and is gone at once."""
    with TemporaryFile(dir=settings().data_dir) as probe:
        probe.write(PROBE)
        probe.flush()
        os.fsync(probe.fileno())
