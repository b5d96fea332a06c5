"""Telegram's limits, kept by all workers together: each sending books its moment in the database that they share."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Engine
from telegram.ext import AIORateLimiter

from bot.tables import pace
from corpus.database import writing
from corpus.errors import DatabaseError

# How many at once, and then one every so many seconds; so no second has more than 30, and no minute in a group more than 20.
ALL, GROUP = (5, 1 / 25), (5, 4.0)
FAR = 3600.0  # seconds: what is booked beyond that was booked before the clock was set back, and binds nobody
_BOOK = 1  # the part of the database in which bookings go one after another
_Called: TypeAlias = Callable[..., Coroutine[Any, Any, Any]]


class Pace(AIORateLimiter):
    """The limits of one process, after those of all that share a PostgreSQL database.

    Where the database is out of reach, those of the process alone.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    async def process_request(
        self,
        callback: _Called,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,
    ) -> Any:
        """As of python-telegram-bot, once the booked moment has come."""
        chat = data.get("chat_id")
        if isinstance(chat, int):
            with suppress(DatabaseError):  # said where it matters; a message that is ready goes out
                await asyncio.sleep(await asyncio.to_thread(self.book, chat, time.time()))
        return await super().process_request(callback, args, kwargs, endpoint, data, rate_limit_args)

    def book(self, chat: int, now: float) -> float:
        """How many seconds from `now`, in seconds since 1970, a message to this chat has to wait."""
        limits = [(0, *ALL), *([(chat, *GROUP)] if chat < 0 else [])]
        with writing(self._engine, _BOOK) as connection:
            return max(_booked(connection, key, burst, every, now) for key, burst, every in limits)


def _booked(connection: sa.Connection, key: int, burst: int, every: float, now: float) -> float:
    # The generic cell rate algorithm: what is kept is when the bucket will be empty.
    first = insert(pace).values(chat=key, booked=now + every)
    later = {"booked": sa.case((pace.c.booked.between(now, now + FAR), pace.c.booked), else_=now) + every}
    booked = first.on_conflict_do_update(index_elements=["chat"], set_=later).returning(pace.c.booked)
    return max(0.0, float(connection.execute(booked).scalar_one()) - burst * every - now)
