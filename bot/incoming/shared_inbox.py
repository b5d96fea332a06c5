"""The inbox of one worker among several: every update has an owner, and a chat's are answered in order whoever has them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.incoming.inbox import HERE, Inbox
from bot.tables import updates
from corpus.database import reading, writing

FORGOTTEN = 100  # known updates that are deleted at once
OFFERED = 500  # updates that are offered at once


class SharedInbox(Inbox):
    """One bot's updates in a database that several workers share; `worker` is the name of this one.

    Whoever takes an update owns it. One whose chat has an earlier update is given to that one's owner, who is then the
    first to know when its turn has come; those of a worker that died are taken over.
    """

    def __init__(self, engine: Engine, bot: int, worker: str) -> None:
        super().__init__(engine, bot)
        self.worker = worker
        self._pending = sa.and_(updates.c.bot == bot, updates.c.body.is_not(None))

    def _row(self, number: int, body: str) -> dict[str, Any]:
        return super()._row(number, body) | {"chat": _chat(body), "worker": self.worker}

    def _forget(self, connection: Connection, before: datetime) -> None:
        # Of two workers that forget at once each takes other rows, or they might wait for each other for ever.
        old = sa.select(updates.c.id).where(
            updates.c.bot == self._bot, updates.c.taken < before, updates.c.body.is_(None)
        )
        some = old.limit(FORGOTTEN).with_for_update(skip_locked=True).scalar_subquery()
        connection.execute(updates.delete().where(updates.c.bot == self._bot, updates.c.id.in_(some)))

    def is_next(self, number: int) -> bool:
        """Whether an update is this worker's, and no earlier one of its chat is left; else it will be offered when it is."""
        row = updates.c
        with reading(self._engine) as connection:
            chat = connection.execute(sa.select(row.chat).where(*HERE), self._is(number)).scalar() or 0
        with writing(self._engine, chat) as connection:
            mine = sa.select(row.worker).where(*HERE, self._pending)
            if connection.execute(mine, self._is(number)).scalar() != self.worker:
                return False
            earlier = sa.select(row.worker).where(self._pending, row.chat == chat, row.id < number).order_by(row.id)
            before = connection.execute(earlier.limit(1)).first()
            if before is not None:
                given = updates.update().where(*HERE).values(worker=before.worker)
                connection.execute(given, self._is(number))
            return before is None

    def waiting(self, hands: Collection[int], dead: Collection[str] = ()) -> list[tuple[int, str]]:
        """Updates whose turn has come, as (number, body), that this worker owns and does not have in hand.

        Those of `dead` workers become its own.
        """
        row = updates.c
        owned = sa.or_(row.worker == self.worker, row.worker.in_(dead), row.worker.is_(None))
        first = sa.select(sa.func.min(row.id)).where(self._pending).group_by(row.chat).scalar_subquery()
        query = sa.select(row.id, row.body, row.worker).where(self._pending, owned, row.id.in_(first))
        with reading(self._engine) as connection:
            found = connection.execute(query.order_by(row.id).limit(OFFERED + len(hands))).all()
        free = [one for one in found if one.id not in hands]
        return [(one.id, one.body) for one in free if one.worker == self.worker or self._inherit(one.id, one.worker)]

    def owners(self) -> set[str]:
        """The workers that own updates which are not done."""
        with reading(self._engine) as connection:
            return {name for name in connection.scalars(sa.select(updates.c.worker).where(self._pending)) if name}

    def _inherit(self, number: int, owner: str | None) -> bool:
        """Take an update over; of two workers that try, one succeeds."""
        with writing(self._engine, number) as connection:
            theirs = (*HERE, updates.c.worker.is_not_distinct_from(owner), self._pending)
            inherit = updates.update().where(*theirs).values(worker=self.worker)
            return connection.execute(inherit, self._is(number)).rowcount > 0


def _chat(body: str) -> int:
    """Whose turn a raw update takes: its chat's, or without one its sender's; 0 for what has neither."""
    update = json.loads(body)
    content = next((part for part in update.values() if isinstance(part, dict)), {})
    message = content.get("message")
    holder = content if "chat" in content or not isinstance(message, dict) else message
    who = holder.get("chat") or holder.get("from") or {}
    number = who.get("id") if isinstance(who, dict) else None
    return number if isinstance(number, int) and abs(number) < 2**63 else 0
