"""Payments of less than 0: what is paid back to a customer."""

from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite makes the table anew, without the check that was there.
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_payment_amount"), "payment")
    with op.batch_alter_table("payment") as batch_op:
        batch_op.create_check_constraint(op.f("ck_payment_amount"), "amount <> 0")


def downgrade() -> None:
    raise NotImplementedError("there is no way back to bills of which nothing is paid back: restore a backup")
