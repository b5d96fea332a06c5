"""What chats subscribed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.choices import chosen, hours, quiet_in
from bot.digests import schedule
from bot.digests.schedule import Timetable
from bot.model import Place
from bot.tables import chats, choices, digests, editions
from corpus.database import Moment, number_of, reading, writing

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
            return replace(stored, id=number_of(made))

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

    def newest(self, place: Place, since: datetime) -> Subscription | None:
        """The last digest that was made at this place since then."""
        here = (digests.c.chat == place.chat, digests.c.thread == place.thread, digests.c.made >= since)
        query = joined().where(*here, digests.c.state.in_((ACTIVE, PAUSED))).order_by(digests.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return subscription(row) if row else None

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
            ended(connection, digests.c.chat == chat, digests.c.id == number)

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


def ended(connection: Connection, *which: sa.ColumnElement[bool]) -> None:
    """Delete subscriptions with their editions, within a transaction."""
    numbers: Sequence[int] = connection.scalars(sa.select(digests.c.id).where(*which)).all()
    connection.execute(editions.delete().where(editions.c.digest.in_(numbers)))
    connection.execute(digests.delete().where(digests.c.id.in_(numbers)))
