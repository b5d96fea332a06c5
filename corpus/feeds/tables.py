"""The tables of the followed feeds as the code sees them; the versions in `corpus/migrations` make them."""

from __future__ import annotations

import sqlalchemy as sa

from corpus.database import Moment

TABLES = sa.MetaData()
FEEDS = sa.Table(
    "feeds",
    TABLES,
    # Wider than in the database: a number that somebody made up is looked for in vain, and is no error.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("url", sa.String),
    sa.Column("given", sa.String),
    sa.Column("title", sa.String),
    sa.Column("topic", sa.String),
    sa.Column("site", sa.String),
    sa.Column("publisher", sa.String),
    sa.Column("added_at", Moment),
    sa.Column("paused", sa.Boolean),
    sa.Column("muted", sa.Boolean),
    sa.Column("etag", sa.String),
    sa.Column("last_modified", sa.String),
    sa.Column("body_key", sa.LargeBinary),
    sa.Column("ttl", sa.Integer),
    sa.Column("next_due", Moment),
    sa.Column("failures", sa.Integer),
    sa.Column("last_error", sa.String),
    sa.Column("last_ok", Moment),
    sa.Column("newest_day", sa.Date),
    sa.Column("newest_at", Moment),
)
ENTRIES = sa.Table(
    "entries",
    TABLES,
    sa.Column("feed", sa.Integer, primary_key=True),
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("stamp", sa.LargeBinary),
    sa.Column("article", sa.String),
    sa.Column("tries", sa.Integer),
    sa.Column("seen_at", Moment),
)
