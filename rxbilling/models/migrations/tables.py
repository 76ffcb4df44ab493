"""Tables that migrations create: numbered, with a version and references."""

import sqlalchemy as sa
from alembic import op


def table(name: str, *columns: sa.schema.SchemaItem, numbers_once: bool = False, **references: str) -> None:
    """Create a numbered table; a reference is ``table.column``, ``?`` where it may be empty, or ``CASCADE``.

    ``numbers_once`` lets SQLite never give a number again whose row was deleted, as PostgreSQL never does.
    """
    keys = [
        (column, *target.rstrip("?").partition(" ")[::2], target.endswith("?")) for column, target in references.items()
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *[sa.Column(column, sa.Integer(), nullable=optional) for column, _, _, optional in keys],
        *columns,
        *[
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}"), ondelete=ondelete or None)
            for column, target, ondelete, _ in keys
        ],
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_autoincrement=numbers_once,
    )
