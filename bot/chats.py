"""A chat as a whole: closed to the bot or open, become another, forgotten, or handed over with all that it had."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.choices import forget_choices, kept_choices, move_choices
from bot.digests.subscriptions import ended
from bot.model import Place
from bot.tables import alerts, answers, chats, digests, editions, groups, pace, pages, shares, shut_topics, told, turns
from corpus.database import reading, writing


class Chats:
    """The chats. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pause(self, chat: int, now: datetime) -> None:
        """Send no digests to a chat that is closed to the bot."""
        with writing(self._engine) as connection:
            if not connection.execute(chats.update().where(chats.c.id == chat).values(paused=now)).rowcount:
                connection.execute(chats.insert().values(id=chat, since=now, paused=now))

    def shut(self, place: Place, now: datetime) -> bool:
        """Send no digests to a topic that is closed to the bot, or gone; whether that was not known before."""
        row = {"chat": place.chat, "thread": place.thread}
        with writing(self._engine) as connection:
            if connection.execute(sa.select(shut_topics).filter_by(**row)).first():
                return False
            connection.execute(shut_topics.insert().values(**row, since=now))
            return True

    def shut_topics(self, chat: int) -> frozenset[int]:
        """The chat's topics that are closed to the bot."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(sa.select(shut_topics.c.thread).where(shut_topics.c.chat == chat)))

    def reopen(self, place: Place) -> None:
        """Send digests to a topic again."""
        with writing(self._engine) as connection:
            here = (shut_topics.c.chat == place.chat, shut_topics.c.thread == place.thread)
            connection.execute(shut_topics.delete().where(*here))

    def resume(self, chat: int) -> bool:
        """Send digests to the chat and all its topics again; whether it was paused."""
        with writing(self._engine) as connection:
            connection.execute(shut_topics.delete().where(shut_topics.c.chat == chat))
            change = chats.update().where(chats.c.id == chat, chats.c.paused.is_not(None)).values(paused=None)
            return connection.execute(change).rowcount > 0

    def paused(self, chat: int) -> bool:
        """Whether the chat was found closed to the bot."""
        with reading(self._engine) as connection:
            return connection.execute(sa.select(chats.c.paused).where(chats.c.id == chat)).scalar() is not None

    def move(self, old: int, new: int) -> None:
        """Give a chat that became a supergroup all it had, in one transaction.

        A supergroup numbers its messages anew, so replies to old answers are no longer found. Twice does no harm.
        """
        with writing(self._engine) as connection:
            connection.execute(answers.delete().where(answers.c.chat == old))
            # Neither is closed: it was heard just now.
            connection.execute(chats.delete().where(chats.c.id.in_((old, new))))
            move_choices(connection, old, new)
            watched = sa.select(alerts.c.topic).where(alerts.c.chat == new).scalar_subquery()
            connection.execute(alerts.delete().where(alerts.c.chat == old, alerts.c.topic.in_(watched)))
            connection.execute(shut_topics.delete().where(shut_topics.c.chat.in_((old, new))))
            if connection.execute(sa.select(groups.c.chat).where(groups.c.chat == new)).first():
                connection.execute(groups.delete().where(groups.c.chat == old))
            for table in (turns, digests, editions, told, groups, alerts):
                connection.execute(table.update().where(table.c.chat == old).values(chat=new))

    def forget(self, user: int) -> None:
        """Delete all that a person's private chat had: subscriptions, editions, what was told, chosen and muted."""
        with writing(self._engine, durable=True) as connection:
            connection.execute(told.delete().where(told.c.chat == user))
            forget_choices(connection, user)
            connection.execute(chats.delete().where(chats.c.id == user))
            connection.execute(alerts.delete().where(alerts.c.chat == user))
            connection.execute(shut_topics.delete().where(shut_topics.c.chat == user))
            connection.execute(pace.delete().where(pace.c.chat == user))
            connection.execute(shares.delete().where(shares.c.person.in_([user, -user])))
            ended(connection, digests.c.chat == user)
            connection.execute(digests.update().where(digests.c.person == user).values(person=0))
            connection.execute(alerts.update().where(alerts.c.person == user).values(person=0))

    def everything(self, user: int) -> dict[str, list[dict[str, Any]]]:
        """All that a person's private chat has, and the digests that they made in groups, as plain values."""
        wanted = sa.select(*(digests.c[name] for name in ("chat", "name", "state", "topics", "minute", "days", "zone")))
        queries = {
            **kept_choices(user),
            "chat": sa.select(chats.c.since, chats.c.paused).where(chats.c.id == user),
            "digests": wanted.where(sa.or_(digests.c.chat == user, digests.c.person == user)),
            "alerts": sa.select(alerts.c.topic, alerts.c.made).where(
                sa.or_(alerts.c.chat == user, alerts.c.person == user)
            ),
            "editions": sa.select(editions.c.day, editions.c.state, editions.c.due).where(editions.c.chat == user),
            "pages": sa.select(editions.c.day, pages.c.number, pages.c.state, pages.c.html)
            .join(editions, editions.c.id == pages.c.edition)
            .where(editions.c.chat == user),
            "told": sa.select(told.c.at, told.c.body).where(told.c.chat == user),
        }
        with reading(self._engine) as connection:
            return {name: [dict(row) for row in connection.execute(q).mappings()] for name, q in queries.items()}


def reachable(table: sa.Table) -> sa.ColumnElement[bool]:
    """That neither the chat of a row, which is joined to it, nor its topic is closed to the bot."""
    here = (shut_topics.c.chat == table.c.chat, shut_topics.c.thread == table.c.thread)
    return sa.and_(chats.c.paused.is_(None), ~sa.exists().where(*here))
