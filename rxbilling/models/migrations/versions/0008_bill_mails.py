"""Bills that are sent by e-mail: which bill a mail brings, and whom its reader answers."""

from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

# As in 0002, a column brings its constraint along, so that SQLite need not copy its table.
COLUMNS = (
    "mail ADD COLUMN bill_id INTEGER CONSTRAINT fk_mail_bill_id REFERENCES bill (id)",
    "mail ADD COLUMN reply_to VARCHAR NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute("ALTER TABLE " + column)
    op.create_index("ix_mail_bill_id", "mail", ["bill_id"])


def downgrade() -> None:
    raise NotImplementedError("there is no way back to mails without bills: restore a backup")
