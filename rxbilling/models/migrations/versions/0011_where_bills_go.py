"""Where the bills of an account go that are by no contract with an address of its own."""

from alembic import op
import sqlalchemy as sa


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("bill_email", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("there is no way back to accounts without an address for bills: restore a backup")
