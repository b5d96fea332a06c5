"""Digests: what a chat subscribed to, one edition a day, its pages, what was told, what is muted; a chat's pause and quiet."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables and the chat's columns."""
    op.add_column("chats", sa.Column("paused", sa.DateTime))
    op.add_column("chats", sa.Column("quiet", sa.String))
    op.create_table(
        "digests",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False, index=True),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("days", sa.JSON, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("offers", sa.JSON, nullable=False),
        sa.Column("due", sa.DateTime, index=True),
        sa.Column("made", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "editions",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("digest", _ID, sa.ForeignKey("digests.id", ondelete="CASCADE"), nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False, index=True),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("since", sa.DateTime),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.UniqueConstraint("chat", "digest", "day", name="editions_once"),
        sa.Index("editions_digest", "digest", "state"),
        sa.Index("editions_state", "state", "due", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pages",
        sa.Column("edition", _ID, sa.ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("silent", sa.Boolean, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("buttons", sa.JSON, nullable=False),
    )
    op.create_table(
        "told",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("edition", _ID, sa.ForeignKey("editions.id", ondelete="SET NULL"), index=True),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Index("told_chat", "chat", "at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mutes",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.UniqueConstraint("chat", "kind", "value", name="mutes_once"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("mutes", "told", "pages", "editions", "digests"):
        op.drop_table(table)
    with op.batch_alter_table("chats") as chats:
        chats.drop_column("quiet")
        chats.drop_column("paused")
