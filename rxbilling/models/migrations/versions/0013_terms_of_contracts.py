"""Since when the term of a contract runs that goes on under other terms in the middle of it."""

from alembic import op
import sqlalchemy as sa


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contract", sa.Column("term_first_day", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("there is no way back to contracts that forget their term: restore a backup")
