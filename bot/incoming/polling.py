"""Updates fetched from Telegram, as long as the bot runs: for a machine that nobody can reach from outside."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.care.health import Health
from bot.incoming.entrance import ALLOWED, Entrance
from bot.outgoing.delivery import LONGEST, REFUSALS, seconds, stopped
from corpus.errors import DatabaseError

T = TypeVar("T")
log = logging.getLogger(__name__)

HELD = 30  # seconds that Telegram holds a request when there is nothing new
BREATH = 0.1  # seconds between two requests while many wait: what comes meanwhile would stand in line, and comes in one batch


class Poller:
    """Asks Telegram for updates until told to stop; says each kind of trouble once, and when it is over."""

    def __init__(self, bot: Bot, request: BaseRequest, entrance: Entrance, pause: float, health: Health) -> None:
        self._health = health
        self._pause = pause
        self._bot = bot
        self._request = request
        self._entrance = entrance
        self._offset = 0
        self._told = ""

    async def poll(self, stop: asyncio.Event) -> None:
        """Until `stop`. Raises InvalidToken when Telegram says REFUSALS times in a row that it does not know the token."""
        wait, refusals = self._pause, 0
        while not stop.is_set():
            if self._entrance.crowded:
                await stopped(stop, self._pause)
                continue
            try:
                batch = await _unless(stop, self._fetch())
                if batch:
                    await self._entrance.accept(batch)
                    # Only now may the next request tell Telegram to forget them.
                    self._offset = int(batch[-1]["update_id"]) + 1
                if self._entrance.lined_up:
                    await stopped(stop, BREATH)
            except (TelegramError, DatabaseError) as error:
                refusals = refusals + 1 if isinstance(error, InvalidToken) else 0
                if refusals == REFUSALS:
                    raise
                self._tell(error)
                await stopped(stop, seconds(error) if isinstance(error, RetryAfter) else wait)
                wait = min(2 * wait, LONGEST)
            else:
                wait, refusals = self._pause, 0
                self._over()

    async def _fetch(self) -> list[dict[str, Any]]:
        """The next updates as Telegram sends them."""
        asked = {"offset": self._offset, "timeout": HELD, "allowed_updates": json.dumps(ALLOWED)}
        result = await self._request.post(f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=HELD + 10)
        self._health.heard()
        items = result if isinstance(result, list) else []
        return [raw for raw in items if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]

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
