"""``rxbilling backup`` and ``rxbilling restore``."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rxbilling import serve
from rxbilling.config import settings
from rxbilling.services import backup as backups
from rxbilling.services.access import COMMAND_LINE


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as rxbilling-2026-01-31.zip.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
) -> None:
    """Write everything that is stored into one file, also while the app runs. It holds password hashes: guard it."""
    done = backups.back_up(COMMAND_LINE, file, overwrite=overwrite)
    typer.echo(f"{file} is written: {done.rows} rows of {done.tables} tables.")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup, of SQLite or of PostgreSQL.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="DELETE everything that is here now, and put the backup in its place.")
    ] = False,
) -> None:
    """Bring back a backup: all of it, or nothing is changed. Everybody has to sign in again."""
    serve.make_tables(settings())
    done = backups.restore(COMMAND_LINE, file, replace=replace)
    made = datetime.fromtimestamp(done.made_at, UTC)
    typer.echo(f"The backup of {made:%Y-%m-%d %H:%M} UTC is restored: {done.rows} rows of {done.tables} tables.")
