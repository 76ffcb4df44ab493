"""Contracts: plans that replace others, people and files of contracts, contacts, opened tickets, notices by e-mail."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.tables import table


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

# As in 0002, a column brings its constraint along, so that SQLite need not copy its table.
COLUMNS = (
    "support_plan ADD COLUMN replaces_id INTEGER "
    "CONSTRAINT fk_support_plan_replaces_id REFERENCES support_plan (id)",
    "support_plan ADD COLUMN from_day INTEGER",
    "support_plan ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE "
    "CONSTRAINT ck_support_plan_grace CHECK (grace_bp >= 0)",
    "contract ADD COLUMN overrides JSON NOT NULL DEFAULT '{}'",
    "contract ADD COLUMN end_reason VARCHAR NOT NULL DEFAULT ''",
    "contract ADD COLUMN notice_days JSON",
    "contract ADD COLUMN notice_percents JSON",
    "contract ADD COLUMN notice_emails JSON NOT NULL DEFAULT '[]'",
    "top_up ADD COLUMN name VARCHAR NOT NULL DEFAULT ''",
    "account ADD COLUMN address VARCHAR NOT NULL DEFAULT ''",
    "account ADD COLUMN tax_number VARCHAR NOT NULL DEFAULT ''",
    "account ADD COLUMN language VARCHAR NOT NULL DEFAULT ''",
    "account ADD COLUMN note VARCHAR NOT NULL DEFAULT ''",
    "ticket ADD COLUMN service_id INTEGER CONSTRAINT fk_ticket_service_id REFERENCES service (id)",
    "ticket ADD COLUMN opened_by INTEGER "
    "CONSTRAINT fk_ticket_opened_by REFERENCES app_user (id)",
    "ticket ADD COLUMN override_reason VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN notice_days JSON NOT NULL DEFAULT '[60, 30, 7]'",
    "organisation ADD COLUMN notice_percents JSON NOT NULL DEFAULT '[80, 100]'",
    "organisation ADD COLUMN noticed_day INTEGER",
    "app_user ADD COLUMN feed_token_hash {binary}",
)
# What pricing reads of work that is billed: in an account without an allowance, nothing (see models.pricing_rows).
INDEXES = {
    "ix_time_entry_billed": ("time_entry", "account_id", "billed_at IS NOT NULL AND deleted_at IS NULL"),
    "ix_ticket_contract_id": ("ticket", "contract_id", "contract_id IS NOT NULL"),
    "ix_portion_moves_others": ("portion", "entry_id", "kind <> 0 OR lot_id IS NOT NULL OR request"),
}


def upgrade() -> None:
    binary = "BYTEA" if op.get_bind().dialect.name == "postgresql" else "BLOB"
    for column in COLUMNS:
        op.execute("ALTER TABLE " + column.replace("{binary}", binary))
    for name, (table_name, column, condition) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(name, table_name, [column], sqlite_where=where, postgresql_where=where)
    op.create_index("ix_app_user_feed_token_hash", "app_user", ["feed_token_hash"], unique=True)
    create_tables()


def create_tables() -> None:
    table("contact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_contact_account_id_name")),
        account_id="account.id CASCADE",
    )
    op.create_index(op.f("ix_contact_account_id"), "contact", ["account_id"])
    table("contract_person",
        sa.UniqueConstraint("contract_id", "user_id", name=op.f("uq_contract_person_contract_id_user_id")),
        contract_id="contract.id CASCADE",
        user_id="app_user.id CASCADE",
    )
    op.create_index(op.f("ix_contract_person_contract_id"), "contract_person", ["contract_id"])
    table("contract_file",
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')",
            name=op.f("ck_contract_file_media_type"),
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_contract_file_size")),
        contract_id="contract.id CASCADE",
    )
    op.create_index(op.f("ix_contract_file_contract_id"), "contract_file", ["contract_id"])
    table("mail",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_mail_attempts")),
        sa.UniqueConstraint("address", "key", name=op.f("uq_mail_address_key")),
    )
    op.create_index(op.f("ix_mail_next_at"), "mail", ["next_at"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to contracts without people: restore a backup")
