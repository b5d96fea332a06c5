"""The followed feeds, the entries seen of them, and which article took the place of an updated one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("url", sa.String, nullable=False, unique=True),
        sa.Column("given", sa.String, nullable=False, index=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("publisher", sa.String, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("muted", sa.Boolean, nullable=False),
        sa.Column("etag", sa.String, nullable=False),
        sa.Column("last_modified", sa.String, nullable=False),
        sa.Column("body_key", sa.LargeBinary, nullable=False),
        sa.Column("ttl", sa.Integer),
        sa.Column("next_due", sa.DateTime, nullable=False, index=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_error", sa.String, nullable=False),
        sa.Column("last_ok", sa.DateTime),
        sa.Column("newest_day", sa.Date),
        sa.Column("newest_at", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "entries",
        sa.Column("feed", sa.Integer, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("stamp", sa.LargeBinary, nullable=False),
        sa.Column("article", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
    )
    op.add_column("articles", sa.Column("updated_from", sa.DateTime))
    op.add_column("removed", sa.Column("successor", sa.Integer))


def downgrade() -> None:
    """Drop the tables."""
    op.drop_column("removed", "successor")
    op.drop_column("articles", "updated_from")
    for table in ("entries", "feeds"):
        op.drop_table(table)
