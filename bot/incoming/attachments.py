"""What a message holds beside its words: addresses and files; which messages are meant as sources to follow."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass

from telegram import Document, Message, MessageEntity, Update
from telegram.error import TelegramError
from telegram.ext import filters

from bot.desk import Desk
from bot.edge import Callback, Context, Edge
from bot.handlers.articles import Fetch
from bot.handlers.door import admitted
from bot.model import Press, Reply, Said
from corpus.feeds import opml
from corpus.reading.addresses import LINK

DOWNLOAD = 30.0  # seconds
_ADDRESS = re.compile(LINK, re.IGNORECASE)
_TELEGRAM = re.compile(r"https?://(?:[\w-]+\.)?(?:t\.me|telegram\.(?:me|org))(?:/|$)", re.IGNORECASE)
_LISTS = re.compile(r"\.(?:opml|xml)$", re.IGNORECASE)
_WRITTEN = re.compile(r"\.(?:txt|html?)$", re.IGNORECASE)
_KINDS = (MessageEntity.URL, MessageEntity.TEXT_LINK)


def links(message: Message) -> tuple[str, ...]:
    """The addresses in a message or its caption, each once and in order; those within Telegram lead to no feed."""
    entities = {**message.parse_entities([*_KINDS]), **message.parse_caption_entities([*_KINDS])}
    found = [entity.url or words for entity, words in sorted(entities.items(), key=lambda pair: pair[0].offset)]
    return tuple(dict.fromkeys(link for link in found if not _TELEGRAM.match(link)))


class _Alone(filters.MessageFilter):
    """A message that is nothing but an address, a mention of the bot aside."""

    def filter(self, message: Message) -> bool:
        words = (message.text or "").split()
        words = words[1:] if words and words[0].startswith("@") else words
        marked = message.parse_entities([MessageEntity.URL]).values()
        return len(words) == 1 and (bool(_ADDRESS.fullmatch(words[0])) or words[0] in marked)


class _Passed(filters.MessageFilter):
    """A forwarded message that holds an address."""

    def filter(self, message: Message) -> bool:
        return message.forward_origin is not None and bool(links(message))


class _List(filters.MessageFilter):
    """A file that may be a list of feeds."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and bool(_LISTS.search(message.document.file_name or ""))


class _Written(filters.MessageFilter):
    """A file that may be an article."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and bool(_WRITTEN.search(message.document.file_name or ""))


ALONE, PASSED, LIST, WRITTEN = _Alone(), _Passed(), _List(), _Written()


@dataclass(frozen=True, slots=True)
class Attached:
    """Hands what is attached to a message to the handlers, through the edge."""

    edge: Edge

    def links(self, handler: Callable[[Said, tuple[str, ...], Desk], Reply | None]) -> Callback:
        """The handler of a message's addresses, for those who are admitted."""

        async def callback(update: Update, context: Context) -> None:
            found = links(update.message) if update.message else ()
            await self.edge.answers(admitted(lambda said, desk: handler(said, found, desk)))(update, context)

        return callback

    def file(self, handler: Callable[[Said, Fetch, Desk], Reply | None]) -> Callback:
        """The handler of a message's file, for those who are admitted; it is fetched from Telegram when asked for."""

        async def callback(update: Update, context: Context) -> None:
            fetch = _fetch(update.message)
            if fetch is not None:
                await self.edge.answers(admitted(lambda said, desk: handler(said, fetch, desk)))(update, context)

        return callback

    def pressed(self, handler: Callable[[Press, tuple[str, ...], Fetch | None, Desk], Reply | None]) -> Callback:
        """The handler of a button under an answer to a message that holds an address or a file."""

        async def callback(update: Update, context: Context) -> None:
            under = update.callback_query.message if update.callback_query else None
            about = under.reply_to_message if isinstance(under, Message) else None
            found, fetch = _addresses(about), _fetch(about)

            def keep(press: Press, desk: Desk) -> Reply | None:
                return handler(press, found, fetch, desk) if desk.access.admits(press.place) else None

            await self.edge.presses(keep)(update, context)

        return callback


def _addresses(message: Message | None) -> tuple[str, ...]:
    """The addresses in a message, or the one that it is: Telegram does not mark all that one can type."""
    if message is None:
        return ()
    return links(message) or (tuple((message.text or "").split()[-1:]) if ALONE.filter(message) else ())


def _fetch(message: Message | None) -> Fetch | None:
    """What gets the file of a message, for a thread other than this one; None for a message without any."""
    document = message.document if message else None
    if document is None:
        return None
    loop = asyncio.get_running_loop()

    def fetch() -> tuple[str, bytes] | None:
        content = asyncio.run_coroutine_threadsafe(_content(document), loop).result()
        return None if content is None else (document.file_name or "", content)

    return fetch


async def _content(document: Document) -> bytes | None:
    """A file's content, None where Telegram does not give it; of one too large only what shows that it is."""
    if (document.file_size or 0) > opml.MAX_BYTES:
        return bytes(opml.MAX_BYTES + 1)
    try:
        async with asyncio.timeout(DOWNLOAD):
            return bytes(await (await document.get_file()).download_as_bytearray())
    except (TelegramError, TimeoutError, OSError):
        return None
