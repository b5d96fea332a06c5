"""The fair share of each person, counted by all workers together in the database that they share."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Engine

from bot.incoming.shares import Bucket, Shares, Verdict, drawn
from bot.tables import shares
from corpus.database import writing
from corpus.errors import DatabaseError

_DRAW = 2  # the part of the database in which draws go one after another
_FULL = timedelta(minutes=1)  # after which every bucket is as if nothing had been drawn


class SharedShares(Shares):
    """Everybody's buckets in a PostgreSQL database; where that is out of reach, those of this worker alone."""

    def __init__(self, share: int, engine: Engine) -> None:
        super().__init__(share)
        self._engine = engine

    def draw(self, person: int, now: datetime) -> Verdict:
        """As of Shares; kept for no longer than a minute after the last draw of anybody."""
        if not self._share:
            return Verdict.HEARD
        try:
            with writing(self._engine, _DRAW) as connection:
                return self._drawn(connection, person, now)
        except DatabaseError:
            return super().draw(person, now)

    def _drawn(self, connection: sa.Connection, person: int, now: datetime) -> Verdict:
        connection.execute(shares.delete().where(shares.c.at < now - _FULL))
        row = connection.execute(sa.select(shares).where(shares.c.person == person)).first()
        before = Bucket(row.tokens, row.at, row.shut, row.told) if row else Bucket(float(self._share), now)
        after, verdict = drawn(before, self._share, now)
        left = {"tokens": after.tokens, "at": after.at, "shut": after.shut, "told": after.told}
        kept = insert(shares).values(person=person, **left)
        connection.execute(kept.on_conflict_do_update(index_elements=["person"], set_=left))
        return verdict
