"""The files that were imported whole."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "imports",
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("imports")
