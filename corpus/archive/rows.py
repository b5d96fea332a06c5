"""The archive's rows and what they mean: rows made of articles, and the values of `model` and `records` made of rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.archive.analysis import Analysed, Analysis
from corpus.archive.dictionary import chunks
from corpus.archive.prepared import Prepared
from corpus.archive.records import Outline, Stored, Totals
from corpus.archive.tables import ARTICLES, TOTALS
from corpus.database import Glance
from corpus.model import Article, Published, last_day

T = TypeVar("T")
# What an outline is made of.
OUTLINE = [
    ARTICLES.c[name] for name in ("id", "change", "title", "source", "url", "published_day", "published_at", "analysis")
]
# What a whole article is made of: all but the archive's own keys and counts.
STORED = [column for column in ARTICLES.c if column.name not in ("change", "url_key", "text_key", "sentences")]
# Every question needs this statement: to make one takes several times as long as SQLite needs to answer it.
_ASK_TOTALS = Prepared(sa.select(*(TOTALS.c[name] for name in ("change", "articles", "samples", "sentences", "terms"))))


def row(item: Analysed, analysis: Analysis, change: int, now: datetime) -> dict[str, object]:
    """The row of a new article; `analysis` has the dictionary's numbers."""
    draft = item.draft
    return {
        "change": change,
        "url_key": item.url_key or None,
        "text_key": item.text_key,
        "url": draft.url,
        "title": draft.title,
        "source": draft.source,
        "published_day": draft.published.day if draft.published else None,
        "published_at": draft.published.moment if draft.published else None,
        "fetched_at": now,
        "language": draft.language,
        "sample": draft.sample,
        "sentences": len(analysis.starts),
        "analysis": analysis.pack(),
        "text": draft.text,
    }


def stored(found: Sequence[Any]) -> Stored:
    """The article in a row of the columns `STORED`."""
    # By place: by name, a column of each of thirty rows costs twice as much.
    number, url, title, source, day, at, fetched, language, sample, analysis, text, updated_from = found
    dated = Published(day, at) if day else None
    article = Article(number, title, source, url, dated, fetched, language, bool(sample), text)
    return Stored(article, Analysis.unpack(analysis), updated_from)


def outline(found: Any) -> Outline:
    """The outline in a row of the columns `OUTLINE`."""
    analysis = Analysis.unpack(found.analysis)
    return Outline(found.id, found.change, found.title, found.source, found.url, published(found), analysis)


def published(found: Any) -> Published | None:
    """The date in a row that has `published_day` and `published_at`; None for an undated article."""
    return Published(found.published_day, found.published_at) if found.published_day else None


def totals(connection: Connection | Glance) -> Totals:
    """The running totals as this transaction sees them."""
    ((change, articles, samples, sentences, terms),) = _ASK_TOTALS.rows(connection)
    return Totals(change, articles, samples, sentences, terms)


# Whether an article was published by `until`, a bare day counting from its beginning; undated ones were not.
VISIBLE = sa.and_(
    ARTICLES.c.published_day <= sa.bindparam("day"),
    sa.or_(ARTICLES.c.published_at.is_(None), ARTICLES.c.published_at <= sa.bindparam("until")),
)


def by(until: datetime) -> dict[str, object]:
    """The parameters of `VISIBLE`."""
    return {"day": last_day(until), "until": until}


def present(connection: Connection, column: sa.Column[T], values: Sequence[T]) -> set[T]:
    """Which of these values stand in that column."""
    return {
        value for chunk in chunks(values) for value in connection.scalars(sa.select(column).where(column.in_(chunk)))
    }
