"""What is remembered of each chat, turn by turn; every statement is scoped by chat or by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.model import RECALLED, Place, Shown, Turn
from bot.tables import answers, turns
from corpus.archive.prepared import Named, Row
from corpus.database import glancing, reading, writing

LONGEST = timedelta(days=365)  # a turn is kept, however few there are
BATCH = 500  # turns forgotten in one transaction
KEPT = 1000  # turns kept for each place, so that a reply to an old answer still finds its exchange; about 1 kB each


class Store:
    """The memory of chats. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, place: Place, turn: Turn) -> int:
        """Store a turn and forget the oldest beyond KEPT; its id, never used again even when the turn is gone."""
        with writing(self._engine, place.chat) as connection:
            owner: dict[str, object] = {"chat": place.chat, "thread": place.thread, "person": place.user}
            exchange = {"heard": turn.heard, "asked": turn.asked, "cleared": False, "body": _packed(turn)}
            [(number,)] = _KEEP.rows(connection, owner | exchange)
            self._trim(connection, place)
            return int(number)

    def revise(self, chat: int, number: int, turn: Turn) -> int:
        """Put another exchange in the place of a turn of this chat, whose question was edited; its id."""
        with writing(self._engine) as connection:
            here = turns.update().where(turns.c.chat == chat, turns.c.id == number)
            connection.execute(here.values(asked=turn.asked, body=_packed(turn)))
        return number

    def _trim(self, connection: Connection, place: Place) -> None:
        for (oldest,) in _BEYOND.rows(connection, _here(place) | {"kept": KEPT}):
            connection.execute(turns.delete().where(*_HERE, turns.c.id <= oldest), _here(place))

    def link(self, chat: int, messages: Sequence[int], turn: int) -> None:
        """Tie the bot's messages, and no others, to the turn they answer; nothing happens when that turn is gone by now."""
        with writing(self._engine, chat) as connection:
            if not _IS_THERE.rows(connection, {"here": chat, "number": turn}):
                return
            _UNTIE_TURN.rows(connection, {"here": chat, "number": turn})
            for message in messages:
                _UNTIE.rows(connection, {"here": chat, "message": message})
                _TIE.rows(connection, {"chat": chat, "message": message, "turn": turn})

    def messages(self, chat: int, turn: int) -> list[int]:
        """The bot's messages in this chat that answer a turn, in order."""
        tied = sa.select(answers.c.message).where(answers.c.chat == chat, answers.c.turn == turn)
        with reading(self._engine) as connection:
            return list(connection.execute(tied.order_by(answers.c.message)).scalars())

    def recall(self, place: Place, now: datetime, idle: timedelta, before: int | None = None) -> tuple[Turn, ...]:
        """The place's turns that still count, oldest first, at most RECALLED; none after a pause longer than `idle`.

        With `before` only those that came before that turn.
        """
        newest, limit = (_RECENT, {}) if before is None else (_EARLIER, {"before": before})
        with glancing(self._engine) as connection:
            rows = newest.rows(connection, _here(place) | limit)
        faded = not rows or rows[0][1] < now - idle
        return () if faded else tuple(_unpacked(row) for row in reversed(rows))

    def last(self, place: Place) -> Turn | None:
        """The place's newest turn, however old, unless it was cleared."""
        return self._one(_NEWEST, _here(place))

    def turn(self, chat: int, number: int) -> Turn | None:
        """A turn of this chat by its id, cleared or not; None when it is another chat's or gone."""
        return self._one(_BY_NUMBER, {"here": chat, "number": number})

    def turn_of(self, chat: int, message: int) -> Turn | None:
        """The turn that the bot's `message` in this chat answered, however old."""
        return self._one(_BY_ANSWER, {"here": chat, "message": message})

    def turn_heard(self, chat: int, message: int) -> Turn | None:
        """The newest turn that a person's `message` in this chat asked."""
        return self._one(_BY_QUESTION, {"here": chat, "message": message})

    def _one(self, statement: Named, values: dict[str, int]) -> Turn | None:
        with glancing(self._engine) as connection:
            rows = statement.rows(connection, values)
        return _unpacked(rows[0]) if rows else None

    def prune(self, now: datetime) -> None:
        """Forget turns older than LONGEST, at most BATCH of them: this is called often."""
        oldest = sa.select(turns.c.id, turns.c.asked).order_by(turns.c.id).limit(BATCH)
        with reading(self._engine) as connection:
            numbers = [row.id for row in connection.execute(oldest) if row.asked < now - LONGEST]
        if numbers:
            with writing(self._engine) as connection:
                connection.execute(turns.delete().where(turns.c.id.in_(numbers)))

    def clear(self, place: Place) -> None:
        """Let nothing said so far lend its context; a reply to an old answer still finds it."""
        with writing(self._engine) as connection:
            connection.execute(turns.update().where(*_HERE).values(cleared=True), _here(place))

    def forget(self, user: int) -> None:
        """Delete every turn of a person in every chat."""
        with writing(self._engine, durable=True) as connection:
            connection.execute(turns.delete().where(turns.c.person == user))

    def everything(self, user: int) -> list[tuple[Place, Turn]]:
        """All turns of a person, oldest first, with the place of each."""
        columns = (turns.c.chat, turns.c.thread, turns.c.person)
        with reading(self._engine) as connection:
            rows = connection.execute(_chosen(*columns).where(turns.c.person == user).order_by(turns.c.id)).all()
        return [(Place(row.chat, row.thread, row.person), _unpacked(row)) for row in rows]


def _chosen(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    first = sa.select(sa.func.min(answers.c.message)).where(answers.c.turn == turns.c.id).scalar_subquery()
    return sa.select(turns.c.id, turns.c.asked, turns.c.body, turns.c.heard, first.label("message"), *more)


def _here(place: Place) -> dict[str, Any]:
    """What `_HERE` takes; the columns' own names are SQLAlchemy's in an UPDATE."""
    return {"here": place.chat, "topic": place.thread, "whose": place.user}


# Every question asks these: to make a statement takes as long as to answer it.
_CHAT, _NUMBER, _MESSAGE = (sa.bindparam(name, type_=sa.BigInteger) for name in ("here", "number", "message"))
_HERE = (turns.c.chat == _CHAT, turns.c.thread == sa.bindparam("topic"), turns.c.person == sa.bindparam("whose"))
_ANSWERED = sa.select(answers.c.turn).where(answers.c.chat == _CHAT, answers.c.message == _MESSAGE).scalar_subquery()
_OLDER = sa.select(turns.c.id).where(*_HERE).order_by(turns.c.id.desc())
_BEYOND = Named(_OLDER.offset(sa.bindparam("kept")).limit(1))
_LAST_FIRST = _chosen().order_by(turns.c.id.desc())
_UNCLEARED = _LAST_FIRST.where(*_HERE, ~turns.c.cleared)
_NEWEST, _RECENT = Named(_UNCLEARED.limit(1)), Named(_UNCLEARED.limit(RECALLED))
_EARLIER = Named(_UNCLEARED.where(turns.c.id < sa.bindparam("before")).limit(RECALLED))
_IS_OF_CHAT = (turns.c.chat == _CHAT, turns.c.id == _NUMBER)
_BY_NUMBER = Named(_LAST_FIRST.where(*_IS_OF_CHAT).limit(1))
_BY_ANSWER = Named(_LAST_FIRST.where(turns.c.chat == _CHAT, turns.c.id == _ANSWERED).limit(1))
_BY_QUESTION = Named(_LAST_FIRST.where(turns.c.chat == _CHAT, turns.c.heard == _MESSAGE).limit(1))
_KEEP = Named(turns.insert().returning(turns.c.id), ("chat", "thread", "person", "heard", "asked", "cleared", "body"))
_IS_THERE = Named(sa.select(turns.c.id).where(*_IS_OF_CHAT))
_UNTIE_TURN = Named(answers.delete().where(answers.c.chat == _CHAT, answers.c.turn == _NUMBER))
_UNTIE = Named(answers.delete().where(answers.c.chat == _CHAT, answers.c.message == _MESSAGE))
_TIE = Named(answers.insert(), ("chat", "message", "turn"))


_BODY = [each.name for each in fields(Turn) if each.name not in ("id", "asked", "heard", "message")]


def _packed(turn: Turn) -> dict[str, Any]:
    # `asdict` copies each value of each tuple, which takes as long as to write the turn down.
    return {name: getattr(turn, name) for name in _BODY} | {"points": [asdict(point) for point in turn.points]}


def _unpacked(row: sa.Row[Any] | Row) -> Turn:
    """The turn of a row as `_chosen` has its columns, whatever comes behind them."""
    number, asked, kept, heard, message = tuple(row)[:5]
    body: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
    body["points"] = tuple(Shown(**{**point, "found": tuple(point["found"])}) for point in body["points"])
    body["earlier"] = tuple((article, sentence) for article, sentence in body["earlier"])
    return Turn(**body, id=number, asked=asked, heard=heard, message=message)
