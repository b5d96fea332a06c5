"""Updates taken from Telegram and not yet answered: written down before Telegram is told to forget them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.tables import insertion, updates
from corpus.archive.prepared import Named
from corpus.database import reading, writing

TRIES = 2  # an update that brought the process down twice is not tried a third time
_KNOWN = timedelta(days=2)  # Telegram keeps an update for 24 hours, and may send it again until then


HERE = (updates.c.bot == sa.bindparam("of"), updates.c.id == sa.bindparam("number"))
_OLD = Named(updates.delete().where(updates.c.taken < sa.bindparam("before"), updates.c.body.is_(None)))
_TRIED = Named(updates.update().where(*HERE).values(tries=updates.c.tries + 1).returning(updates.c.tries))
_UNTRIED = Named(updates.update().where(*HERE).values(tries=0))
_DONE = Named(updates.update().where(*HERE).values(body=None))


class Inbox:
    """One bot's updates, each with its body until it is done; the number alone is kept on, to know a repeat."""

    def __init__(self, engine: Engine, bot: int) -> None:
        self._engine = engine
        self._bot = bot
        self._new = insertion(engine, updates).on_conflict_do_nothing().returning(updates.c.id)

    def take(self, batch: Sequence[tuple[int, str]], now: datetime) -> list[int]:
        """Write down (number, body) pairs in one transaction that outlasts a power cut; the numbers that were new, in order."""
        rows = [self._row(number, body) | {"taken": now} for number, body in batch]
        with writing(self._engine, batch[0][0] if batch else 0, durable=True) as connection:
            self._forget(connection, now - _KNOWN)
            return [int(row["id"]) for row in rows if connection.execute(self._new, row).first()]

    def _forget(self, connection: Connection, before: datetime) -> None:
        _OLD.rows(connection, {"before": before})

    def _row(self, number: int, body: str) -> dict[str, Any]:
        return {"bot": self._bot, "id": number, "tries": 0, "body": body}

    def owed(self) -> list[tuple[int, str]]:
        """The (number, body) pairs that are not done, in order: what a stopped process left behind."""
        waiting = sa.select(updates.c.id, updates.c.body).where(updates.c.bot == self._bot, updates.c.body.is_not(None))
        with reading(self._engine) as connection:
            return [(row.id, row.body) for row in connection.execute(waiting.order_by(updates.c.id))]

    def begin(self, number: int) -> bool:
        """Count a try; False, and it is to be given up, when the update had TRIES of them already."""
        with writing(self._engine, number) as connection:
            tried = _TRIED.rows(connection, self._is(number))
        return not tried or int(tried[0][0]) <= TRIES

    def put_off(self, number: int) -> None:
        """Count no try of an update that is left for the next start in good order."""
        with writing(self._engine, number) as connection:
            _UNTRIED.rows(connection, self._is(number))

    def done(self, *numbers: int) -> None:
        """Forget the bodies of updates: they are answered."""
        with writing(self._engine, numbers[0] if numbers else 0) as connection:
            for number in numbers:
                _DONE.rows(connection, self._is(number))

    def _is(self, number: int) -> dict[str, int]:
        return {"of": self._bot, "number": number}
