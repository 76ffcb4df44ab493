"""The daily work: working hours, expenses with receipts, timers, weeks handed in, views, and what can be undone."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.guards import create_expense_guards
from rxbilling.models.migrations.tables import table


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

COLUMNS = (
    "rep ADD COLUMN hours JSON NOT NULL DEFAULT '[28800, 28800, 28800, 28800, 28800, 0, 0]'",
    "rep ADD COLUMN billable_target_bp INTEGER NOT NULL DEFAULT 0 "
    "CONSTRAINT ck_rep_billable_target CHECK (billable_target_bp BETWEEN 0 AND 10000)",
    "organisation ADD COLUMN approval BOOLEAN NOT NULL DEFAULT FALSE",
    "expense ADD COLUMN deleted_at BIGINT CONSTRAINT ck_expense_billed CHECK (billed_at IS NULL OR billable)",
)
INDEXES = {
    "deleted": ("deleted_at", "deleted_at IS NOT NULL"),
    "unbilled": ("account_id", "billed_at IS NULL AND deleted_at IS NULL"),
    "product": ("account_id", "product IS NOT NULL"),
}


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    for name, (column, condition) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(f"ix_time_entry_{name}", "time_entry", [column], sqlite_where=where, postgresql_where=where)
    create_tables()
    create_expense_guards()


def create_tables() -> None:
    table("receipt",
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')",
            name=op.f("ck_receipt_media_type"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_receipt_size")),
        sa.UniqueConstraint("expense_id", name=op.f("uq_receipt_expense_id")),
        expense_id="expense.id CASCADE",
    )
    table("timer",
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("rep_id", name=op.f("uq_timer_rep_id")),
        rep_id="rep.id",
        account_id="account.id",
        service_id="service.id?",
        ticket_id="ticket.id?",
    )
    table("week",
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("word", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('submitted', 'approved', 'returned')", name=op.f("ck_week_state")),
        sa.CheckConstraint("(first_day - 1) % 7 = 0", name=op.f("ck_week_monday")),
        sa.UniqueConstraint("rep_id", "first_day", name=op.f("uq_week_rep_id_first_day")),
        rep_id="rep.id",
        decided_by="app_user.id?",
    )
    op.create_index(op.f("ix_week_first_day"), "week", ["first_day"])
    table("saved_view",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_view_user_id_name")),
        user_id="app_user.id CASCADE",
    )
    table("grid_layout",
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.UniqueConstraint("user_id", "grid", name=op.f("uq_grid_layout_user_id_grid")),
        user_id="app_user.id CASCADE",
    )
    table("change_set",
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("undone_at IS NULL OR undone_at >= at", name=op.f("ck_change_set_undone")),
        user_id="app_user.id CASCADE",
    )
    op.create_index(op.f("ix_change_set_at"), "change_set", ["at"])
    op.create_index(op.f("ix_change_set_user_id"), "change_set", ["user_id"])
    create_changed_entry()


def create_changed_entry() -> None:
    op.create_table("changed_entry",
        sa.Column("change_set_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.String(), nullable=True),
        sa.Column("start_at", sa.BigInteger(), nullable=True),
        sa.Column("end_at", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("override_rate", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("billed_at", sa.BigInteger(), nullable=True),
        sa.Column("billed_reference", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name=op.f("fk_changed_entry_change_set_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["time_entry.id"], name=op.f("fk_changed_entry_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("change_set_id", "entry_id", name=op.f("pk_changed_entry")),
    )
    op.create_index("ix_changed_entry_entry_id", "changed_entry", ["entry_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to tables without receipts and weeks: restore a backup")
