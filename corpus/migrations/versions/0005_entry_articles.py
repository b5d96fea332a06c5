"""Finds by an article the entries of feeds that tell of it."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_entries_article", "entries", ["article"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_entries_article", "entries")
