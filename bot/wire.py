"""An Update becomes what somebody said or pressed, and a Reply becomes messages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest

from bot.delivery import deliver
from bot.markup import cut, plain
from bot.model import Document, Page, Place, Press, Reply, Said

log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def said(update: Update, me: str) -> Said | None:
    """The message of an update as something said to the bot named `me`; None when it is not meant for it.

    In a group that is a command, a mention of the bot, or a reply to one of its messages.
    """
    message = update.message
    if message is None:
        return None
    private = message.chat.type == ChatType.PRIVATE
    command, text = _words(message)
    person = message.from_user
    if not private and (_from_bot(message) or not (command or _called(message, me))):
        return None
    return Said(
        place=_place(message, person.id if person else 0),
        text=text if private else _without(text, f"@{me}"),
        at=message.date,
        message=message.message_id,
        private=private,
        name=person.first_name if person else "",
        language=(person.language_code or "") if person else "",
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        command=command,
    )


def press(query: CallbackQuery) -> Press | None:
    """A button pressed under a message of the bot's; None where Telegram no longer tells which."""
    message = query.message
    if message is None or query.data is None:
        return None
    user = query.from_user.id
    place = _place(message, user) if isinstance(message, Message) else Place(message.chat.id, 0, user)
    return Press(place, query.data, message.message_id, message.date, message.chat.type == ChatType.PRIVATE)


def _place(message: Message, user: int) -> Place:
    return Place(message.chat.id, (message.message_thread_id or 0) if message.is_topic_message else 0, user)


def _words(message: Message) -> tuple[str, str]:
    """The command that a message opens with ("" for none), and the text that is left."""
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return "", text
    return text[1 : first.length].partition("@")[0].lower(), text[first.length :].strip()


def _from_bot(message: Message) -> bool:
    # An anonymous admin writes through a bot of Telegram's, in the name of the chat.
    return message.from_user is not None and message.from_user.is_bot and message.sender_chat is None


def _called(message: Message, me: str) -> bool:
    mentions = {text.lower() for text in message.parse_entities([MessageEntity.MENTION]).values()}
    answered = message.reply_to_message
    to_me = answered is not None and answered.from_user is not None and answered.from_user.username == me
    return to_me or f"@{me}".lower() in mentions


def _without(text: str, mention: str) -> str:
    at = text.lower().find(mention.lower())
    return text if at < 0 else f"{text[:at].rstrip()} {text[at + len(mention) :].lstrip(' ,:')}".strip()


class Sender:
    """Hands replies to Telegram; `stop` cuts short the waits between tries, of which the first is `pause` seconds."""

    def __init__(self, bot: Bot, stop: asyncio.Event, pause: float) -> None:
        self._bot = bot
        self._stop = stop
        self._pause = pause

    async def send(
        self, reply: Reply, place: Place, to: int | None = None, instead: int | None = None, *, silent: bool = False
    ) -> list[int]:
        """The numbers of the messages sent.

        `to` is the message that is answered, shown in groups; `instead` one whose place the first page takes, where it
        can still be changed. A `silent` reply arrives without a sound.
        """
        sent: list[int] = []
        pages = list(reply.pages)
        if instead is not None and pages and await self._edit(pages[0], place, instead):
            sent.append(instead)
            del pages[0]
        for page in pages:
            sent += await self._send(page, place, to, silent=silent)
        if reply.document is not None:
            sent.append(await self._hand_over(reply.document, place))
        return sent

    async def _send(self, page: Page, place: Place, to: int | None, *, silent: bool) -> list[int]:
        try:
            return [await self._message(place, to, page.html, ParseMode.HTML, _keyboard(page), silent=silent)]
        except BadRequest as error:
            if "parse entities" not in error.message:
                raise
            log.warning("Telegram could not read our markup; the page goes out as plain text.")
        return [await self._message(place, to, part, None, None, silent=silent) for part in cut(plain(page.html))]

    async def _message(
        self,
        place: Place,
        to: int | None,
        text: str,
        mode: str | None,
        keyboard: InlineKeyboardMarkup | None,
        *,
        silent: bool,
    ) -> int:
        answered = ReplyParameters(to, allow_sending_without_reply=True) if to is not None else None

        def call() -> Awaitable[Message]:
            return self._bot.send_message(
                place.chat,
                text,
                parse_mode=mode,
                reply_markup=keyboard,
                reply_parameters=answered,
                disable_notification=silent or None,
                link_preview_options=_NO_PREVIEW,
                message_thread_id=place.thread or None,
            )

        return (await deliver(call, self._stop, self._pause)).message_id

    async def _edit(self, page: Page, place: Place, message: int) -> bool:
        def call() -> Awaitable[Message | bool]:
            return self._bot.edit_message_text(
                page.html,
                place.chat,
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=_keyboard(page),
                link_preview_options=_NO_PREVIEW,
            )

        try:
            await deliver(call, self._stop, self._pause)
        except BadRequest as error:
            return "not modified" in error.message
        return True

    async def _hand_over(self, document: Document, place: Place) -> int:
        def call() -> Awaitable[Message]:
            return self._bot.send_document(
                place.chat, document.content, filename=document.name, message_thread_id=place.thread or None
            )

        return (await deliver(call, self._stop, self._pause)).message_id


def _keyboard(page: Page) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in page.buttons]
    return InlineKeyboardMarkup(rows) if rows else None
