"""One worker among several: it shows that it is alive, takes over what the dead left, and leads when nobody else does."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bot.care import logs
from bot.desk import Desk
from bot.incoming.entrance import Entrance
from bot.incoming.intake import Intake
from bot.incoming.leases import Leases
from bot.incoming.shared_inbox import SharedInbox
from bot.outgoing.delivery import stopped
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

LEADER = "leader"  # the lease of the one that delivers digests and refreshes feeds
BEATS = 4  # times that a lease is renewed while it lasts
SWEEP = 1.0  # seconds between two looks for updates that nobody has in hand
FOLLOW = 2.0  # seconds between two looks for articles that others brought in

Lead = Callable[[asyncio.Event], Awaitable[object]]
"""What the leader does until the event is set."""


class Worker:
    """A worker. Its clock must agree with the others' within a few seconds.

    Who has been away itself, as all have while the database is down, declares nobody dead until a lease has passed.
    """

    def __init__(self, desk: Desk, inbox: SharedInbox, intake: Intake, entrance: Entrance) -> None:
        self._desk = desk
        self._name = inbox.worker
        self._inbox = inbox
        self._intake = intake
        self._entrance = entrance
        self._leases = Leases(desk.engine)
        self._lasts = timedelta(seconds=desk.settings.lease_seconds)
        self._alive_since: datetime | None = None
        self._renewed: datetime | None = None
        self._leads_until: datetime | None = None
        self._told = ""

    async def run(self, stop: asyncio.Event, lead: Lead) -> None:
        """Until `stop`, and what is under way is finished; `lead` runs as long as this worker leads."""
        tasks = [self._beat(stop), self._sweep(stop), self._follow(stop), self._lead(stop, lead)]
        await asyncio.gather(*tasks)

    async def leave(self) -> None:
        """Let others take over at once."""
        with suppress(CorpusError):
            await asyncio.to_thread(self._leases.release, self._name)

    async def _beat(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._trying(self._renew)
            await stopped(stop, self._lasts.total_seconds() / BEATS)

    async def _renew(self) -> None:
        now = self._desk.now()
        hold = partial(self._leases.hold, holder=self._name, now=now, until=now + self._lasts)
        await asyncio.to_thread(hold, self._name)
        if self._renewed is None or now - self._renewed > self._lasts:
            self._alive_since = now
        self._renewed = now
        leads = await asyncio.to_thread(hold, LEADER)
        self._leads_until = now + self._lasts if leads else None
        if leads:
            await asyncio.to_thread(self._leases.forget, now)

    async def _sweep(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self._intake.freed.clear()
            await self._trying(self._offer)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._intake.freed.wait(), SWEEP)

    async def _offer(self) -> None:
        await self._intake.catch_up()
        dead = await asyncio.to_thread(self._dead, self._desk.now())
        found = await asyncio.to_thread(self._inbox.waiting, frozenset(self._intake.hands), dead)
        await self._entrance.put([json.loads(body) for _, body in found])

    def _dead(self, now: datetime) -> list[str]:
        """Owners of updates whose leases have ended."""
        if self._alive_since is None or now - self._alive_since < self._lasts:
            return []
        return sorted(self._inbox.owners() - self._leases.held(now) - {self._name})

    async def _follow(self, stop: asyncio.Event) -> None:
        """Index what other workers brought in, so that no question has to."""
        while not stop.is_set():
            await self._trying(partial(asyncio.to_thread, self._desk.newsroom.candidates.follow))
            await stopped(stop, FOLLOW)

    async def _lead(self, stop: asyncio.Event, lead: Lead) -> None:
        while not stop.is_set():
            if self._leading():
                log.info("This worker leads: it delivers digests and refreshes feeds.")
                await self._led(stop, lead)
            await stopped(stop, self._lasts.total_seconds() / BEATS / 2)

    async def _led(self, stop: asyncio.Event, lead: Lead) -> None:
        over = asyncio.Event()
        work = asyncio.ensure_future(lead(over))
        while self._leading() and not await stopped(stop, self._lasts.total_seconds() / BEATS / 2):
            pass
        over.set()
        await self._trying(lambda: work)
        if not stop.is_set():
            log.warning("This worker leads no longer.")

    def _leading(self) -> bool:
        return self._leads_until is not None and self._desk.now() < self._leads_until

    async def _trying(self, work: Callable[[], Awaitable[object]]) -> None:
        """Do it, and go on whatever comes of it; what the database says against it is told once until it works again."""
        try:
            await work()
        except CorpusError as error:
            if str(error) != self._told:
                log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            self._told = str(error)
        except Exception as error:
            log.error("Unexpected, in a worker: %s", logs.trace(error))  # noqa: TRY400  (a trace without words)
        else:
            self._told = ""
