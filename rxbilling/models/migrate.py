"""Bring a database to the newest shape (Alembic), at every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def alembic_config() -> Config:
    """Return Alembic's configuration; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def migrate(engine: Engine) -> list[str]:
    """Upgrade a database to the newest revision; return the revisions that were applied."""
    with engine.begin() as connection:
        before = current(connection)
        upgrade(connection)
        after = current(connection)
    if before == after:
        return []
    return [script.revision for script in _scripts().iterate_revisions(after or "base", before or "base")][::-1]


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Upgrade a database to a revision, in the surrounding transaction."""
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def current(connection: Connection) -> str | None:
    """Return the revision of a database; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision there is."""
    return _scripts().get_current_head()


def is_known(revision: str) -> bool:
    """Say whether a revision is one of ours; one of a newer version is not."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config())
