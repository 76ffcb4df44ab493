"""The logo that bills show."""

from alembic import op
import sqlalchemy as sa

from rxbilling.models.migrations.tables import table


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    table("logo",
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_logo_single")),
        sa.CheckConstraint("media_type IN ('image/jpeg', 'image/png', 'image/webp')", name=op.f("ck_logo_media_type")),
    )


def downgrade() -> None:
    raise NotImplementedError("there is no way back to bills without a logo: restore a backup")
