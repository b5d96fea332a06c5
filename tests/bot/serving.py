"""The bot from its start to its stop, in a thread of the tests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeAlias

from bot.desk import Desk
from bot.running import serve
from tests.bot.botapi import PATIENCE


class Serving:
    """`serve` in a thread; leaving the context stops it as a signal would. `status` is then its exit status."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self.status: int | None = None

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._begun.set()
        self.status = await serve(self._desk, self._stop)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._begun.wait(PATIENCE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        self.ended()

    def stop(self) -> None:
        """Ask it to stop and go on."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)

    def ended(self) -> int | None:
        """The exit status, once it has ended."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self.status


Start: TypeAlias = Callable[..., Serving]
