"""What Telegram shows while an answer is not there yet: that the bot is typing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.model import Place

SHOWN = 4.5  # seconds until it is sent again: Telegram shows it for five


@contextmanager
def typing(bot: Bot, place: Place, patience: float) -> Iterator[None]:
    """Show it from when this has taken `patience` seconds on. Until then it costs a timer, no more."""
    showing: asyncio.Task[None] | None = None

    def show() -> None:
        nonlocal showing
        showing = asyncio.create_task(_type(bot, place))

    later = asyncio.get_running_loop().call_later(patience, show)
    try:
        yield
    finally:
        later.cancel()
        if showing is not None:
            showing.cancel()


async def _type(bot: Bot, place: Place) -> None:
    with suppress(TelegramError):
        while True:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, place.thread or None)
            await asyncio.sleep(SHOWN)
