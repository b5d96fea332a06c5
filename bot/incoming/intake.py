"""Updates taken: written down, worked off in order within each chat, and only then forgotten."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.care import logs
from bot.incoming.inbox import Inbox
from bot.incoming.shared_inbox import SharedInbox
from bot.incoming.shares import Shares, Verdict
from corpus.errors import DatabaseError

T = TypeVar("T")
log = logging.getLogger(__name__)

_AT_ONCE = 256  # updates worked off side by side
_CROWD = 5_000  # updates taken and not done, from which no more are fetched for a while: at Telegram they are safe
_LINE = 10  # updates taken and not done, from which the next to come would wait for a quarter of a second anyway


class Intake(BaseUpdateProcessor):
    """Runs updates of different chats side by side and those of one chat one after another, as they came.

    One that waits for its chat's turn takes no place from other chats. Of a person who sends more than their share, what is
    too much is dropped.
    """

    def __init__(self, inbox: Inbox, shares: Shares | None = None) -> None:
        super().__init__(_CROWD * 2)  # all that come; how many run is for `_places` to say
        self._inbox = inbox
        self._clerk = ThreadPoolExecutor(1, "inbox")  # or its short writes would wait behind long answers for a thread
        self._shares = shares or Shares(0)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._slowed: set[int] = set()
        self._undone: set[int] = set()
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: Counter[int] = Counter()
        self._postponed: set[int] = set()
        self.hands: set[int] = set()  # what the application has been given and has not done
        self.freed = asyncio.Event()  # set when an update is done, which another may have waited for

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Let the inbox's thread end."""
        self._clerk.shutdown(wait=False)

    def postpone(self, update: Update) -> None:
        """Keep an update in the inbox for the next start; that it could not be answered now is no fault of its own."""
        self._postponed.add(update.update_id)
        self.note(partial(self._inbox.put_off, update.update_id))

    @property
    def crowded(self) -> bool:
        """Whether as many wait as memory should hold."""
        return self._waiting.total() >= _CROWD

    @property
    def lined_up(self) -> bool:
        """Whether so many wait that another need not be taken in a hurry."""
        return self._waiting.total() >= _LINE

    def slowed(self, update: Update) -> bool:
        """Whether this update is the one too many, to be answered by saying so."""
        return update.update_id in self._slowed

    async def take(self, batch: Sequence[dict[str, Any]]) -> list[int]:
        """Write raw updates down; the numbers that were new. Raises DatabaseError: then Telegram must keep them.

        Of these, what is beyond its sender's share is done with at once.
        """
        verdicts = await self._noted(self._taken, batch, datetime.now(UTC))
        self._slowed |= {number for number, verdict in verdicts.items() if verdict is Verdict.TOLD}
        await self._done(*(number for number, verdict in verdicts.items() if verdict is Verdict.UNHEARD))
        return [number for number, verdict in verdicts.items() if verdict is not Verdict.UNHEARD]

    def _taken(self, batch: Sequence[dict[str, Any]], now: datetime) -> dict[int, Verdict]:
        """The numbers that were new, each with what becomes of it."""
        rows = [(int(raw["update_id"]), json.dumps(raw)) for raw in batch]
        new = set(self._inbox.take(rows, now))
        return {int(raw["update_id"]): self._verdict(raw, now) for raw in batch if raw["update_id"] in new}

    def _verdict(self, raw: dict[str, Any], now: datetime) -> Verdict:
        person = _sender(raw)
        return Verdict.HEARD if person is None else self._shares.draw(person, now)

    async def owed(self) -> list[dict[str, Any]]:
        """Raw updates that an earlier run left behind."""
        return [json.loads(body) for _, body in await self._noted(self._inbox.owed)]

    async def drop(self, raw: dict[str, Any]) -> None:
        """Be done with an update that cannot be worked off."""
        await self._done(int(raw["update_id"]))

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """One update, when its chat's earlier ones are done."""
        if not isinstance(update, Update):
            await coroutine
            return
        try:
            await self._in_turn(update, coroutine)
        finally:
            self.hands -= {update.update_id} - self._postponed
            self.freed.set()

    async def _in_turn(self, update: Update, coroutine: Awaitable[Any]) -> None:
        async with self._turn_of(_chat(update)), self._places:
            comes = await self._is_next(update.update_id)
            if comes:
                await coroutine
            elif isinstance(coroutine, Coroutine):
                coroutine.close()
            self._slowed.discard(update.update_id)
            if comes and update.update_id not in self._postponed:
                await self._done(update.update_id)

    async def _is_next(self, number: int) -> bool:
        """As of SharedInbox; an update in hand is worked off also when the database does not tell."""
        if not isinstance(self._inbox, SharedInbox):
            return True
        try:
            return await self._noted(self._inbox.is_next, number)
        except DatabaseError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            return True

    def begin(self, update: Update) -> bool:
        """Count a try of an update, in the thread that works it off; False for one that brought the bot down before.

        What stands in line has not been tried. What cannot be counted is worked off.
        """
        try:
            tried = self._inbox.begin(update.update_id)
        except DatabaseError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            return True
        if not tried:
            log.error("An update that brought the bot down before is given up.")
        return tried

    def note(self, write: Callable[[], None]) -> None:
        """Let the inbox's thread write something down that no one need wait for: it comes before what is done afterwards."""
        self._clerk.submit(write).add_done_callback(_complain)

    async def _noted(self, call: Callable[..., T], *args: object) -> T:
        """What the inbox says, asked in its own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._clerk, partial(call, *args))

    async def catch_up(self) -> None:
        """Forget what the database could not forget before."""
        await self._done()

    async def _done(self, *numbers: int) -> None:
        """Forget updates; those that the database cannot forget now are forgotten together with the next."""
        done, self._undone = self._undone | set(numbers), set()
        if not done:
            return
        try:
            await self._noted(self._inbox.done, *sorted(done))
        except DatabaseError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
            self._undone |= done

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
    sent = raw.get("callback_query") or raw.get("message") or raw.get("edited_message") or {}
    try:
        if typed:
            return -int(typed["from"]["id"])
        free = "chat" in sent and sent["chat"]["type"] != "private"
        return None if free and not (sent.get("entities") or sent.get("reply_to_message")) else int(sent["from"]["id"])
    except (KeyError, TypeError, ValueError):
        return None


def _complain(written: Future[None]) -> None:
    """Say what went wrong with what nobody waits for."""
    error = written.exception()
    if isinstance(error, DatabaseError):
        log.error("%s", error)
    elif error:
        log.error("Unexpected: %s", logs.trace(error))
