"""The chat's tables as the code sees them; the versions in `bot/migrations` make them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from corpus.database import Moment

metadata = sa.MetaData()
# SQLite numbers rows by itself only in columns that it calls INTEGER.
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

chats = sa.Table(
    "chats",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("paused", Moment),
)

choices = sa.Table(
    "choices",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("zone", sa.String),
    sa.Column("language", sa.String),
    sa.Column("theme", sa.String),
    sa.Column("quiet", sa.String),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("invited_by", sa.BigInteger),
    sa.Column("since", Moment, nullable=False),
)

groups = sa.Table(
    "groups",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("added_by", sa.BigInteger, nullable=False, index=True),
    sa.Column("since", Moment, nullable=False),
)

shut_topics = sa.Table(
    "shut_topics",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False),
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
    sa.Column("heard", sa.BigInteger),
    sa.Index("turns_place", "chat", "thread", "person", "id"),
    sa.Index("turns_heard", "chat", "heard"),
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
    sa.Column("chat", sa.BigInteger),
    sa.Column("worker", sa.String),
    sa.Index("updates_chat", "bot", "chat", "id"),
)

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("holder", sa.String, nullable=False),
    sa.Column("until", Moment, nullable=False),
)

pace = sa.Table(
    "pace",
    metadata,
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("booked", sa.Float, nullable=False),
)

shares = sa.Table(
    "shares",
    metadata,
    sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("shut", sa.Boolean, nullable=False),
    sa.Column("told", sa.Boolean, nullable=False),
)

digests = sa.Table(
    "digests",
    metadata,
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
    sa.Column("due", Moment, index=True),
    sa.Column("made", Moment, nullable=False),
    sqlite_autoincrement=True,
)

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("digest", _ID, sa.ForeignKey("digests.id", ondelete="CASCADE"), nullable=False),
    sa.Column("chat", sa.BigInteger, nullable=False, index=True),
    sa.Column("thread", sa.BigInteger, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("since", Moment),
    sa.Column("until", Moment, nullable=False),
    sa.Column("due", Moment, nullable=False),
    sa.Column("ends", Moment, nullable=False),
    sa.UniqueConstraint("chat", "digest", "day", name="editions_once"),
    sa.Index("editions_digest", "digest", "state"),
    sa.Index("editions_state", "state", "due", "id"),
    sqlite_autoincrement=True,
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("edition", _ID, sa.ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("silent", sa.Boolean, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("edition", _ID, sa.ForeignKey("editions.id", ondelete="SET NULL"), index=True),
    sa.Column("page", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Index("told_chat", "chat", "at"),
    sqlite_autoincrement=True,
)

notices = sa.Table(
    "notices",
    metadata,
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("since", Moment, nullable=False),
)

mutes = sa.Table(
    "mutes",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("thread", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("value", sa.String, nullable=False),
    sa.UniqueConstraint("chat", "thread", "kind", "value", name="mutes_once"),
    sqlite_autoincrement=True,
)

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("chat", sa.BigInteger, nullable=False, index=True),
    sa.Column("thread", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("topic", sa.String, nullable=False),
    sa.Column("made", Moment, nullable=False),
    sa.Column("due", Moment, nullable=False, index=True),
    sa.Column("day", sa.Date),
    sa.Column("spoken", sa.Integer, nullable=False),
    sa.UniqueConstraint("chat", "thread", "topic", name="alerts_once"),
    sqlite_autoincrement=True,
)


def insertion(engine: Engine, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what to do where the row is there already: the same words in both dialects."""
    return postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)
