"""Who does what for how long: a lease is a name that one holder has until a moment, unless it renews it before."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.tables import insertion, leases
from corpus.database import reading, writing

FORGOTTEN = timedelta(days=1)  # after its end a lease is deleted
AHEAD = timedelta(minutes=2)  # no lease lasts as long: one that ends later was taken before the clock was set back


class Leases:
    """The leases of one database. Clocks of those who share it must agree within a few seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def hold(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take a lease or renew it; whether `holder` has it until then."""
        terms = {"holder": holder, "until": until}
        free = sa.or_(leases.c.holder == holder, ~_lasts(now))
        wanted = insertion(self._engine, leases).values(name=name, **terms)
        wanted = wanted.on_conflict_do_update(index_elements=["name"], set_=terms, where=free)
        with writing(self._engine) as connection:
            return connection.execute(wanted.returning(leases.c.name)).first() is not None

    def release(self, holder: str) -> None:
        """Give up all that `holder` has."""
        with writing(self._engine) as connection:
            connection.execute(leases.delete().where(leases.c.holder == holder))

    def held(self, now: datetime) -> set[str]:
        """The names of all leases that have not ended."""
        with reading(self._engine) as connection:
            return set(connection.scalars(sa.select(leases.c.name).where(_lasts(now))))

    def forget(self, now: datetime) -> None:
        """Delete those that ended long ago."""
        with writing(self._engine) as connection:
            connection.execute(leases.delete().where(leases.c.until < now - FORGOTTEN))


def _lasts(now: datetime) -> sa.ColumnElement[bool]:
    return leases.c.until.between(now, now + AHEAD)
