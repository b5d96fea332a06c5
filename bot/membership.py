"""Who may speak for a group, and what happens when it becomes a supergroup or a topic of it opens again."""

from __future__ import annotations

import asyncio
from concurrent.futures import TimeoutError as TooLate
from typing import Any, TypeAlias

from telegram import Bot, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot, MessageHandler, filters

from bot.desk import Desk
from bot.model import Place

Context: TypeAlias = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
_ANONYMOUS = 1087968824  # the account by which Telegram shows administrators who stay anonymous
NOBODY = 0  # who posts in a channel: administrators only
_PATIENCE = 10.0  # seconds


class Membership:
    """Asks Telegram about a group's members, from any thread but that of the event loop."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None  # a terminal has no groups

    def administers(self, chat: int, user: int) -> bool:
        """Whether the person is an administrator of the chat; False where Telegram does not say."""
        if user in (_ANONYMOUS, NOBODY):
            return True
        if self._loop is None:
            return False
        asked = asyncio.run_coroutine_threadsafe(self._bot.get_chat_member(chat, user), self._loop)
        try:
            return asked.result(_PATIENCE).status in _ADMINS
        except (TelegramError, TooLate):
            asked.cancel()
            return False


def moved(desk: Desk) -> MessageHandler[Context, Any]:
    """Hears that a group became a supergroup, from either of the two, and moves all that it had."""

    async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
        message = update.message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        if old != new:
            await asyncio.to_thread(desk.digests.move, old, new)

    return MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, callback)


def reopened(desk: Desk) -> MessageHandler[Context, Any]:
    """Hears that a topic is open again, which gets its digests from then on."""

    async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
        message = update.message
        if message is not None and message.message_thread_id is not None:
            await asyncio.to_thread(desk.digests.reopen, Place(message.chat.id, message.message_thread_id))

    return MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.FORUM_TOPIC_REOPENED, callback)
