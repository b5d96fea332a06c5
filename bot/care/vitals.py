"""The bot's condition in numbers, what of it its owner must know, and how it is told."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.digests.ledger import CLAIMED, WRITTEN
from bot.digests.subscriptions import ACTIVE
from bot.looks import phrases
from bot.tables import digests, editions, updates
from bot.words import _, counted, plural, retold
from corpus.database import reading
from corpus.feeds.records import Source
from corpus.model import Published

if TYPE_CHECKING:
    from bot.desk import Desk

STALLED = timedelta(hours=6)  # without any feed read
LOW = 500_000_000  # bytes of room on the disk
ROOM = 1.2  # times LOW, from which there is room again
NAMED = 5  # failing feeds that are named
_ON_SERVER = sa.select(sa.func.pg_database_size(sa.func.current_database()))


@dataclass(frozen=True, slots=True)
class Vitals:
    """The condition at a moment. `feeds` are those that are fetched, `failing` those of them that could not be read last.

    `newest` is when the newest article came out, `read` when any feed was last read; `waiting` counts updates taken
    and not answered, `owed` editions claimed and not sent; `free` and `database` are bytes.
    """

    at: datetime
    articles: int
    newest: Published | None
    feeds: int
    failing: tuple[Source, ...]
    read: datetime | None
    waiting: int
    digests: int
    owed: int
    errors: int
    free: int
    database: int


def take(desk: Desk) -> Vitals:
    """The condition now. Raises corpus.errors.DatabaseError."""
    now = desk.now()
    fetched = [source for source in desk.newsroom.feeds.store.all() if not source.paused]
    waiting, active, owed = _counts(desk)
    return Vitals(
        at=now,
        articles=desk.newsroom.store.totals().articles,
        newest=desk.newsroom.store.newest(now),
        feeds=len(fetched),
        failing=tuple(source for source in fetched if source.failures),
        read=max((source.last_ok for source in fetched if source.last_ok), default=None),
        waiting=waiting,
        digests=active,
        owed=owed,
        errors=desk.health.errors_on(now.date()),
        free=shutil.disk_usage(desk.settings.data_dir).free,
        database=_size(desk.engine),
    )


def _counts(desk: Desk) -> Sequence[int]:
    queries = (
        sa.select(sa.func.count()).select_from(updates).where(updates.c.body.is_not(None)),
        sa.select(sa.func.count()).select_from(digests).where(digests.c.state == ACTIVE),
        sa.select(sa.func.count()).select_from(editions).where(editions.c.state.in_((CLAIMED, WRITTEN))),
    )
    with reading(desk.engine) as connection:
        return [int(connection.execute(query).scalar_one()) for query in queries]


def _size(engine: Engine) -> int:
    """Bytes of the database: of a file with what is not yet folded into it, of one on a server what that says."""
    if engine.dialect.name == "postgresql":
        with reading(engine) as connection:
            return int(connection.execute(_ON_SERVER).scalar_one())
    parts = [Path(f"{engine.url.database}{end}") for end in ("", "-wal")]
    return sum(part.stat().st_size for part in parts if part.exists())


def troubles(vitals: Vitals, known: Collection[str] = ()) -> dict[str, str]:
    """What the owner must know, a sentence for each kind of trouble; a kind that is `known` has to get well, not just better."""
    found = {}
    unread = vitals.read is None and len(vitals.failing) == vitals.feeds
    if vitals.feeds and (unread or (vitals.read is not None and vitals.at - vitals.read > STALLED)):
        found["feeds"] = _("No feed could be read for hours, so there is no fresh news. /sources shows the reasons.")
    if vitals.free < LOW * (ROOM if "disk" in known else 1):
        free = _megabytes(vitals.free)
        found["disk"] = _(
            "The disk is nearly full: {free} are left. When it is full, I can remember nothing.", free=free
        )
    return found


def well(kind: str) -> str:
    """What is said when a kind of trouble is over."""
    told = {"feeds": _("Feeds can be read again."), "disk": _("There is room on the disk again.")}
    return told.get(kind, _("A trouble is over."))


def lines(vitals: Vitals, zone: tzinfo) -> Iterator[str]:
    """The condition for its owner to read, a line each; troubles first."""
    yield from troubles(vitals).values()
    yield plural("{number} article", "{number} articles", vitals.articles) + _newest(vitals, zone)
    if vitals.feeds:
        yield plural("{number} feed", "{number} feeds", vitals.feeds) + "; " + _failing(vitals.failing)
    yield _("Waiting for an answer: {number}", number=counted(vitals.waiting))
    yield _(
        "Digests: {number}, of which are on their way: {owed}",
        number=counted(vitals.digests),
        owed=counted(vitals.owed),
    )
    yield _("Errors today: {number}", number=counted(vitals.errors))
    sizes = {"size": _megabytes(vitals.database), "free": _megabytes(vitals.free)}
    yield _("The database takes {size}; {free} are free.", **sizes)


def _newest(vitals: Vitals, zone: tzinfo) -> str:
    if vitals.newest is None:
        return ""
    day, moment = vitals.newest.day, vitals.newest.moment
    return "; " + _("the newest is of {when}", when=phrases.clock(moment, zone) if moment else phrases.day(day))


def _failing(failing: Sequence[Source]) -> str:
    if not failing:
        return _("all can be read")
    named = [f"{source.name}: {retold(source.last_error)}" for source in failing[:NAMED]]
    told = "; ".join([*named, *(["…"] if len(failing) > NAMED else [])])
    return plural("{number} cannot be read ({named})", "{number} cannot be read ({named})", len(failing), named=told)


def _megabytes(size: int) -> str:
    return f"{counted(round(size / 1e6))} MB"
