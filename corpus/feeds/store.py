"""The followed feeds and the entries seen of them in the database; one method for each thing asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from corpus.archive.dictionary import chunks
from corpus.database import Moment, reading, writing
from corpus.feeds.opml import Outline
from corpus.model import Published

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
LEASE = timedelta(minutes=15)  # a feed claimed by a process that dies is due again after this
KEPT = timedelta(days=60)  # an entry seen longer ago is forgotten; its article's own keys still tell that it is stored


@dataclass(frozen=True, slots=True)
class Source:
    """A followed feed and how its last refresh went.

    `url` is where it is asked now, `given` the address under which it was added. `publisher` is the source that its
    articles name; `topic` the folder it lies in, "" for none. `failures` counts refreshes in a row that failed and
    `last_error` is the latest one's plain reason; `newest` the newest publication seen. A paused feed is not fetched; a
    muted one is, for those who ask, but nothing of it is offered unasked.
    """

    id: int
    url: str
    given: str
    title: str
    topic: str
    site: str = ""
    publisher: str = ""
    paused: bool = False
    muted: bool = False
    etag: str = ""
    last_modified: str = ""
    body_key: bytes = b""
    ttl: int | None = None
    next_due: datetime | None = None
    failures: int = 0
    last_error: str = ""
    last_ok: datetime | None = None
    newest: Published | None = None

    @property
    def name(self) -> str:
        """Its title, or its address as long as it has told none."""
        return self.title or self.url


ANOTHERS = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry that was read: its `key` within the feed, a `stamp` of what the feed said, and its article's URL key.

    `tries` counts the times that its page could not be had; 0 where it was read, or will not be. ANOTHERS stands for an
    article that is another's, and so is not the feed's to change.
    """

    key: bytes
    stamp: bytes
    article: str = ""
    tries: int = 0


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
        """The feeds that are due, the longest due first; for LEASE no other caller is given them."""
        with writing(self._engine) as connection:
            due = sa.select(FEEDS).where(FEEDS.c.next_due <= now, FEEDS.c.paused.is_(sa.false()))
            claimed = [_source(row) for row in connection.execute(due.order_by(FEEDS.c.next_due, FEEDS.c.id))]
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
    made = connection.execute(sa.insert(FEEDS).values(**row, **state))
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else None


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
