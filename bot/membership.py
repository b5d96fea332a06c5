"""Who may speak for a group or a channel, and what happens when it becomes a supergroup or a topic of it opens again."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as TooLate
from typing import Any, TypeAlias, TypeVar

from telegram import Bot, ChatMember, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackContext, ExtBot, MessageHandler, filters

from bot.desk import Desk
from bot.model import Channel, Place

Context: TypeAlias = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
Answer = TypeVar("Answer")
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
        member = self._asked(self._bot.get_chat_member(chat, user))
        return member is not None and member.status in _ADMINS

    def channel(self, name: str | int, user: int) -> Channel | None:
        """How the bot and a person stand in the channel of that "@name" or number; None where Telegram shows no such."""
        chat = self._asked(self._bot.get_chat(name))
        if chat is None or chat.type != ChatType.CHANNEL:
            return None
        posts = _posts(self._asked(self._bot.get_chat_member(chat.id, self._bot.id)))
        runs = posts and _posts(self._asked(self._bot.get_chat_member(chat.id, user)))
        return Channel(chat.id, f"@{chat.username}" if chat.username else "", posts, runs)

    def _asked(self, question: Coroutine[Any, Any, Answer]) -> Answer | None:
        """What Telegram answers; None where it does not."""
        if self._loop is None:
            question.close()
            return None
        asked = asyncio.run_coroutine_threadsafe(question, self._loop)
        try:
            return asked.result(_PATIENCE)
        except (TelegramError, TooLate):
            asked.cancel()
            return None


def _posts(member: ChatMember | None) -> bool:
    """Whether a member of a channel may post in it."""
    if member is None:
        return False
    return member.status == ChatMemberStatus.OWNER or bool(getattr(member, "can_post_messages", False))


def moved(desk: Desk) -> MessageHandler[Context, Any]:
    """Hears that a group became a supergroup, from either of the two, and moves all that it had."""

    async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
        message = update.message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        if old != new:
            await asyncio.to_thread(desk.chats.move, old, new)

    return MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, callback)


def reopened(desk: Desk) -> MessageHandler[Context, Any]:
    """Hears that a topic is open again, which gets its digests from then on."""

    async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
        message = update.message
        if message is not None and message.message_thread_id is not None:
            await asyncio.to_thread(desk.chats.reopen, Place(message.chat.id, message.message_thread_id))

    return MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.FORUM_TOPIC_REOPENED, callback)
