"""QuickBooks: what our things are called there, its own lists, and what was sent to it."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.tables import table


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

NAMED = "kind IN ('customer', 'employee', 'payroll', 'item', 'class', 'charge', 'tax', 'company')"
LISTS = "kind IN ('customer', 'employee', 'vendor', 'item', 'class', 'account', 'tax')"


def upgrade() -> None:
    table("quickbooks_name",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("their_id", sa.String(), nullable=False),
        sa.CheckConstraint(NAMED, name=op.f("ck_quickbooks_name_kind")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_quickbooks_name_kind_key")),
    )
    table("quickbooks_list",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("their_id", sa.String(), nullable=False),
        sa.CheckConstraint(LISTS, name=op.f("ck_quickbooks_list_kind")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_quickbooks_list_kind_name")),
    )
    table("export_item",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('entry', 'bill')", name=op.f("ck_export_item_kind")),
        sa.UniqueConstraint("kind", "row_id", "export_id", name=op.f("uq_export_item_kind_row_id_export_id")),
        export_id="export.id CASCADE",
    )
    op.create_index(op.f("ix_export_item_export_id"), "export_item", ["export_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to exports that remember nothing: restore a backup")
