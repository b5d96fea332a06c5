"""What the bot sees to by itself: old articles and memories go, and its owner hears of a trouble once, and of its end once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

import sqlalchemy as sa
from telegram.error import TelegramError

from bot.care import heap, logs
from bot.care.vitals import Vitals, troubles, well
from bot.desk import Desk
from bot.handlers.replies import say
from bot.looks import phrases
from bot.model import Place, Reply
from bot.outgoing.delivery import LostError, PostponedError, stopped
from bot.tables import notices
from corpus.archive.retention import Keeping
from corpus.database import reading, writing
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

EVERY = 300.0  # seconds between two looks
Send = Callable[[Reply, Place], Awaitable[object]]
"""Hands a reply to Telegram; raises as `bot.outgoing.delivery.deliver` does."""


class Caretaker:
    """Looks after the archive and the memory now and then; `look` takes the condition, `every` is in seconds."""

    def __init__(
        self, desk: Desk, look: Callable[[], Vitals], send: Send, stop: asyncio.Event, every: float = EVERY
    ) -> None:
        self._desk = desk
        self._look = look
        self._send = send
        self._stop = stop
        self._every = every
        self._seen: frozenset[str] = frozenset()

    async def run(self) -> None:
        """Until `stop`; no trouble ends it. The first look is one pause after the start, when feeds have been asked."""
        while not await stopped(self._stop, self._every):
            try:
                await asyncio.to_thread(self.tidy)
                await self.watch()
            except CorpusError as error:
                log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            except Exception as error:
                log.error("Unexpected, looking after things: %s", logs.trace(error))  # noqa: TRY400  (its own trace)

    def tidy(self) -> None:
        """Remove what is not to be kept any longer, from memory as well."""
        settings, now = self._desk.settings, self._desk.now()
        keeping = Keeping(settings.keep_days, settings.keep_articles)
        gone = self._desk.newsroom.sweep(keeping, now, self._stop.is_set)
        if gone:
            log.info("%s removed by age or number.", phrases.count(gone, "old article"))
        self._desk.store.prune(now)
        self._desk.access.prune(now)
        heap.give_back()

    async def watch(self) -> None:
        """Tell the owner of what began or ended, if it stands at two looks in a row."""
        known = await asyncio.to_thread(self._known)
        found = troubles(await asyncio.to_thread(self._look), known)
        for kind in sorted(found.keys() - known):
            if kind in self._seen and await self._tell(found[kind]):
                await asyncio.to_thread(self._note, kind, self._desk.now())
        for kind in sorted(known - found.keys()):
            if kind not in self._seen and await self._tell(well(kind)):
                await asyncio.to_thread(self._note, kind, None)
        self._seen = frozenset(found)

    async def _tell(self, line: str) -> bool:
        """Send a line to every owner; whether one of them has it, or there is none."""
        log.warning("%s", line)
        owners = await asyncio.to_thread(self._desk.access.owners)
        reached = not owners
        for owner in owners:
            try:
                await self._send(say(line), Place(owner, 0, owner))
                reached = True
            except (TelegramError, PostponedError, LostError) as error:
                log.warning("The owner could not be told: %s", type(error).__name__)
        return reached

    def _known(self) -> frozenset[str]:
        with reading(self._desk.engine) as connection:
            return frozenset(connection.scalars(sa.select(notices.c.kind)))

    def _note(self, kind: str, since: datetime | None) -> None:
        """The owner knows of a trouble since then; with None, of its end."""
        with writing(self._desk.engine) as connection:
            connection.execute(notices.delete().where(notices.c.kind == kind))
            if since is not None:
                connection.execute(notices.insert().values(kind=kind, since=since))
