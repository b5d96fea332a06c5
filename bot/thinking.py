"""Answers are thought out one at a time, in threads; who waits for theirs is shown that the bot is typing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.membership import NOBODY
from bot.model import Place

T = TypeVar("T")

SHOWN = 4.5  # seconds until "typing" is sent again: Telegram shows it for five


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds: those of a `moment` are several times what an answer takes, so that whoever thinks for longer waits for something.

    "Typing" is shown to whom has been thought about for longer than `patience`, or has stood in line behind others for longer
    than `line`: most do for less, and to show it costs as much as to send an answer.
    """

    moment: float = 0.25
    patience: float = 0.5
    line: float = 3.0


USUAL = Waits()


class Thinking:
    """One thinks at a time: two threads of one interpreter take longer than one after the other, and the event loop waits for
    both. Whoever is not done after a `moment` waits for something else, and the next begins.

    All think in one thread, whose processor has at hand what that takes; in others, who begins while somebody waits in it.
    """

    def __init__(self, bot: Bot, waits: Waits) -> None:
        self._bot = bot
        self._waits = waits
        self._turn = asyncio.Lock()
        self._usual = ThreadPoolExecutor(1, "thinking")
        self._in_usual: asyncio.Future[Any] | None = None

    async def done(self, work: Callable[[], T], place: Place) -> T:
        """What the work comes to, which somebody waits for in this place."""
        with self._typing(place, self._waits.line):
            await self._turn.acquire()
        with self._typing(place, self._waits.patience):
            working = self._begun(work)
            try:
                await asyncio.wait({working}, timeout=self._waits.moment)
            finally:
                self._turn.release()
            return await working

    def _begun(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """The work under way, in the usual thread or in one of the loop's own."""
        free = self._in_usual is None or self._in_usual.done()
        thread = self._usual if free else None
        working = asyncio.get_running_loop().run_in_executor(thread, copy_context().run, work)
        if free:
            self._in_usual = working
        return working

    @contextmanager
    def _typing(self, place: Place, patience: float) -> Iterator[None]:
        """Show it from when this has taken `patience` seconds on; until then it costs a timer, no more."""
        showing: asyncio.Task[None] | None = None

        def show() -> None:
            nonlocal showing
            showing = asyncio.create_task(self._type(place))

        later = asyncio.get_running_loop().call_later(patience, show)
        try:
            yield
        finally:
            later.cancel()
            if showing is not None:
                showing.cancel()

    async def _type(self, place: Place) -> None:
        if place.user == NOBODY:
            return  # nobody types in a channel
        with suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(place.chat, ChatAction.TYPING, place.thread or None)
                await asyncio.sleep(SHOWN)
