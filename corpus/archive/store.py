"""Articles, the dictionary of their terms and the running totals in the database; one method for each thing asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from corpus.archive.analysis import Analysed, Analysis
from corpus.archive.dictionary import TERMS, Dictionary, Term, chunks, find, prune, unlearn
from corpus.archive.records import Outline, Stored, Totals
from corpus.archive.tables import ARTICLES, REMOVED, TOTALS
from corpus.database import reading, writing
from corpus.model import Article, Published

T = TypeVar("T")
_OUTLINE = [
    ARTICLES.c[name] for name in ("id", "change", "title", "source", "url", "published_day", "published_at", "analysis")
]
# Statements that every question needs are made once: to make one takes several times as long as SQLite needs to answer it.
_ASK_TOTALS = sa.select(TOTALS)
_ASK_ARTICLES = sa.select(ARTICLES).where(ARTICLES.c.id.in_(sa.bindparam("ids", expanding=True)))
_ASK_SPREAD = sa.select(TERMS.c.id, TERMS.c.sentences).where(TERMS.c.id.in_(sa.bindparam("ids", expanding=True)))


class Store:
    """The articles of one database. Safe to share between threads; every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._dictionary = Dictionary()
        self._seen = 0  # the change that the dictionary remembers numbers of
        self._lock = Lock()

    @property
    def engine(self) -> Engine:
        """The database itself, for those who keep tables beside these; its URL holds the password, if any."""
        return self._engine

    def totals(self) -> Totals:
        """The running totals as last committed by any process."""
        with reading(self._engine) as connection:
            return _totals(connection)

    def add(self, batch: Sequence[Analysed], now: datetime) -> int:
        """Store those of `batch` that are not there yet, all or none of them; returns how many were new.

        The first real article sends the samples away, and none comes back.
        """
        with self._writing() as connection:
            return len(self._add(connection, batch, now))

    def put(self, batch: Sequence[Analysed], now: datetime) -> tuple[int, int]:
        """As `add`, but an article whose URL key is stored with another text or title takes that one's place.

        Returns how many were new and how many were replaced. The newer text gets an id of its own, keeps the former
        date of publication, and is told by `successor`. A text less than half as long as the stored one replaces
        nothing: it is what a paywall leaves.
        """
        with self._writing() as connection:
            stale = _stale(connection, batch)
            self._remove(connection, ARTICLES.c.id.in_([row.id for row in stale.values()]))
            fresh = self._add(connection, [_dated_as(item, stale.get(item.url_key)) for item in batch], now)
            updated = [stale[item.url_key] for item in fresh if item.url_key in stale]
            _succeed(connection, updated)
            return len(fresh) - len(updated), len(updated)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that the dictionary is part of; one at a time.

        Where another process wrote meanwhile, it may have pruned numbers that ours remembers.
        """
        with self._lock:
            try:
                with writing(self._engine) as connection:
                    if _totals(connection).change != self._seen:
                        self._dictionary.forget()
                    yield connection
                    self._seen = _totals(connection).change
            except BaseException:
                self._dictionary.forget()
                raise

    def _add(self, connection: Connection, batch: Sequence[Analysed], now: datetime) -> list[Analysed]:
        fresh = _unknown(connection, batch)
        totals = _totals(connection)
        real = [item for item in fresh if not item.draft.sample]
        if real or totals.articles > totals.samples:
            fresh = real
        if real and totals.samples:
            self._remove(connection, ARTICLES.c.sample.is_(sa.true()))
        if fresh:
            self._insert(connection, fresh, now)
        return fresh

    def known(self, keys: Sequence[bytes]) -> set[bytes]:
        """Which of these text keys are stored."""
        with reading(self._engine) as connection:
            return _present(connection, ARTICLES.c.text_key, keys)

    def known_urls(self, keys: Sequence[str]) -> set[str]:
        """Which of these URL keys are stored."""
        with reading(self._engine) as connection:
            return _present(connection, ARTICLES.c.url_key, keys)

    def successor(self, article: int) -> int | None:
        """The id of the article as it stands now, where an update has replaced the one with this id; None otherwise."""
        heir: int | None = None
        with reading(self._engine) as connection:
            query = sa.select(REMOVED.c.successor).where(REMOVED.c.article == sa.bindparam("number"))
            while found := connection.execute(query, {"number": heir or article}).scalar():
                heir = int(found)
        return heir

    def _insert(self, connection: Connection, fresh: Sequence[Analysed], now: datetime) -> None:
        change = _totals(connection).change
        numbers = self._dictionary.learn(connection, fresh)
        rows = [
            _row(item, item.analysis.renumbered(own), place, now)
            for place, (item, own) in enumerate(zip(fresh, numbers, strict=True), change + 1)
        ]
        connection.execute(sa.insert(ARTICLES), rows)
        _count_totals(
            connection,
            change=len(rows),
            articles=len(rows),
            samples=sum(item.draft.sample for item in fresh),
            sentences=sum(len(item.analysis.starts) for item in fresh),
            terms=sum(len(item.analysis.terms) for item in fresh),
        )

    def _remove(self, connection: Connection, which: sa.ColumnElement[bool]) -> None:
        columns = (ARTICLES.c.id, ARTICLES.c.sample, ARTICLES.c.analysis)
        rows = connection.execute(sa.select(*columns).where(which)).all()
        if not rows:
            return
        change = _totals(connection).change
        analyses = [Analysis.unpack(row.analysis) for row in rows]
        connection.execute(sa.delete(ARTICLES).where(which))
        gone = [{"article": row.id, "change": place} for place, row in enumerate(rows, change + 1)]
        connection.execute(sa.insert(REMOVED), gone)
        unlearn(connection, analyses)
        _count_totals(
            connection,
            change=len(rows),
            articles=-len(rows),
            samples=-sum(bool(row.sample) for row in rows),
            sentences=-sum(len(analysis.starts) for analysis in analyses),
            terms=-sum(len(analysis.terms) for analysis in analyses),
        )

    def retire(self, first: date | None, most: int, limit: int) -> int:
        """Remove the oldest articles, about `limit` at a time; how many.

        Those from before the day `first`, and those beyond the newest `most`; None and 0 keep all. The day of an undated
        article is that on which it came in. The samples stay.
        """
        came = sa.func.date(ARTICLES.c.fetched_at, type_=sa.Date)
        day = sa.func.coalesce(ARTICLES.c.published_day, came, type_=sa.Date)
        oldest = sa.select(ARTICLES.c.id).where(ARTICLES.c.sample.is_(sa.false())).order_by(day, ARTICLES.c.id)
        with self._writing() as connection:
            totals = _totals(connection)
            beyond = max(0, totals.articles - totals.samples - most) if most else 0
            gone = set(connection.scalars(oldest.limit(min(beyond, limit)))) if beyond else set()
            if first is not None:
                undated = sa.and_(ARTICLES.c.published_day.is_(None), came < first)
                gone |= set(
                    connection.scalars(oldest.where(sa.or_(ARTICLES.c.published_day < first, undated)).limit(limit))
                )
            self._remove(connection, ARTICLES.c.id.in_(gone))
            if gone:
                _forget_removals(connection)
            return len(gone)

    def prune(self, limit: int) -> int:
        """Remove words that stand in no article any more, at most `limit`; how many."""
        with self._writing() as connection:
            self._dictionary.forget()
            return prune(connection, limit)

    def terms(self, wanted: Iterable[str]) -> dict[str, Term]:
        """The dictionary entries of those `wanted` terms that stand in any article."""
        with reading(self._engine) as connection:
            found = find(connection, list(set(wanted)))
        return {term: entry for term, entry in found.items() if entry.articles}

    def beginning(self, prefix: str) -> dict[str, int]:
        """The terms in use that begin with `prefix`, each with the number of its articles."""
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        query = sa.select(TERMS.c.term, TERMS.c.articles).where(
            TERMS.c.term >= prefix, TERMS.c.term < after, TERMS.c.articles > 0
        )
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def spread(self, ids: Sequence[int]) -> dict[int, int]:
        """In how many sentences each of these term numbers stands."""
        with reading(self._engine) as connection:
            return {
                row.id: row.sentences
                for chunk in chunks(ids)
                for row in connection.execute(_ASK_SPREAD, {"ids": chunk})
            }

    def article_spread(self, ids: Sequence[int]) -> dict[int, int]:
        """In how many articles each of these term numbers stands."""
        with reading(self._engine) as connection:
            return {
                row.id: row.articles
                for chunk in chunks(ids)
                for row in connection.execute(sa.select(TERMS.c.id, TERMS.c.articles).where(TERMS.c.id.in_(chunk)))
            }

    def histogram(self) -> dict[int, int]:
        """How many terms stand in so many sentences."""
        query = sa.select(TERMS.c.sentences, sa.func.count()).where(TERMS.c.sentences > 0).group_by(TERMS.c.sentences)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def articles(self, ids: Sequence[int]) -> dict[int, Stored]:
        """The stored articles with these ids; those that are gone are left out."""
        with reading(self._engine) as connection:
            rows = [row for chunk in chunks(ids) for row in connection.execute(_ASK_ARTICLES, {"ids": chunk})]
        return {row.id: Stored(_article(row), Analysis.unpack(row.analysis), row.updated_from) for row in rows}

    def changed(self, since: int) -> Iterator[Outline]:
        """The articles changed after change number `since`, in that order; streams."""
        yield from self._outlines(sa.select(*_OUTLINE).where(ARTICLES.c.change > since).order_by(ARTICLES.c.change))

    def period(self, since: datetime, until: datetime) -> list[Outline]:
        """The articles published in `since <= t <= until`, a bare day counting whole; undated ones are in no period."""
        at = ARTICLES.c.published_at
        query = sa.select(*_OUTLINE).where(
            ARTICLES.c.published_day >= since.date(), _visible(until), sa.or_(at.is_(None), at >= since)
        )
        return list(self._outlines(query.order_by(ARTICLES.c.id)))

    def outlines(self, ids: Sequence[int]) -> list[Outline]:
        """The articles with these ids, in that order; those that are gone are left out."""
        found = {
            outline.id: outline
            for chunk in chunks(ids)
            for outline in self._outlines(sa.select(*_OUTLINE).where(ARTICLES.c.id.in_(chunk)))
        }
        return [found[number] for number in ids if number in found]

    def _outlines(self, query: sa.Select[Any]) -> Iterator[Outline]:
        streamed = {"yield_per": 200}
        with reading(self._engine) as connection, connection.execute(query, execution_options=streamed) as rows:
            for row in rows:
                analysis = Analysis.unpack(row.analysis)
                yield Outline(row.id, row.change, row.title, row.source, row.url, _published(row), analysis)

    def removed(self, since: int) -> list[int]:
        """The ids of articles removed after change number `since`."""
        with reading(self._engine) as connection:
            return list(connection.scalars(sa.select(REMOVED.c.article).where(REMOVED.c.change > since)))

    def sources(self) -> dict[str, int]:
        """Every source with its number of articles."""
        query = sa.select(ARTICLES.c.source, sa.func.count()).group_by(ARTICLES.c.source)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def newest(self, until: datetime) -> Published | None:
        """The newest publication that is not after `until`."""
        day = sa.func.coalesce(ARTICLES.c.published_at, ARTICLES.c.published_day)
        query = (
            sa.select(ARTICLES.c.published_day, ARTICLES.c.published_at)
            .where(_visible(until))
            .order_by(ARTICLES.c.published_day.desc(), day.desc())
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return _published(row) if row else None

    def count(self, until: datetime) -> int:
        """How many articles are from no later day than `until`; undated ones count."""
        day = ARTICLES.c.published_day
        query = sa.select(sa.func.count()).where(sa.or_(day <= _last_day(until), day.is_(None)))
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())


def _last_day(until: datetime) -> date:
    """The latest day that it is anywhere: the asker's own or UTC's."""
    return max(until.date(), until.astimezone(UTC).date())


def _visible(until: datetime) -> sa.ColumnElement[bool]:
    at = ARTICLES.c.published_at
    return sa.and_(ARTICLES.c.published_day <= _last_day(until), sa.or_(at.is_(None), at <= until))


def _totals(connection: Connection) -> Totals:
    row = connection.execute(_ASK_TOTALS).one()
    return Totals(row.change, row.articles, row.samples, row.sentences, row.terms)


def _unknown(connection: Connection, batch: Sequence[Analysed]) -> list[Analysed]:
    """Those of `batch` that are neither stored nor twice in it."""
    urls = _present(connection, ARTICLES.c.url_key, [item.url_key for item in batch if item.url_key])
    texts = _present(connection, ARTICLES.c.text_key, [item.text_key for item in batch])
    fresh = []
    for item in batch:
        if item.text_key in texts or item.url_key in urls:
            continue
        fresh.append(item)
        texts.add(item.text_key)
        if item.url_key:
            urls.add(item.url_key)
    return fresh


def _present(connection: Connection, column: sa.Column[T], values: Sequence[T]) -> set[T]:
    return {
        value for chunk in chunks(values) for value in connection.scalars(sa.select(column).where(column.in_(chunk)))
    }


def _stale(connection: Connection, batch: Sequence[Analysed]) -> dict[str, Any]:
    """The stored articles, by URL key, that one of `batch` brings up to date."""
    names = ("id", "url_key", "text_key", "title", "fetched_at", "updated_from", "published_day", "published_at")
    columns = [*(ARTICLES.c[name] for name in names), sa.func.length(ARTICLES.c.text).label("length")]
    found: dict[str, Any] = {
        row.url_key: row
        for chunk in chunks([item.url_key for item in batch if item.url_key])
        for row in connection.execute(sa.select(*columns).where(ARTICLES.c.url_key.in_(chunk)))
    }
    renewed = {item.url_key for item in batch if item.url_key in found and _renews(item, found[item.url_key])}
    return {key: found[key] for key in renewed}


def _renews(item: Analysed, row: Any) -> bool:
    other = item.text_key != row.text_key or item.draft.title != row.title
    return other and 2 * len(item.draft.text) >= int(row.length)


def _dated_as(item: Analysed, former: Any) -> Analysed:
    published = _published(former) if former else None
    return replace(item, draft=replace(item.draft, published=published)) if published else item


def _succeed(connection: Connection, former: Iterable[Any]) -> None:
    """Note that the articles which now have these rows' URL keys took their places."""
    for row in former:
        this = ARTICLES.c.url_key == row.url_key
        heir = connection.execute(sa.select(ARTICLES.c.id).where(this)).scalar_one()
        connection.execute(sa.update(ARTICLES).where(this).values(updated_from=row.updated_from or row.fetched_at))
        connection.execute(sa.update(REMOVED).where(REMOVED.c.article == row.id).values(successor=heir))


def _forget_removals(connection: Connection) -> None:
    """Drop the notes on articles that went before any that is here had come: whatever follows has long seen them."""
    oldest = sa.select(sa.func.min(ARTICLES.c.change)).scalar_subquery()
    connection.execute(sa.delete(REMOVED).where(REMOVED.c.change < oldest))


def _count_totals(connection: Connection, **by: int) -> None:
    connection.execute(sa.update(TOTALS).values({name: TOTALS.c[name] + count for name, count in by.items()}))


def _row(item: Analysed, analysis: Analysis, change: int, now: datetime) -> dict[str, object]:
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


def _published(row: Any) -> Published | None:
    return Published(row.published_day, row.published_at) if row.published_day else None


def _article(row: Any) -> Article:
    return Article(
        row.id,
        row.title,
        row.source,
        row.url,
        _published(row),
        row.fetched_at,
        row.language,
        bool(row.sample),
        row.text,
    )
