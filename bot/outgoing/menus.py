"""What Telegram shows of the bot before anything is said: its command menus and descriptions, in each language."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.handlers import COMMANDS, Command
from bot.outgoing.delivery import deliver
from bot.words import ENGLISH, LANGUAGES, _, marked, speaking

SHORT = marked("News in a few sentences, word for word, each with its source and date.")
LONG = marked(
    "Ask about the news and get a few sentences, each word for word from an article, with its source, date and link. "
    "No sentence is ever invented."
)


async def publish(bot: Bot, owners: Sequence[int], stop: asyncio.Event, pause: float) -> None:
    """Set all menus and descriptions. Raises as `deliver` does."""
    for language in LANGUAGES:
        for call in await asyncio.to_thread(_spoken, bot, owners, language):  # its catalogue may have to be read first
            await deliver(call, stop, pause)


def _spoken(bot: Bot, owners: Sequence[int], language: str) -> list[Callable[[], Awaitable[bool]]]:
    with speaking(language):
        return list(_calls(bot, owners, None if language == ENGLISH else language))


def _calls(bot: Bot, owners: Sequence[int], code: str | None) -> Iterator[Callable[[], Awaitable[bool]]]:
    """The requests of one language; Telegram shows English where it is told no code, to all who speak no other."""
    yield partial(bot.set_my_description, _(LONG), code)
    yield partial(bot.set_my_short_description, _(SHORT), code)
    for scope, shown in _menus(owners):
        commands = [BotCommand(command.name, _(command.menu)) for command in shown]
        yield partial(bot.set_my_commands, commands, scope, code)


def _menus(owners: Sequence[int]) -> Iterator[tuple[BotCommandScope, list[Command]]]:
    """The menu of each kind of chat; the owner's, in private, holds what only the owner can do besides."""
    listed = [command for command in COMMANDS if command.menu]
    yield BotCommandScopeAllPrivateChats(), [command for command in listed if command.private]
    yield BotCommandScopeAllGroupChats(), [command for command in listed if command.group]
    for owner in owners:
        yield BotCommandScopeChat(owner), [command for command in listed if command.private or command.owner]
