"""Between Telegram and the handlers: what runs one, sends what it replies, and says what went wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

from telegram import Bot, CallbackQuery, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import CallbackContext, ExtBot

from bot.care import logs
from bot.desk import Desk
from bot.handlers.door import Handler, admitted
from bot.handlers.replies import say
from bot.incoming import wire
from bot.incoming.intake import Intake
from bot.model import Place, Press, Progress, Reply, Said, Selection, Standing, Typed
from bot.outgoing import selections
from bot.outgoing.delivery import LostError, PostponedError, deliver, is_of_shut_topic
from bot.outgoing.sender import Sender
from bot.outgoing.watching import watch
from bot.thinking import USUAL, Thinking, Waits
from bot.words import _, known, marked, speaking
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

Context: TypeAlias = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
Callback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

BUSY = marked("I cannot look that up just now. Please try again in a minute.")
BROKEN = marked("Something went wrong on my side, sorry. Please try again; if it stays so, tell whoever runs this bot.")
UNSURE = marked("Telegram did not tell me whether my answer reached you. If it did not, please ask again.")
SHUT = marked(
    "That topic is closed to me, so I could not answer there. I can once it is open, or once I may manage topics."
)
SLOW = marked("That was a lot at once. I will listen again in a quarter of a minute.")
WATCHED = 3.0  # pauses between two looks at long work


class Edge:
    """Runs handlers in threads, where they may wait for the database without holding up other chats."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event, intake: Intake | None, waits: Waits = USUAL) -> None:
        self._desk = desk
        self._bot = bot
        self._sender = Sender(bot, stop, desk.pause)
        self._intake = intake
        self._stop = stop
        self._besides: set[asyncio.Task[None]] = set()
        self._thinking = Thinking(bot, waits)

    def answers(self, handler: Handler) -> Callback:
        """The handler as python-telegram-bot calls it for a message."""

        async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
            said = wire.said(update, self._bot.username)
            if said is None:
                return
            answer = _slow if self._slowed(update) else handler

            def work() -> Reply | None:
                return (answer if self._begin(update) else _given_up)(said, self._desk)

            reply, language = await self._work(work, said.place, update)
            instead = await self._earlier(reply, said.place) if reply and reply.instead else []
            cited = not said.private or (reply is not None and reply.cites)
            with speaking(language):
                await self._send(reply, said.place, said.message if cited else None, instead)

        return callback

    def presses(self, handler: Callable[[Press, Desk], Reply | None]) -> Callback:
        """The handler as python-telegram-bot calls it for a button pressed."""

        async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
            if update.callback_query is None:
                return
            self._beside(self._confirm(update.callback_query))
            press = wire.press(update.callback_query)
            if press is None or self._slowed(update):
                return

            def work() -> Reply | None:
                return (handler if self._begin(update) else _press_given_up)(press, self._desk)

            reply, language = await self._work(work, press.place, update)
            with speaking(language):
                await self._send(reply, press.place, instead=[press.message] if reply and reply.instead else [])

        return callback

    async def _confirm(self, query: CallbackQuery) -> None:
        """Stop the button's waiting sign; where it is too late for that, the press still counts."""
        with suppress(TelegramError, PostponedError, LostError):
            await deliver(query.answer, self._stop, self._desk.pause)

    def selects(self, handler: Callable[[Typed, Desk], Selection]) -> Callback:
        """The handler as python-telegram-bot calls it for what is typed behind the bot's name."""

        async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
            query = update.inline_query
            if query is None or self._slowed(update):
                return

            def found() -> Selection | None:
                if not self._begin(update):
                    return None
                with speaking(self._language(update)):
                    return handler(wire.typed(query), self._desk)

            try:
                selection = await asyncio.to_thread(found)
            except CorpusError as error:
                log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
                return
            if selection is None:
                return
            with suppress(TelegramError):  # whoever types on is answered with what they typed next
                await selections.answer(query, selection)

        return callback

    def stands(self, handler: Callable[[Standing, Desk], Reply | None]) -> Callback:
        """The handler as python-telegram-bot calls it when the bot's own membership changed.

        What there is to say of a channel is said to the person, not to all who read it.
        """

        async def callback(update: Update, context: Context) -> None:  # noqa: ARG001
            if update.my_chat_member is None:
                return
            standing = wire.standing(update.my_chat_member)
            person = Place(standing.place.user, 0, standing.place.user)
            reply, language = await self._work(lambda: handler(standing, self._desk), standing.place, update)
            with speaking(language):
                await self._send(reply, person if standing.channel else standing.place)

        return callback

    def _language(self, update: Update) -> str:
        """The language of the chat, or that of the person's Telegram where the chat has chosen none."""
        heard, place = _own_language(update), wire.here(update)
        try:
            return self._desk.language(place, heard) if place else known(heard)
        except CorpusError:  # the handler will say so
            return known(heard)

    async def failed(self, update: object, context: Context) -> None:
        """What a handler raised: one line for what can happen, the trace for what should not; a line for the person."""
        error = context.error
        if isinstance(error, PostponedError):
            if self._intake is not None and isinstance(update, Update):
                self._intake.postpone(update)
        elif isinstance(error, LostError | Forbidden | BadRequest):
            log.warning("An answer did not arrive: %s", _reason(error))
            if isinstance(error, LostError):
                await self._tell(update, UNSURE)
        elif error is not None:
            log.error("Unexpected: %s", logs.trace(error))
            await self._tell(update, BROKEN)

    def _begin(self, update: Update) -> bool:
        """As of Intake, where there is one."""
        return self._intake is None or self._intake.begin(update)

    def _slowed(self, update: Update) -> bool:
        return self._intake is not None and self._intake.slowed(update)

    async def _work(self, work: Callable[[], Reply | None], place: Place, update: Update) -> tuple[Reply | None, str]:
        """What the work comes to, and the language in which: that of the update's chat."""

        def spoken() -> tuple[Reply | None, str]:
            language = self._language(update)
            with speaking(language):
                try:
                    return work(), language
                except CorpusError as error:
                    log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
                    return say(_(BUSY)), language

        with self._desk.health.answering():
            return await self._thinking.done(spoken, place)

    async def _earlier(self, reply: Reply, place: Place) -> list[int]:
        """The messages that answered the reply's turn until now."""
        return await asyncio.to_thread(self._desk.store.messages, place.chat, reply.turn or 0)

    async def _send(
        self, reply: Reply | None, place: Place, to: int | None = None, instead: Sequence[int] = ()
    ) -> None:
        if reply is None:
            return
        try:
            sent = await self._sender.send(reply, place, to, instead)
        except ChatMigrated as error:
            await asyncio.to_thread(self._desk.chats.move, place.chat, error.new_chat_id)
            sent = await self._sender.send(reply, replace(place, chat=error.new_chat_id))
        except BadRequest as error:
            if not is_of_shut_topic(error) or not await asyncio.to_thread(
                self._desk.chats.shut, place, self._desk.now()
            ):
                raise
            await self._sender.send(say(_(SHUT)), Place(place.user))
            return
        if reply.progress is not None and sent:
            self._watch(reply.progress, place, sent[-1])
        if reply.turn is not None:
            link = partial(self._link, place.chat, sent, reply.turn)
            if self._intake is None:
                await asyncio.to_thread(link)
            else:
                self._intake.note(link)

    def _link(self, chat: int, sent: Sequence[int], turn: int) -> None:
        try:
            self._desk.store.link(chat, sent, turn)
        except CorpusError as error:
            log.error("%s", error)  # noqa: TRY400  (the answer has arrived; only a reply to it will not find it)

    def _watch(self, progress: Callable[[], Progress | None], place: Place, message: int) -> None:
        self._beside(watch(progress, self._sender, place, message, self._stop, WATCHED * self._desk.pause))

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Beside all else: the chat's next messages need not wait for it."""
        task = asyncio.create_task(work)
        self._besides.add(task)  # the loop itself keeps no hold of a task
        task.add_done_callback(self._besides.discard)

    async def _tell(self, update: object, line: str) -> None:
        """A line of our own about an answer that went wrong, tried as any other."""
        place = wire.here(update) if isinstance(update, Update) and update.effective_chat else None
        if isinstance(update, Update) and place is not None:
            with suppress(TelegramError, PostponedError, LostError), speaking(known(_own_language(update))):
                await self._sender.send(say(_(line)), place)


@admitted
def _given_up(said: Said, desk: Desk) -> Reply:  # noqa: ARG001
    return say(_(BROKEN))


def _press_given_up(press: Press, desk: Desk) -> Reply | None:
    return say(_(BROKEN)) if desk.access.admits(press.place) else None


@admitted
def _slow(said: Said, desk: Desk) -> Reply:  # noqa: ARG001
    return say(_(SLOW))


def _own_language(update: Update) -> str:
    """The language of the person's Telegram, "" where it tells none."""
    return (update.effective_user.language_code or "") if update.effective_user else ""


def _reason(error: Exception) -> str:
    return "the chat is closed to this bot." if isinstance(error, Forbidden) else str(error)
