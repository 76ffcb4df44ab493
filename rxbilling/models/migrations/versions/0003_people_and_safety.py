"""People and safety: second factors, links, personal tokens, closed periods."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.guards import create_closing_guards, create_way_round_guards


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# As in 0002, a column brings its constraint along, so that SQLite need not copy its table.
COLUMNS = (
    "app_user ADD COLUMN zone VARCHAR NOT NULL DEFAULT ''",
    "app_user ADD COLUMN one_time_password BOOLEAN NOT NULL DEFAULT FALSE",
    "app_user ADD COLUMN totp_secret VARCHAR NOT NULL DEFAULT '' "
    "CONSTRAINT ck_app_user_theme CHECK (theme IN ('system', 'light', 'dark'))",
    "app_user ADD COLUMN totp_step BIGINT NOT NULL DEFAULT 0",
    "user_session ADD COLUMN stage VARCHAR NOT NULL DEFAULT 'in' "
    "CONSTRAINT ck_user_session_stage CHECK (stage IN ('in', 'code', 'password'))",
    "user_session ADD COLUMN agent VARCHAR NOT NULL DEFAULT ''",
    "organisation ADD COLUMN closed_day INTEGER",
    "organisation ADD COLUMN closed_before BIGINT "
    "CONSTRAINT ck_organisation_closed CHECK ((closed_day IS NULL) = (closed_before IS NULL))",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    create_tables()
    create_closing_guards()
    create_way_round_guards()


def create_tables() -> None:
    of_user("access_link",
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('purpose', sa.String(), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('expires_at', sa.BigInteger(), nullable=False),
        sa.CheckConstraint("purpose IN ('invite', 'reset')", name=op.f('ck_access_link_purpose')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_access_link_token_hash')),
    )
    of_user("recovery_code",
        sa.Column('code_hash', sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint('user_id', 'code_hash', name=op.f('uq_recovery_code_user_id_code_hash')),
    )
    of_user("api_token",
        sa.Column('token_hash', sa.LargeBinary(), nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('hint', sa.String(), nullable=False),
        sa.Column('scopes', sa.JSON(), nullable=False),
        sa.Column('created_at', sa.BigInteger(), nullable=False),
        sa.Column('expires_at', sa.BigInteger(), nullable=False),
        sa.Column('used_at', sa.BigInteger(), nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f('ck_api_token_times')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_api_token_token_hash')),
    )
    of_user("idempotency_key",
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('request_hash', sa.LargeBinary(), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.UniqueConstraint('user_id', 'key', name=op.f('uq_idempotency_key_user_id_key')),
        index=False,
    )
    op.create_index('ix_idempotency_key_at', 'idempotency_key', ['at'])


def of_user(name: str, *columns: sa.schema.SchemaItem, index: bool = True) -> None:
    """Create a table whose rows go with their user."""
    op.create_table(name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(['user_id'], ['app_user.id'], name=op.f(f'fk_{name}_user_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
    )
    if index:
        op.create_index(op.f(f'ix_{name}_user_id'), name, ['user_id'])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to tables without second factors: restore a backup")
