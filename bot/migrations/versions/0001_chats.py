"""Chats, the people allowed, one-time codes, remembered turns, and the updates that are still owed an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("invited_by", sa.BigInteger),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_table(
        "codes",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("expires", sa.DateTime),
    )
    op.create_table(
        "turns",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False, index=True),
        sa.Column("asked", sa.DateTime, nullable=False),
        sa.Column("cleared", sa.Boolean, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Index("turns_place", "chat", "thread", "person", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("turn", _ID, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
    )
    op.create_table(
        "updates",
        sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("taken", sa.DateTime, nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("body", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("updates", "answers", "turns", "codes", "people", "chats"):
        op.drop_table(table)
