"""What each chat was told and what it has muted: so that nothing is told twice, and buttons find their story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.choices import CHAT
from bot.model import Place
from bot.tables import mutes, told, turns
from corpus.database import number_of, reading, writing
from corpus.events.digest import Item, Muted, Told

MEMORY = timedelta(days=30)  # after that an article is no news, and its story is another one
MUTES = 100  # of a chat


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as a chat was told it: its articles, the newest first, their sources, and the sentences shown."""

    title: str
    articles: tuple[int, ...]
    sources: tuple[str, ...]
    shown: tuple[tuple[int, int], ...]


class Memory:
    """What chats were told. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def told(self, chat: int, now: datetime) -> Told:
        """All that the chat was told within MEMORY, by digests and by answers."""
        since = now - MEMORY
        stories = sa.select(told.c.body).where(told.c.chat == chat, told.c.at >= since)
        asked = sa.select(turns.c.body).where(turns.c.chat == chat, turns.c.asked >= since)
        with reading(self._engine) as connection:
            told_before = [_story(body) for body in connection.scalars(stories)]
            points = [point for body in connection.scalars(asked) for point in body["points"]]
        answered = {(p["article"], n) for p in points for n in range(p["first"], p["last"] + 1)}
        return Told(
            frozenset(answered.union(*(story.shown for story in told_before))),
            frozenset({article for article, _ in answered}.union(*(story.articles for story in told_before))),
        )

    def tell(self, chat: int, items: Iterable[Item], now: datetime) -> list[int]:
        """Remember stories as told outside of any edition; their numbers, for buttons."""
        with writing(self._engine) as connection:
            return [keep(connection, chat, item, now) for item in items]

    def story(self, chat: int, number: int) -> ToldStory | None:
        """A story that this chat was told; None when it is another chat's or long forgotten."""
        query = sa.select(told.c.body).where(told.c.chat == chat, told.c.id == number)
        with reading(self._engine) as connection:
            body = connection.execute(query).scalar()
        return _story(body) if body else None

    def show(self, chat: int, number: int, shown: Iterable[tuple[int, int]]) -> None:
        """Add sentences to those that were shown of a story."""
        with writing(self._engine) as connection:
            here = (told.c.chat == chat, told.c.id == number)
            body = connection.execute(sa.select(told.c.body).where(*here)).scalar()
            if body:
                body = {**body, "shown": [*body["shown"], *(list(pair) for pair in shown)]}
                connection.execute(told.update().where(*here).values(body=body))

    def muted(self, place: Place) -> Muted:
        """What is muted here, in the order in which it was: in the whole chat, and in its topic besides."""
        here = (mutes.c.chat == place.chat, mutes.c.thread.in_((CHAT, place.thread)))
        query = sa.select(mutes.c.kind, mutes.c.value).where(*here).order_by(mutes.c.id)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return Muted(*(tuple(row.value for row in rows if row.kind == kind) for kind in ("word", "source")))

    def mute(self, place: Place, kind: str, value: str) -> bool:
        """Mute a "word" or a "source" in a topic, or in the whole chat; False when the chat has MUTES of them already."""
        with writing(self._engine) as connection:
            _let_go(connection, place, kind, value)
            held = sa.select(sa.func.count()).select_from(mutes).where(mutes.c.chat == place.chat)
            if (connection.execute(held).scalar() or 0) >= MUTES:
                return False
            connection.execute(mutes.insert().values(chat=place.chat, thread=place.thread, kind=kind, value=value))
            return True

    def unmute(self, place: Place, kind: str, value: str) -> bool:
        """Take back what was muted in this very topic, or in the whole chat; whether it was."""
        with writing(self._engine) as connection:
            return _let_go(connection, place, kind, value)


def keep(
    connection: Connection, chat: int, item: Item, now: datetime, edition: int | None = None, page: int = 0
) -> int:
    """Remember a story as told, within a transaction; its number."""
    body = {
        "title": item.story.title,
        "articles": [card.id for card in item.story.articles],
        "sources": list(item.story.sources),
        "shown": [[point.article, n] for point in item.points for n in range(point.first, point.last + 1)],
    }
    return number_of(connection.execute(told.insert().values(chat=chat, at=now, edition=edition, page=page, body=body)))


def _story(body: dict[str, Any]) -> ToldStory:
    shown = tuple((article, sentence) for article, sentence in body["shown"])
    return ToldStory(body["title"], tuple(body["articles"]), tuple(body["sources"]), shown)


def _let_go(connection: Connection, place: Place, kind: str, value: str) -> bool:
    """Take out what is muted in this very place under that name, however it was written; whether there was any.

    Compared here and not in the database: SQLite knows no other small letters than the English ones.
    """
    here = (mutes.c.chat == place.chat, mutes.c.thread == place.thread, mutes.c.kind == kind)
    rows = connection.execute(sa.select(mutes.c.id, mutes.c.value).where(*here)).all()
    numbers = [row.id for row in rows if row.value.casefold() == value.casefold()]
    connection.execute(mutes.delete().where(mutes.c.id.in_(numbers)))
    return bool(numbers)
