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
from bot.shares import Shares, Verdict
from corpus.errors import DatabaseError

T = TypeVar("T")
log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member")
HELD = 30  # seconds that Telegram holds a request when there is nothing new
REFUSALS = 3  # of the token, before the bot believes it: a proxy that restarts says "not found", too
_AT_ONCE = 256  # updates worked off side by side
_CROWD = (
    5_000  # updates taken and not done, from which no more are fetched until it is fewer: at Telegram they are safe
)


class Intake(BaseUpdateProcessor):
    """Runs updates of different chats side by side and those of one chat one after another, as they came.

    One that waits for its chat's turn takes no place from other chats. Of a person who sends more than their share, what is
    too much is dropped.
    """

    def __init__(self, inbox: Inbox, shares: Shares | None = None) -> None:
        super().__init__(_CROWD * 2)  # all that come; how many run is for `_places` to say
        self._inbox = inbox
        self._shares = shares or Shares(0)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._slowed: set[int] = set()
        self._undone: set[int] = set()
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

    @property
    def crowded(self) -> bool:
        """Whether as many wait as memory should hold."""
        return self._waiting.total() >= _CROWD

    def slowed(self, update: Update) -> bool:
        """Whether this update is the one too many, to be answered by saying so."""
        return update.update_id in self._slowed

    async def take(self, batch: Sequence[dict[str, Any]]) -> list[int]:
        """Write raw updates down; the numbers that were new. Raises DatabaseError: then Telegram must keep them.

        Of these, what is beyond its sender's share is done with at once.
        """
        rows = [(int(raw["update_id"]), json.dumps(raw)) for raw in batch]
        now = datetime.now(UTC)
        new = set(await asyncio.to_thread(self._inbox.take, rows, now))
        fresh = [raw for raw in batch if raw["update_id"] in new]
        verdicts = {int(raw["update_id"]): self._verdict(raw, now) for raw in fresh}
        self._slowed |= {number for number, verdict in verdicts.items() if verdict is Verdict.TOLD}
        await self._done(*(number for number, verdict in verdicts.items() if verdict is Verdict.UNHEARD))
        return [number for number, verdict in verdicts.items() if verdict is not Verdict.UNHEARD]

    def _verdict(self, raw: dict[str, Any], now: datetime) -> Verdict:
        person = _sender(raw)
        return Verdict.HEARD if person is None else self._shares.draw(person, now)

    async def owed(self) -> list[dict[str, Any]]:
        """Raw updates that an earlier run left behind."""
        return [json.loads(body) for _, body in await asyncio.to_thread(self._inbox.owed)]

    async def drop(self, raw: dict[str, Any]) -> None:
        """Be done with an update that cannot be worked off."""
        await self._done(int(raw["update_id"]))

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """One update, when its chat's earlier ones are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        async with self._turn_of(_chat(update)), self._places:
            if await self._begun(update.update_id):
                await coroutine
            else:
                _drop(coroutine)
            self._slowed.discard(update.update_id)
            if update.update_id not in self._postponed:
                await self._done(update.update_id)

    async def _begun(self, number: int) -> bool:
        """As Inbox.begin; an update in hand is worked off also when its try cannot be counted."""
        try:
            return await asyncio.to_thread(self._inbox.begin, number)
        except DatabaseError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            return True

    async def _done(self, *numbers: int) -> None:
        """Forget updates; those that the database cannot forget now are forgotten together with the next."""
        self._undone |= set(numbers)
        if not self._undone:
            return
        done = sorted(self._undone)
        try:
            await asyncio.to_thread(self._inbox.done, *done)
        except DatabaseError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
        else:
            self._undone -= set(done)

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


def _sender(raw: dict[str, Any]) -> int | None:
    """Whose share a raw update takes from; None for what people in a group say to each other.

    What is typed behind the bot's name comes letter by letter, and takes from a share of its own.
    """
    typed = raw.get("inline_query")
    sent = raw.get("callback_query") or raw.get("message") or {}
    try:
        if typed:
            return -int(typed["from"]["id"])
        free = "chat" in sent and sent["chat"]["type"] != "private"
        return None if free and not (sent.get("entities") or sent.get("reply_to_message")) else int(sent["from"]["id"])
    except (KeyError, TypeError, ValueError):
        return None


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
        """Until `stop`. Raises InvalidToken when Telegram says REFUSALS times in a row that it does not know the token."""
        wait, refusals = self._pause, 0
        while not stop.is_set():
            if self._intake.crowded:
                await stopped(stop, self._pause)
                continue
            try:
                batch = await _unless(stop, self._fetch())
                if batch:
                    await self._accept(batch)
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
