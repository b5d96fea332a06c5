"""Updates taken from Telegram and not yet answered: written down before Telegram is told to forget them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Connection, Engine

from bot.tables import updates
from corpus.database import reading, writing

TRIES = 2  # an update that brought the process down twice is not tried a third time
_KNOWN = timedelta(days=2)  # Telegram keeps an update for 24 hours, and may send it again until then


class Start(Enum):
    """Whether an update is to be worked off."""

    NOW = auto()
    LATER = auto()  # not this worker's turn: if it is still owed, it will be offered again
    NEVER = auto()  # it was tried TRIES times


class Inbox:
    """One bot's updates, each with its body until it is done; the number alone is kept on, to know a repeat."""

    def __init__(self, engine: Engine, bot: int) -> None:
        self._engine = engine
        self._bot = bot
        postgresql = engine.dialect.name == "postgresql"
        self._insert = insert_postgresql(updates) if postgresql else insert_sqlite(updates)

    def take(self, batch: Sequence[tuple[int, str]], now: datetime) -> list[int]:
        """Write down (number, body) pairs in one transaction that outlasts a power cut; the numbers that were new, in order."""
        with writing(self._engine, batch[0][0] if batch else 0, durable=True) as connection:
            self._forget(connection, now - _KNOWN)
            return [number for number, body in batch if connection.execute(self._new(number, body, now)).first()]

    def _forget(self, connection: Connection, before: datetime) -> None:
        connection.execute(updates.delete().where(updates.c.taken < before, updates.c.body.is_(None)))

    def _new(self, number: int, body: str, now: datetime) -> sa.Insert:
        row = self._insert.values(bot=self._bot, id=number, taken=now, tries=0, body=body)
        return row.on_conflict_do_nothing().returning(updates.c.id)

    def owed(self) -> list[tuple[int, str]]:
        """The (number, body) pairs that are not done, in order: what a stopped process left behind."""
        waiting = sa.select(updates.c.id, updates.c.body).where(updates.c.bot == self._bot, updates.c.body.is_not(None))
        with reading(self._engine) as connection:
            return [(row.id, row.body) for row in connection.execute(waiting.order_by(updates.c.id))]

    def begin(self, number: int) -> Start:
        """Count a try; NEVER, and the update is done with, when it had TRIES of them already."""
        with writing(self._engine, number) as connection:
            tries = connection.execute(sa.select(updates.c.tries).where(*self._is(number))).scalar() or 0
            return self._try(connection, number, tries)

    def _try(self, connection: Connection, number: int, tries: int) -> Start:
        spent = tries >= TRIES
        change = {"body": None} if spent else {"tries": tries + 1}
        connection.execute(updates.update().where(*self._is(number)).values(**change))
        return Start.NEVER if spent else Start.NOW

    def done(self, *numbers: int) -> None:
        """Forget the bodies of updates: they are answered."""
        with writing(self._engine, numbers[0] if numbers else 0) as connection:
            for number in numbers:
                connection.execute(updates.update().where(*self._is(number)).values(body=None))

    def _is(self, number: int) -> tuple[sa.ColumnElement[bool], ...]:
        return updates.c.bot == self._bot, updates.c.id == number
