"""The archive's tables as the code sees them, but for the dictionary's; the versions in `corpus/migrations` make them."""

from __future__ import annotations

import sqlalchemy as sa

from corpus.database import Moment

TABLES = sa.MetaData()
ARTICLES = sa.Table(
    "articles",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("change", sa.Integer),
    sa.Column("url_key", sa.String),
    sa.Column("text_key", sa.LargeBinary),
    sa.Column("url", sa.String),
    sa.Column("title", sa.String),
    sa.Column("source", sa.String),
    sa.Column("published_day", sa.Date),
    sa.Column("published_at", Moment),
    sa.Column("fetched_at", Moment),
    sa.Column("language", sa.String),
    sa.Column("sample", sa.Boolean),
    sa.Column("sentences", sa.Integer),
    sa.Column("analysis", sa.LargeBinary),
    sa.Column("text", sa.Text),
    sa.Column("updated_from", Moment),
)
TOTALS = sa.Table(
    "totals",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("change", sa.Integer),
    sa.Column("articles", sa.Integer),
    sa.Column("samples", sa.Integer),
    sa.Column("sentences", sa.Integer),
    sa.Column("terms", sa.Integer),
)
REMOVED = sa.Table(
    "removed",
    TABLES,
    sa.Column("article", sa.Integer, primary_key=True),
    sa.Column("change", sa.Integer),
    sa.Column("successor", sa.Integer),
)
