from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel, select

from rxbilling.models import Lot, Portion, Revision, SupportPlan
from rxbilling.models.database import reading
from rxbilling.models.migrate import alembic_config, migrate

# What the tables of revision 0001 held: a plan and its contract, an entry priced by the hour and one by the request.
OF_0001 = """
INSERT INTO calendar VALUES (1, 1, 'UTC', 'UTC', '[]', '[]', NULL, NULL);
INSERT INTO account (id, version, name, country, active, rounding_minimum_s, rounding_mode, rounding_scope)
    VALUES (1, 1, 'Acme', '', TRUE, 0, 'up', 'entry');
INSERT INTO rep VALUES (1, 1, 'Ana', 'L1', TRUE);
INSERT INTO support_plan VALUES (1, 1, 'Gold', '', 'hour', 'postpaid', 'month', 'start', 'EUR', 5, FALSE, 'second',
    3600, FALSE, '[10000, 10000, 10000, 10000]', NULL, 'allow', 0, NULL, 0, FALSE);
INSERT INTO contract (id, version, number, name, account_id, plan_id, first_day, purchase_order, discount_bp,
    discount_amount, taxes, bill_email, payment_days, auto_renew, state, note, rounding_minimum_s, rounding_mode,
    rounding_scope)
    VALUES (1, 1, 'C', 'C', 1, 1, 739000, '', 0, 0, '[]', '', 30, FALSE, 'active', '', 0, 'up', 'entry');
INSERT INTO time_entry (id, version, account_id, rep_id, start_at, end_at, day, seconds, billable, note,
    billed_reference, revision, billed_at)
    VALUES (1, 1, 1, 1, 0, 60, 719163, 60, TRUE, '', '', 0, 9);
INSERT INTO charge VALUES (1, 0, 60, 60, 60, 0, 0, 0, 10, 0, 'EUR', 1, 1);
INSERT INTO portion VALUES (1, 0, 0, 30, 0, 0, 30, 30, NULL, 4, NULL, 600, 10000, 5);
INSERT INTO portion VALUES (1, 1, 30, 60, 0, 3, 30, 30, NULL, 4, NULL, 5, 10000, 5)
"""


def upgrade_to(engine: Engine, revision: str) -> None:
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


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


def test_what_the_first_tables_held_is_kept(empty_database: Engine) -> None:
    upgrade_to(empty_database, "0001")
    with empty_database.begin() as connection:
        for sql in OF_0001.split(";"):
            connection.exec_driver_sql(sql)
    assert migrate(empty_database) == [f"{number:04}" for number in range(2, 14)]
    with reading(empty_database) as db:
        plan = db.get_one(SupportPlan, 1)
        assert (plan.name, plan.allowance_amount, plan.prorate_allowance, plan.overage_per) == (
            "Gold",
            3600,
            False,
            "hour",
        )
        portions = db.exec(select(Portion)).all()
        assert [(part.amount, part.drawn, part.request) for part in portions] == [(5, 0, False), (5, 0, True)]
        assert db.exec(select(Lot)).all() == []
