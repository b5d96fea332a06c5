"""What chats subscribed to, and the pause of a chat that is closed to us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.choices import chosen, forget_choices, hours, kept_choices, move_choices, quiet_in
from bot.digests import schedule
from bot.digests.schedule import Timetable
from bot.model import Place
from bot.tables import (
    alerts,
    answers,
    chats,
    choices,
    digests,
    editions,
    groups,
    pace,
    pages,
    shares,
    shut_topics,
    told,
    turns,
)
from corpus.database import Moment, reading, writing

DRAFT, ACTIVE, PAUSED = "draft", "active", "paused"
ONCE = "once"  # what an alert has to tell: a subscription to one edition, of which nobody hears as such
MOST = 20  # digests of a chat


@dataclass(frozen=True, slots=True)
class Subscription:
    """A digest that a chat wants: when, on what (no topics: top stories), under which name.

    `state` is DRAFT while it is being asked for; `offers` are then what the buttons of the question at hand offer: none
    while that is the hour, zones, or topics, of which the first is "" for the top stories. `due` is the next time in UTC,
    None unless ACTIVE. `id` is 0 until it is stored.
    """

    place: Place
    name: str
    topics: tuple[str, ...]
    table: Timetable
    state: str = ACTIVE
    offers: tuple[str, ...] = ()
    due: datetime | None = None
    id: int = 0


class DigestStore:
    """The subscriptions. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, wanted: Subscription, now: datetime) -> Subscription:
        """Store a new subscription or a changed one, due next after `now`; as it is stored."""
        with writing(self._engine) as connection:
            table = replace(wanted.table, quiet=hours(chosen(connection, wanted.place, choices.c.quiet)))
            due = schedule.following(table, now).at if wanted.state == ACTIVE else None
            stored = replace(wanted, table=table, due=due)
            if wanted.id:
                connection.execute(digests.update().where(digests.c.id == wanted.id).values(**row_of(stored)))
                return stored
            connection.execute(digests.delete().where(digests.c.chat == wanted.place.chat, digests.c.state == DRAFT))
            made = connection.execute(digests.insert().values(**row_of(stored), made=now))
            return replace(stored, id=int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0)

    def find(self, chat: int, number: int) -> Subscription | None:
        """A subscription of this chat; None when it is another chat's or gone."""
        here = (digests.c.chat == chat, digests.c.id == number, digests.c.state != ONCE)
        with reading(self._engine) as connection:
            row = connection.execute(joined().where(*here)).first()
        return subscription(row) if row else None

    def anywhere(self, number: int) -> Subscription | None:
        """A subscription of whichever chat: whoever asks sees to it that the person may know of it."""
        with reading(self._engine) as connection:
            row = connection.execute(joined().where(digests.c.id == number, digests.c.state != ONCE)).first()
        return subscription(row) if row else None

    def drafts(self, person: int, since: datetime) -> list[Subscription]:
        """What a person has begun since then to subscribe to, in any chat, the newest first."""
        with reading(self._engine) as connection:
            return [subscription(row) for row in connection.execute(_BEGUN, {"whose": person, "since": since})]

    def all(self, chat: int) -> list[Subscription]:
        """The chat's digests, active and paused, in the order in which they were made."""
        query = joined().where(digests.c.chat == chat, digests.c.state.in_((ACTIVE, PAUSED))).order_by(digests.c.id)
        with reading(self._engine) as connection:
            return [subscription(row) for row in connection.execute(query)]

    def subscribers(self) -> tuple[int, int, int]:
        """How many chats get digests, how many digests these are, and how many chats are paused for being closed to us."""
        active = sa.select(sa.func.count(digests.c.chat.distinct()), sa.func.count()).where(digests.c.state == ACTIVE)
        closed = sa.select(sa.func.count()).select_from(chats).where(chats.c.paused.is_not(None))
        with reading(self._engine) as connection:
            readers, wanted = connection.execute(active).one()
            return int(readers), int(wanted), int(connection.execute(closed).scalar() or 0)

    def end(self, chat: int, number: int) -> None:
        """Forget a subscription with its editions; what was told stays known."""
        with writing(self._engine) as connection:
            _end(connection, digests.c.chat == chat, digests.c.id == number)

    def reschedule(self, now: datetime, chat: int | None = None) -> None:
        """Compute anew what is due later than `now`, of one chat or of all: its hours, its zone's rules or the clock changed.

        What is due already stays due; what the change made due becomes so, and the ledger sees to it that no local day
        has two editions.
        """
        query = joined().where(digests.c.state == ACTIVE, sa.or_(digests.c.due.is_(None), digests.c.due > now))
        query = query.where(digests.c.chat == chat) if chat is not None else query
        with writing(self._engine) as connection:
            for row in connection.execute(query).all():
                wanted = subscription(row)
                due = schedule.following(wanted.table, now).at
                if due != wanted.due:
                    passed = schedule.current(wanted.table, now)
                    due = passed.at if passed and passed.at > row.made else due
                    connection.execute(digests.update().where(digests.c.id == wanted.id).values(due=due))

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
            if connection.execute(sa.select(chats.c.id).where(chats.c.id == new)).first():
                connection.execute(chats.delete().where(chats.c.id == old))
            connection.execute(chats.update().where(chats.c.id == old).values(id=new))
            connection.execute(chats.update().where(chats.c.id == new).values(paused=None))
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
            _end(connection, digests.c.chat == user)
            connection.execute(digests.update().where(digests.c.person == user).values(person=0))
            connection.execute(alerts.update().where(alerts.c.person == user).values(person=0))

    def everything(self, user: int) -> dict[str, list[dict[str, Any]]]:
        """All that a person's private chat has, and the digests that they made in groups, as plain values."""
        wanted = sa.select(*(digests.c[name] for name in ("chat", "name", "topics", "minute", "days", "zone")))
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


def joined(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """The subscriptions, each with the quiet hours of its place, and its chat's row."""
    return sa.select(digests, quiet_in(digests), *more).select_from(
        digests.outerjoin(chats, chats.c.id == digests.c.chat)
    )


# Every short message asks this: to make a statement takes as long as to answer it.
_BEGUN = (
    joined()
    .where(digests.c.person == sa.bindparam("whose", type_=sa.BigInteger), digests.c.state == DRAFT)
    .where(digests.c.made >= sa.bindparam("since", type_=Moment))
    .order_by(digests.c.id.desc())
)


def reachable(table: sa.Table) -> sa.ColumnElement[bool]:
    """That neither the chat of a row, which is joined to it, nor its topic is closed to the bot."""
    here = (shut_topics.c.chat == table.c.chat, shut_topics.c.thread == table.c.thread)
    return sa.and_(chats.c.paused.is_(None), ~sa.exists().where(*here))


def subscription(row: sa.Row[Any]) -> Subscription:
    """A row of `joined` as a value."""
    return Subscription(
        place=Place(row.chat, row.thread, row.person),
        name=row.name,
        topics=tuple(row.topics),
        table=Timetable(row.minute, row.zone, tuple(row.days), hours(row.quiet)),
        state=row.state,
        offers=tuple(row.offers),
        due=row.due,
        id=row.id,
    )


def row_of(wanted: Subscription) -> dict[str, Any]:
    """A subscription as the columns of its row."""
    place, table = wanted.place, wanted.table
    return {
        "chat": place.chat,
        "thread": place.thread,
        "person": place.user,
        "state": wanted.state,
        "name": wanted.name,
        "topics": list(wanted.topics),
        "minute": table.minute,
        "days": list(table.days),
        "zone": table.zone,
        "offers": list(wanted.offers),
        "due": wanted.due,
    }


def _end(connection: Connection, *which: sa.ColumnElement[bool]) -> None:
    numbers: Sequence[int] = connection.scalars(sa.select(digests.c.id).where(*which)).all()
    connection.execute(editions.delete().where(editions.c.digest.in_(numbers)))
    connection.execute(digests.delete().where(digests.c.id.in_(numbers)))
