"""Updates in: taken from Telegram, written down, worked off in order within each chat, and only then forgotten."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import BaseUpdateProcessor
from telegram.request import BaseRequest

from bot.delivery import LONGEST, seconds, stopped
from bot.inbox import Inbox
from corpus.errors import DatabaseError

T = TypeVar("T")
log = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query")
HELD = 30  # seconds that Telegram holds a request when there is nothing new
_AT_ONCE = 256  # updates under way; one of a chat that waits for its turn counts


class Intake(BaseUpdateProcessor):
    """Runs updates of different chats side by side and those of one chat one after another, as they came."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__(_AT_ONCE)
        self._inbox = inbox
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()
        self._postponed: set[int] = set()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def postpone(self, update: Update) -> None:
        """Keep an update in the inbox for the next start."""
        self._postponed.add(update.update_id)

    async def take(self, batch: Sequence[dict[str, Any]]) -> list[int]:
        """Write raw updates down; the numbers that were new. Raises DatabaseError: then Telegram must keep them."""
        rows = [(int(raw["update_id"]), json.dumps(raw)) for raw in batch]
        return await asyncio.to_thread(self._inbox.take, rows, datetime.now(UTC))

    async def owed(self) -> list[dict[str, Any]]:
        """Raw updates that an earlier run left behind."""
        return [json.loads(body) for _, body in await asyncio.to_thread(self._inbox.owed)]

    async def drop(self, raw: dict[str, Any]) -> None:
        """Be done with an update that cannot be worked off."""
        await asyncio.to_thread(self._inbox.done, int(raw["update_id"]))

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """One update, when its chat's earlier ones are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        async with self._turn_of(_chat(update)):
            if await asyncio.to_thread(self._inbox.begin, update.update_id):
                await coroutine
            else:
                _drop(coroutine)
            if update.update_id not in self._postponed:
                await asyncio.to_thread(self._inbox.done, update.update_id)

    @asynccontextmanager
    async def _turn_of(self, chat: int) -> AsyncIterator[None]:
        self._waiting[chat] += 1
        try:
            async with self._locks.setdefault(chat, asyncio.Lock()):
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]


def _chat(update: Update) -> int:
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0


def _drop(coroutine: Awaitable[Any]) -> None:
    log.error("An update that brought the bot down before is given up.")
    if isinstance(coroutine, Coroutine):
        coroutine.close()


class Poller:
    """Asks Telegram for updates until told to stop; says each kind of trouble once, and when it is over."""

    def __init__(
        self, bot: Bot, request: BaseRequest, intake: Intake, queue: asyncio.Queue[object], pause: float
    ) -> None:
        self._pause = pause
        self._bot = bot
        self._request = request
        self._intake = intake
        self._queue = queue
        self._offset = 0
        self._told = ""

    async def resume(self) -> None:
        """Queue what an earlier run took and did not finish."""
        await self._enqueue(await self._intake.owed())

    async def poll(self, stop: asyncio.Event) -> None:
        """Until `stop`. Raises InvalidToken when Telegram no longer knows the token."""
        wait = self._pause
        while not stop.is_set():
            try:
                batch = await _unless(stop, self._fetch())
                if batch:
                    await self._accept(batch)
            except InvalidToken:
                raise
            except (TelegramError, DatabaseError) as error:
                self._tell(error)
                await stopped(stop, seconds(error) if isinstance(error, RetryAfter) else wait)
                wait = min(2 * wait, LONGEST)
            else:
                wait = self._pause
                self._over()

    async def _fetch(self) -> list[dict[str, Any]]:
        """The next updates as Telegram sends them: one that this version cannot read must not hold up the others."""
        asked = {"offset": self._offset, "timeout": HELD, "allowed_updates": json.dumps(ALLOWED)}
        result = await self._request.post(f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=HELD + 10)
        return result if isinstance(result, list) else []

    async def _accept(self, batch: Sequence[dict[str, Any]]) -> None:
        new = set(await self._intake.take(batch))
        # Only now may the next request tell Telegram to forget them.
        self._offset = int(batch[-1]["update_id"]) + 1
        await self._enqueue([raw for raw in batch if raw["update_id"] in new])

    async def _enqueue(self, batch: Sequence[dict[str, Any]]) -> None:
        for raw in batch:
            try:
                update = Update.de_json(raw, self._bot)
            except Exception as error:
                log.warning("An update cannot be read (%s); it is left aside.", type(error).__name__)
                await self._intake.drop(raw)
                continue
            await self._queue.put(update)

    def _tell(self, error: Exception) -> None:
        """Log the trouble unless it is the same as before."""
        line = _trouble(error)
        if line != self._told:
            log.warning("%s", line)
        self._told = line

    def _over(self) -> None:
        if self._told:
            log.info("Telegram answers again.")
        self._told = ""


def _trouble(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "Another program fetches this bot's messages with the same token: stop one of the two. I keep trying."
    if isinstance(error, DatabaseError):
        return f"{error} New messages wait at Telegram meanwhile."
    return "Telegram cannot be reached. I keep trying."


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of `work`, or None when `stop` came first; the work is then cancelled."""
    task, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        task.cancel()
        stopping.cancel()
