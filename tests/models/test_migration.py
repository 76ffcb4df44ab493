from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel, select

from rxbilling.models import Revision
from rxbilling.models.database import reading
from rxbilling.models.migrate import migrate


def test_the_migrated_tables_are_those_of_the_models(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_constraint_of_the_models_is_there(database: Engine) -> None:
    """Alembic compares no CHECKs: their names are compared here."""
    inspector = inspect(database)
    for table in SQLModel.metadata.sorted_tables:
        stated = {str(c.name) for c in table.constraints if str(c.name).startswith("ck_")}
        assert {c["name"] for c in inspector.get_check_constraints(table.name)} == stated


def test_migrating_again_changes_nothing(database: Engine) -> None:
    assert migrate(database) == []
    with reading(database) as db:
        assert [row.id for row in db.exec(select(Revision))] == [1]
