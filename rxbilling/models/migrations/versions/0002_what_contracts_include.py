"""What contracts include: lots by key, what portions drew, and the rest of what a plan can say."""

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

# SQLite would copy a whole table, and break what refers to it, to add a constraint to it: one that comes with its
# column needs no copy, there and in PostgreSQL.
COLUMNS = (
    "support_plan ADD COLUMN prorate_allowance BOOLEAN NOT NULL DEFAULT FALSE",
    "support_plan ADD COLUMN overage_per VARCHAR NOT NULL DEFAULT 'hour' "
    "CONSTRAINT ck_support_plan_overage_per CHECK (overage_per IN ('hour', 'request'))",
    "portion ADD COLUMN drawn BIGINT NOT NULL DEFAULT 0 CONSTRAINT ck_portion_drawn CHECK (drawn >= 0)",
    "portion ADD COLUMN request BOOLEAN NOT NULL DEFAULT FALSE",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE {column}")
    # Nothing was drawn before: of portions without a lot, only work priced per request (kind 3) carries such a price.
    op.execute("UPDATE portion SET request = TRUE WHERE kind = 3")
    op.create_index('ix_portion_lot_id', 'portion', ['lot_id'], unique=False, sqlite_where=sa.text('lot_id IS NOT NULL'), postgresql_where=sa.text('lot_id IS NOT NULL'))
    replace_lots()


def replace_lots() -> None:
    """Make the table anew: it was never filled, and pricing fills it."""
    named = op.get_bind().dialect.name == "postgresql"
    if named:
        op.drop_constraint('fk_portion_lot_id', 'portion')
    op.drop_table('lot')
    op.create_table('lot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('contract_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('top_up_id', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('granted', sa.BigInteger(), nullable=False),
    sa.Column('drawn', sa.BigInteger(), nullable=False),
    sa.Column('first_day', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('base', 'top_up', 'carry_over')", name=op.f('ck_lot_kind')),
    sa.CheckConstraint("unit IN ('second', 'request', 'money')", name=op.f('ck_lot_unit')),
    sa.CheckConstraint('drawn >= 0', name=op.f('ck_lot_drawn')),
    sa.CheckConstraint('last_day IS NULL OR last_day >= first_day', name=op.f('ck_lot_days')),
    sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_lot_contract_id')),
    sa.ForeignKeyConstraint(['top_up_id'], ['top_up.id'], name=op.f('fk_lot_top_up_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lot')),
    sa.UniqueConstraint('key', name=op.f('uq_lot_key'))
    )
    op.create_index(op.f('ix_lot_contract_id'), 'lot', ['contract_id'], unique=False)
    if named:
        op.create_foreign_key(op.f('fk_portion_lot_id'), 'portion', 'lot', ['lot_id'], ['id'])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to the first tables: restore a backup")
