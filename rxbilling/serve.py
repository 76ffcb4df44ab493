"""Bring everything up for ``rxbilling run``: data folder, tables, first user, front end, server.

What a user can cause is a ``CannotStart`` with one line that says what to do.
"""

import os
import socket
from collections.abc import Callable

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.exc import DatabaseError

from rxbilling import frontend
from rxbilling.config import Settings, settings
from rxbilling.models.database import engine, writing
from rxbilling.models.migrate import migrate
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.installation import look
from rxbilling.services.setup import ensure_organisation
from rxbilling.services.users import first_admin

Say = Callable[[str], None]


class CannotStart(Exception):  # noqa: N818 - named for what the user reads
    """Something outside must be changed first; the text is one line for the user."""


def run(say: Say) -> None:
    """Prepare everything and serve until the user stops it.

    Raises:
        CannotStart: the data folder, the database, the port or the build does not allow it.
    """
    chosen = settings()
    check_port(chosen)
    say_first_user(prepare(chosen), say)
    if look(COMMAND_LINE).is_empty:
        say("There is no work here yet: import a file, or fill in the demo company (a button, or `make demo`).")
    build_frontend(say)
    serve(chosen, say)


def prepare(chosen: Settings) -> tuple[str, str] | None:
    """Make the data folder and the tables; return the first user's address and password if it was made now."""
    make_tables(chosen)
    with writing() as db:
        ensure_organisation(db, chosen.zone)
    return first_admin()


def make_tables(chosen: Settings) -> None:
    """Make the data folder, and the tables or what is new about them."""
    check_folder(chosen)
    try:
        migrate(engine())
    except DatabaseError as error:
        raise CannotStart(f"The database cannot be opened: {str(error.orig).splitlines()[0]}") from error


def check_folder(chosen: Settings) -> None:
    """Make the data folder if need be, and see that it can be written to."""
    try:
        # Databases, uploads and the state of open pages are for nobody else on this machine.
        os.umask(0o077)
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
        for path in (chosen.data_dir, *chosen.data_dir.glob("rxbilling.db*")):
            path.chmod(path.stat().st_mode & ~0o077)
        probe = chosen.data_dir / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        folder = chosen.data_dir.absolute()
        raise CannotStart(
            f"The data folder {folder} cannot be written to ({error.strerror}). Set RXBILLING_DATA_DIR to another one."
        ) from error


def check_port(chosen: Settings) -> None:
    """See that nothing else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            raise CannotStart(
                f"Port {chosen.port} on {chosen.host} cannot be used ({error.strerror}). "
                f"Stop what uses it, or choose another: RXBILLING_PORT={chosen.port + 1}"
            ) from error


def say_first_user(made: tuple[str, str] | None, say: Say) -> None:
    """Tell how to sign in for the first time; the password is shown this once."""
    if made:
        email, password = made
        say(f"Sign in as {email} with the password {password}")
        say("(it is shown only now; `rxbilling user password` sets another)")


def build_frontend(say: Say) -> None:
    """Build the front end if its sources changed since it was built."""
    if frontend.is_built():
        return
    say("Building the front end (about a minute; only when its sources have changed) …")
    try:
        frontend.build()
    except frontend.BuildFailed as failure:
        raise CannotStart(f"The front end could not be built. The build's last words:\n{failure}") from failure


def serve(chosen: Settings, say: Say) -> None:
    """Serve pages, sockets and HTTP routes on one port."""
    frontend.prepare_environment()
    # Reflex's own switches for a front end that is built already; pinned with its version.
    os.environ["__REFLEX_SKIP_COMPILE"] = "true"
    os.environ["__REFLEX_MOUNT_FRONTEND_COMPILED_APP"] = "true"
    server = Granian(
        "rxbilling.served:app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.ASGI,
        factory=True,
        log_level=LogLevels.warning,
    )
    server.on_startup(lambda: say(f"rxbilling is at http://{shown_host(chosen.host)}:{chosen.port} - Ctrl-C stops it"))
    server.serve()


def shown_host(host: str) -> str:
    """Return the host that a browser on this machine can use."""
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
