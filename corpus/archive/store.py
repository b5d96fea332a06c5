"""Articles, the dictionary of their terms and the running totals in the database; one method for each thing asked of them.

How articles go in and out is left to `changes`, what a row means to `rows`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from corpus.archive import changes
from corpus.archive.analysis import Analysed
from corpus.archive.dictionary import TERMS, Dictionary, Term, chunks, entries, find, prune
from corpus.archive.prepared import Named, Prepared
from corpus.archive.records import Outline, Stored, Totals
from corpus.archive.rows import OUTLINE, STORED, VISIBLE, by, outline, present, stored, totals
from corpus.archive.tables import ARTICLES, REMOVED
from corpus.database import glancing, reading, writing
from corpus.model import Published, last_day

# Statements that every question needs are made once: to make one takes several times as long as SQLite needs to answer it.
_ASK_ARTICLES = Prepared(sa.select(*STORED).where(ARTICLES.c.id.in_(sa.bindparam("ids", expanding=True))))
_ASK_SPREAD = Prepared(
    sa.select(TERMS.c.id, TERMS.c.sentences).where(TERMS.c.id.in_(sa.bindparam("ids", expanding=True)))
)
_ASK_SPREADS = Prepared(sa.select(TERMS.c.id, TERMS.c.sentences))
_ASK_NEWEST = Named(
    sa.select(ARTICLES.c.published_day, ARTICLES.c.published_at)
    .where(VISIBLE)
    .order_by(
        ARTICLES.c.published_day.desc(),
        sa.func.coalesce(ARTICLES.c.published_at, ARTICLES.c.published_day).desc(),
    )
    .limit(1)
)


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
        with glancing(self._engine) as connection:
            return totals(connection)

    def add(self, batch: Sequence[Analysed], now: datetime) -> int:
        """Store those of `batch` that are not there yet, all or none of them; returns how many were new.

        The first real article sends the samples away, and none comes back.
        """
        with self._writing() as connection:
            return len(changes.add(connection, self._dictionary, batch, now))

    def put(self, batch: Sequence[Analysed], now: datetime) -> tuple[int, int]:
        """As `add`, but an article whose URL key is stored with another text or title takes that one's place.

        Returns how many were new and how many were replaced. The newer text gets an id of its own, keeps the former
        date of publication, and is told by `successor`. A text less than half as long as the stored one replaces
        nothing: it is what a paywall leaves. Nor does one that another article has, too: it is what a site under repair says.
        """
        with self._writing() as connection:
            return changes.put(connection, self._dictionary, batch, now)

    def retire(self, first: date | None, most: int, limit: int) -> int:
        """Remove the oldest articles, about `limit` at a time; how many.

        Those from before the day `first`, and those beyond the newest `most`; None and 0 keep all. The day of an undated
        article is that on which it came in. The samples stay.
        """
        with self._writing() as connection:
            return changes.retire(connection, first, most, limit)

    def prune(self, limit: int) -> int:
        """Remove words that stand in no article any more, at most `limit`; how many."""
        with self._writing() as connection:
            self._dictionary.forget()
            return prune(connection, limit)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that the dictionary is part of; one at a time.

        Where another process wrote meanwhile, it may have pruned numbers that ours remembers.
        """
        with self._lock:
            try:
                with writing(self._engine) as connection:
                    if totals(connection).change != self._seen:
                        self._dictionary.forget()
                    yield connection
                    self._seen = totals(connection).change
            except BaseException:
                self._dictionary.forget()
                raise

    def known(self, keys: Sequence[bytes]) -> set[bytes]:
        """Which of these text keys are stored."""
        with reading(self._engine) as connection:
            return present(connection, ARTICLES.c.text_key, keys)

    def known_urls(self, keys: Sequence[str]) -> set[str]:
        """Which of these URL keys are stored."""
        with reading(self._engine) as connection:
            return present(connection, ARTICLES.c.url_key, keys)

    def successor(self, article: int) -> int | None:
        """The id of the article as it stands now, where an update has replaced the one with this id; None otherwise."""
        heir: int | None = None
        with reading(self._engine) as connection:
            query = sa.select(REMOVED.c.successor).where(REMOVED.c.article == sa.bindparam("number"))
            while found := connection.execute(query, {"number": heir or article}).scalar():
                heir = int(found)
        return heir

    def terms(self, wanted: Iterable[str]) -> dict[str, Term]:
        """The dictionary entries of those `wanted` terms that stand in any article."""
        with glancing(self._engine) as connection:
            found = find(connection, list(set(wanted)))
        return {term: entry for term, entry in found.items() if entry.articles}

    def beginning(self, prefix: str, least: int, most: int) -> dict[str, int]:
        """The terms in use that begin with `prefix`, of `least` to `most` letters, each with the number of its articles."""
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        query = sa.select(TERMS.c.term, TERMS.c.articles).where(
            TERMS.c.term >= prefix,
            TERMS.c.term < after,
            TERMS.c.articles > 0,
            sa.func.length(TERMS.c.term).between(least, most),
        )
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def spread(self, ids: Sequence[int]) -> dict[int, int]:
        """In how many sentences each of these term numbers stands."""
        with glancing(self._engine) as connection:
            return {term: count for chunk in chunks(ids) for term, count in _ASK_SPREAD.rows(connection, chunk)}

    def spreads(self) -> list[tuple[int, int]]:
        """The numbers of all terms, each with in how many sentences it stands."""
        with glancing(self._engine) as connection:
            return _ASK_SPREADS.rows(connection)

    def entries(self, ids: Sequence[int]) -> dict[int, Term]:
        """The dictionary entries of these term numbers."""
        with glancing(self._engine) as connection:
            return entries(connection, ids)

    def article_spread(self, ids: Sequence[int]) -> dict[int, int]:
        """In how many articles each of these term numbers stands."""
        return {number: entry.articles for number, entry in self.entries(ids).items()}

    def histogram(self) -> dict[int, int]:
        """How many terms stand in so many sentences."""
        query = sa.select(TERMS.c.sentences, sa.func.count()).where(TERMS.c.sentences > 0).group_by(TERMS.c.sentences)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def articles(self, ids: Sequence[int]) -> dict[int, Stored]:
        """The stored articles with these ids; those that are gone are left out."""
        with glancing(self._engine) as connection:
            rows = [row for chunk in chunks(ids) for row in _ASK_ARTICLES.rows(connection, chunk)]
        return {row[0]: stored(row) for row in rows}

    def changed(self, since: int) -> Iterator[Outline]:
        """The articles changed after change number `since`, in that order; streams."""
        yield from self._outlines(sa.select(*OUTLINE).where(ARTICLES.c.change > since).order_by(ARTICLES.c.change))

    def period(self, since: datetime, until: datetime) -> list[Outline]:
        """The articles published in `since <= t <= until`, a bare day counting whole; undated ones are in no period."""
        at = ARTICLES.c.published_at
        query = sa.select(*OUTLINE).where(
            ARTICLES.c.published_day >= since.date(), VISIBLE, sa.or_(at.is_(None), at >= since)
        )
        return list(self._outlines(query.params(by(until)).order_by(ARTICLES.c.id)))

    def outlines(self, ids: Sequence[int]) -> list[Outline]:
        """The articles with these ids, in that order; those that are gone are left out."""
        found = {
            outline.id: outline
            for chunk in chunks(ids)
            for outline in self._outlines(sa.select(*OUTLINE).where(ARTICLES.c.id.in_(chunk)))
        }
        return [found[number] for number in ids if number in found]

    def _outlines(self, query: sa.Select[Any]) -> Iterator[Outline]:
        streamed = {"yield_per": 200}
        with reading(self._engine) as connection, connection.execute(query, execution_options=streamed) as found:
            yield from map(outline, found)

    def removed(self, since: int) -> list[int]:
        """The ids of articles removed after change number `since`."""
        with reading(self._engine) as connection:
            return list(connection.scalars(sa.select(REMOVED.c.article).where(REMOVED.c.change > since)))

    def sources(self) -> dict[str, int]:
        """Every source with its number of articles."""
        query = sa.select(ARTICLES.c.source, sa.func.count()).group_by(ARTICLES.c.source)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def languages(self) -> frozenset[str]:
        """The languages of all articles, such as "en"."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(sa.select(ARTICLES.c.language).distinct()))

    def newest(self, until: datetime) -> Published | None:
        """The newest publication that is not after `until`."""
        with glancing(self._engine) as connection:
            rows = _ASK_NEWEST.rows(connection, by(until))
        return Published(*rows[0]) if rows else None

    def count(self, until: datetime) -> int:
        """How many articles are from no later day than `until`; undated ones count."""
        # By those that are later, hardly any as a rule: to count all takes a second for ten million.
        later = sa.select(sa.func.count()).where(ARTICLES.c.published_day > last_day(until))
        with reading(self._engine) as connection:
            after = int(connection.execute(later).scalar_one())
            return totals(connection).articles - after
