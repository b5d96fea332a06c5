"""The chat's tables as the code sees them; the versions in `bot/migrations` make them."""

from __future__ import annotations

import sqlalchemy as sa

from corpus.database import Moment

metadata = sa.MetaData()
# SQLite numbers rows by itself only in columns that it calls INTEGER.
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.String, nullable=False),
    sa.Column("since", Moment, nullable=False),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("invited_by", sa.BigInteger),
    sa.Column("since", Moment, nullable=False),
)

codes = sa.Table(
    "codes",
    metadata,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("made_by", sa.BigInteger),
    sa.Column("expires", Moment),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("thread", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False, index=True),
    sa.Column("asked", Moment, nullable=False),
    sa.Column("cleared", sa.Boolean, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("turns_place", "chat", "thread", "person", "id"),
    sqlite_autoincrement=True,
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("turn", _ID, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True),
)

updates = sa.Table(
    "updates",
    metadata,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("taken", Moment, nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("body", sa.Text),
)
