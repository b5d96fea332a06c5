"""A Reply becomes messages: pages, pictures and files handed to Telegram, with the promises of `delivery`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from itertools import zip_longest
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.looks.markup import CAPTION, clean, cut, plain
from bot.model import Button, Document, Page, Picture, Place, Reply
from bot.outgoing.delivery import deliver

T = TypeVar("T")
log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Sender:
    """Hands replies to Telegram; `stop` cuts short the waits between tries, of which the first is `pause` seconds."""

    def __init__(self, bot: Bot, stop: asyncio.Event, pause: float) -> None:
        self._bot = bot
        self._stop = stop
        self._pause = pause

    async def send(
        self, reply: Reply, place: Place, to: int | None = None, instead: Sequence[int] = (), *, silent: bool = False
    ) -> list[int]:
        """The numbers of the messages sent.

        `to` is the message that is answered, shown in groups; `instead` are messages whose places the picture and the pages
        take in order, where they can still be changed; of these, those left over are taken away. A `silent` reply arrives
        without a sound.
        """
        sent: list[int] = []
        earlier = list(instead)
        if reply.picture is not None:
            old = earlier.pop(0) if earlier else None
            changed = old is not None and await self._redraw(reply.picture, place, old)
            sent += [old] if changed and old is not None else [await self._show(reply.picture, place, to)]
        for page, old in zip_longest(reply.pages, earlier):
            if page is None:
                await self._take_away(place, old)
            elif old is not None and await self.change(page, place, old):
                sent.append(old)
            else:
                sent += await self._send(page, place, to, silent=silent)
        if reply.document is not None:
            sent.append(await self._hand_over(reply.document, place))
        return sent

    async def _send(self, page: Page, place: Place, to: int | None, *, silent: bool) -> list[int]:
        try:
            return [await self._message(place, to, page.html, ParseMode.HTML, keyboard(page.buttons), silent=silent)]
        except BadRequest as error:
            if "parse entities" not in error.message:
                raise
            log.warning("Telegram could not read our markup; the page goes out as plain text.")
        return [await self._message(place, to, part, None, None, silent=silent) for part in cut(plain(page.html))]

    async def _show(self, picture: Picture, place: Place, to: int | None) -> int:
        """Send a picture; where Telegram cannot read our markup, its caption as plain text."""

        def call(caption: str, mode: str | None) -> Callable[[], Awaitable[Message]]:
            return lambda: self._bot.send_photo(
                place.chat,
                picture.png,
                caption,
                parse_mode=mode,
                reply_markup=keyboard(picture.buttons),
                reply_parameters=_answering(to),
                message_thread_id=place.thread or None,
            )

        try:
            sent = await self._deliver(call(picture.caption, ParseMode.HTML))
        except BadRequest as error:
            if "parse entities" not in error.message:
                raise
            caption = next(cut(plain(picture.caption), CAPTION), "")
            sent = await self._deliver(call(caption, None))
        return sent.message_id

    async def _redraw(self, picture: Picture, place: Place, message: int) -> bool:
        """Whether the picture took the place of one that was sent before."""

        def call() -> Awaitable[Message | bool]:
            media = InputMediaPhoto(picture.png, picture.caption, ParseMode.HTML)
            return self._bot.edit_message_media(media, place.chat, message, reply_markup=keyboard(picture.buttons))

        return await self._changed(call)

    async def _changed(self, call: Callable[[], Awaitable[Message | bool]]) -> bool:
        """Whether a message is now as it should be; False where it can no longer be changed."""
        try:
            await self._deliver(call)
        except BadRequest as error:
            return "not modified" in error.message
        return True

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
        def call() -> Awaitable[Message]:
            return self._bot.send_message(
                place.chat,
                text,
                parse_mode=mode,
                reply_markup=keyboard,
                reply_parameters=_answering(to),
                disable_notification=silent or None,
                link_preview_options=_NO_PREVIEW,
                message_thread_id=place.thread or None,
            )

        return (await self._deliver(call)).message_id

    async def change(self, page: Page, place: Place, message: int) -> bool:
        """Whether a page took the place of a message; False where that can no longer be changed."""

        def call() -> Awaitable[Message | bool]:
            return self._bot.edit_message_text(
                page.html,
                place.chat,
                message,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(page.buttons),
                link_preview_options=_NO_PREVIEW,
            )

        return await self._changed(call)

    async def _take_away(self, place: Place, message: int) -> None:
        """Delete a message; where that is no longer allowed, leave but an ellipsis of it."""
        try:
            await self._deliver(lambda: self._bot.delete_message(place.chat, message))
        except BadRequest:
            await self.change(Page("…"), place, message)

    async def _hand_over(self, document: Document, place: Place) -> int:
        def call() -> Awaitable[Message]:
            return self._bot.send_document(
                place.chat, document.content, filename=document.name, message_thread_id=place.thread or None
            )

        return (await self._deliver(call)).message_id

    async def _deliver(self, call: Callable[[], Awaitable[T]]) -> T:
        return await deliver(call, self._stop, self._pause, self._bot.get_me)


def _answering(to: int | None) -> ReplyParameters | None:
    return ReplyParameters(to, allow_sending_without_reply=True) if to is not None else None


def keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram takes them; None without any. A label is as bare of tricks as any text."""
    rows = [[InlineKeyboardButton(clean(button.label), callback_data=button.data) for button in row] for row in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
