"""Long work under way: the message that told of its beginning is changed until it tells of its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telegram.error import TelegramError

from bot.model import Place, Progress
from bot.outgoing.delivery import LostError, PostponedError, stopped
from bot.outgoing.sender import Sender
from corpus.errors import CorpusError

LOOKS = 600  # after which nobody waits any more: half an hour, at three seconds each


async def watch(
    progress: Callable[[], Progress | None],
    sender: Sender,
    place: Place,
    message: int,
    stop: asyncio.Event,
    pace: float,
) -> None:
    """Change the message whenever there is something else to tell, with `pace` seconds between two looks.

    Whatever goes wrong ends it: the message then stands as it was last, and the work goes on.
    """
    told = None
    for _look in range(LOOKS):
        if await stopped(stop, pace):
            return
        try:
            now = await asyncio.to_thread(progress)
            if now is not None and now.page != told:
                told = now.page
                await sender.change(now.page, place, message)
        except (TelegramError, PostponedError, LostError, CorpusError):
            return
        if now is None or now.done:
            return
