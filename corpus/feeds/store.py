"""The followed feeds and the entries seen of them in the database; one method for each thing asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from corpus.archive.dictionary import chunks
from corpus.database import number_of, reading, writing
from corpus.feeds.due import LATEST
from corpus.feeds.opml import Outline
from corpus.feeds.records import ANOTHERS, Seen, Source
from corpus.feeds.tables import ENTRIES, FEEDS
from corpus.model import Published

LEASE = timedelta(minutes=15)  # a feed claimed by a process that dies is due again after this
KEPT = timedelta(days=60)  # an entry seen longer ago is forgotten; its article's own keys still tell that it is stored


class FeedStore:
    """The followed feeds of one database. Safe to share between threads; every write is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Source]:
        """Every feed, by topic and title."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(FEEDS)).all()
        return sorted(map(_source, rows), key=lambda one: (one.topic.casefold(), one.name.casefold(), one.id))

    def one(self, number: int) -> Source | None:
        """The feed with this id, None when it is gone."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(FEEDS).where(FEEDS.c.id == number)).first()
        return _source(row) if row else None

    def find(self, url: str) -> Source | None:
        """The feed that is asked at this address or was added under it."""
        with reading(self._engine) as connection:
            row = connection.execute(sa.select(FEEDS).where(_known(url))).first()
        return _source(row) if row else None

    def add(self, outlines: Iterable[Outline], now: datetime) -> list[int]:
        """Follow these feeds, due at once; the ids of those that were not followed yet."""
        with writing(self._engine) as connection:
            return [number for outline in outlines if (number := _add(connection, outline, now)) is not None]

    def remove(self, number: int) -> bool:
        """Follow a feed no longer; its articles stay. False when it was gone already."""
        with writing(self._engine) as connection:
            return _remove(connection, number)

    def pause(self, number: int, *, paused: bool) -> None:
        """Leave a feed alone, or take it up again."""
        self._set(number, paused=paused)

    def mute(self, number: int, *, muted: bool) -> None:
        """Offer nothing of a feed unasked, or offer it again."""
        self._set(number, muted=muted)

    def _set(self, number: int, **values: bool) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.update(FEEDS).where(FEEDS.c.id == number).values(values))

    def muted(self) -> frozenset[str]:
        """The sources, as articles name them, of which nothing is to be offered unasked: all their feeds are muted."""
        heard = {True: set[str](), False: set[str]()}
        for source in self.all():
            heard[source.muted].add(source.publisher or source.title)
        return frozenset(heard[True] - heard[False])

    def claim(self, now: datetime) -> list[Source]:
        """The feeds that are due, the longest due first; for LEASE no other caller is given them.

        One that would be due later than any feed may be was last asked before the clock was set back.
        """
        due = sa.or_(FEEDS.c.next_due <= now, FEEDS.c.next_due > now + LATEST)
        query = sa.select(FEEDS).where(due, FEEDS.c.paused.is_(sa.false())).order_by(FEEDS.c.next_due, FEEDS.c.id)
        with writing(self._engine) as connection:
            claimed = [_source(row) for row in connection.execute(query)]
            self._due(connection, [source.id for source in claimed], now + LEASE)
            return claimed

    def release(self, numbers: Sequence[int], now: datetime) -> None:
        """Give back claimed feeds that were not asked."""
        with writing(self._engine) as connection:
            self._due(connection, numbers, now)

    def _due(self, connection: Connection, numbers: Sequence[int], at: datetime) -> None:
        if numbers:
            change = sa.update(FEEDS).where(FEEDS.c.id == sa.bindparam("number")).values(next_due=at)
            connection.execute(change, [{"number": number} for number in numbers])

    def seen(self, number: int) -> dict[bytes, Seen]:
        """The entries seen of a feed, by key."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(ENTRIES).where(ENTRIES.c.feed == number))
            return {row.key: Seen(row.key, row.stamp, row.article, row.tries) for row in rows}

    def bringers(self, articles: Sequence[str]) -> dict[str, list[str]]:
        """By URL key the addresses of the feeds that brought an article or keep it up to date; none for one that came otherwise."""
        brought: dict[str, list[str]] = {}
        query = sa.select(ENTRIES.c.article, FEEDS.c.url).join(FEEDS, FEEDS.c.id == ENTRIES.c.feed)
        theirs = query.where(ENTRIES.c.tries != ANOTHERS)
        with reading(self._engine) as connection:
            for chunk in chunks(articles):
                for article, url in connection.execute(theirs.where(ENTRIES.c.article.in_(chunk))):
                    brought.setdefault(article, []).append(url)
        return brought

    def save(self, read: Iterable[tuple[Source, Sequence[Seen]]], now: datetime) -> list[Source]:
        """Remember how refreshes went, with the entries that were new or changed in each.

        Gives those feeds that turned out to have moved to the address of another: they are followed no longer. What a
        person set meanwhile stays, and a feed removed meanwhile stays removed.
        """
        with writing(self._engine) as connection:
            return [source for source, entries in read if not _save(connection, source, entries, now)]


def _known(url: str) -> sa.ColumnElement[bool]:
    return sa.or_(FEEDS.c.url == url, FEEDS.c.given == url)


def _add(connection: Connection, outline: Outline, now: datetime) -> int | None:
    if connection.execute(sa.select(FEEDS.c.id).where(_known(outline.url))).first():
        return None
    row = {column.name: "" for column in FEEDS.c if isinstance(column.type, sa.String)}
    row |= {"url": outline.url, "given": outline.url, "site": outline.site}
    row |= {"title": outline.title, "topic": outline.topic}
    state = {"added_at": now, "next_due": now, "failures": 0, "paused": False, "muted": False, "body_key": b""}
    return number_of(connection.execute(sa.insert(FEEDS).values(**row, **state)))


def _remove(connection: Connection, number: int) -> bool:
    connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.feed == number))
    return bool(connection.execute(sa.delete(FEEDS).where(FEEDS.c.id == number)).rowcount)


def _save(connection: Connection, source: Source, entries: Sequence[Seen], now: datetime) -> bool:
    """False when the feed has moved to where another one is."""
    this = FEEDS.c.id == source.id
    if connection.execute(sa.select(FEEDS.c.id).where(FEEDS.c.url == source.url, ~this)).first():
        _remove(connection, source.id)
        return False
    if connection.execute(sa.update(FEEDS).where(this).values(**_state(source))).rowcount:
        connection.execute(sa.update(FEEDS).where(this, FEEDS.c.title == "").values(title=source.title))
        _remember(connection, source.id, entries, now)
    return True


def _remember(connection: Connection, number: int, entries: Sequence[Seen], now: datetime) -> None:
    if not entries:
        return
    this = ENTRIES.c.feed == number
    connection.execute(sa.delete(ENTRIES).where(this, ENTRIES.c.seen_at < now - KEPT))
    connection.execute(
        sa.delete(ENTRIES).where(this, ENTRIES.c.key == sa.bindparam("old")), [{"old": entry.key} for entry in entries]
    )
    rows = [
        {"feed": number, "key": e.key, "stamp": e.stamp, "article": e.article, "tries": e.tries, "seen_at": now}
        for e in entries
    ]
    connection.execute(sa.insert(ENTRIES), rows)


def _state(source: Source) -> dict[str, Any]:
    told = ("url", "site", "publisher", "etag", "last_modified", "body_key", "ttl")
    names = (*told, "next_due", "failures", "last_error", "last_ok")
    newest = source.newest
    return {
        **{name: getattr(source, name) for name in names},
        "newest_day": newest.day if newest else None,
        "newest_at": newest.moment if newest else None,
    }


def _source(row: sa.Row[Any]) -> Source:
    told = dict(row._mapping)
    day, moment, _ = told.pop("newest_day"), told.pop("newest_at"), told.pop("added_at")
    return Source(**told, newest=Published(day, moment) if day else None)
