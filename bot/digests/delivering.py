"""Digests on their way: at each tick the pages that are ready are sent, one at a time; what a sending comes to is noted."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot import words
from bot.care import logs
from bot.desk import Desk
from bot.digests import schedule
from bot.digests.composing import Composer
from bot.digests.records import Parcel
from bot.handlers.replies import say
from bot.model import Page, Place, Reply
from bot.outgoing.delivery import FailedError, LostError, PostponedError, is_of_shut_topic, stopped
from bot.outgoing.sender import Sender
from bot.words import _, marked
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

Send = Callable[[Page, Place, bool], Awaitable[object]]
"""Hands a page to Telegram, silently or not; raises as `bot.outgoing.delivery.deliver` does."""

TICK = 20.0  # seconds between two looks at the clock
GAPS = (1.0, 3.0)  # seconds between two pages of one chat, and of one group: Telegram allows 20 a minute there
LATER = timedelta(minutes=5)  # until a page is tried again that Telegram failed to take
RESTING = 4096  # chats of which the last sending is kept in mind

SHUT = marked(
    "A topic of this group is closed to me or gone, so its digest waits. It comes again when the topic opens, or when I may "
    "manage topics; /digests lists all."
)
# What Telegram says of chats that are closed to the bot, beside its plain "Forbidden".
_CLOSED = (
    "chat not found",
    "kicked",
    "deactivated",
    "not enough rights",
    "have no rights",
    "administrator rights",
    "upgraded",
)


class Digests:
    """Delivers what is due. One page is under way at a time, so that a crash can repeat one page and no more.

    `tick` and `gaps` are in seconds, as TICK and GAPS. What a page's sending means for its ledger is decided here only.
    """

    def __init__(
        self,
        desk: Desk,
        send: Send,
        stop: asyncio.Event,
        tick: float = TICK,
        gaps: tuple[float, float] = GAPS,
        composer: Composer | None = None,
    ) -> None:
        self._desk = desk
        self._composer = composer or Composer(desk)
        self._send = send
        self._stop = stop
        self._tick = tick
        self._gaps = gaps
        self._rested: OrderedDict[int, float] = OrderedDict()

    async def run(self) -> None:
        """Until `stop`; a database out of reach is said once a tick and nothing else stops."""
        while not self._stop.is_set():
            try:
                await self.deliver()
            except CorpusError as error:
                log.error("%s Digests wait meanwhile.", error)  # noqa: TRY400  (its sentence says it all)
            except Exception as error:
                log.error("Unexpected, with a digest: %s", logs.trace(error))  # noqa: TRY400  (its own trace)
            await stopped(self._stop, self._tick)

    async def deliver(self) -> None:
        """All that is due by now, in rounds of AT_ONCE editions."""
        while not self._stop.is_set():
            parcels = await asyncio.to_thread(self._composer.parcels, self._desk.now())
            if not parcels:
                return
            await self._round(parcels)

    async def _round(self, parcels: Sequence[Parcel]) -> None:
        """A page of each chat in turn, until all are sent; each chat's pages in order, its older edition first."""
        queues: dict[int, deque[tuple[Parcel, int, Page]]] = {}
        for parcel in parcels:
            queue = queues.setdefault(parcel.place.chat, deque())
            queue.extend((parcel, number, page) for number, page in parcel.pages)
        while queues and not self._stop.is_set():
            for chat in list(queues):
                if self._stop.is_set():
                    return
                await self._rest(chat)
                if not queues[chat] or not await self._step(*queues[chat].popleft()) or not queues[chat]:
                    del queues[chat]

    async def _rest(self, chat: int) -> None:
        """Wait until the chat may be written to again."""
        now = asyncio.get_running_loop().time()
        await stopped(self._stop, self._rested.pop(chat, 0.0) - now)
        self._rested[chat] = max(now, asyncio.get_running_loop().time()) + self._gaps[chat < 0]
        while len(self._rested) > RESTING:
            self._rested.popitem(last=False)

    async def _step(self, parcel: Parcel, number: int, page: Page) -> bool:
        """Send one page if it is still time; whether the chat's next page may follow."""
        now, ledger = self._desk.now(), self._desk.ledger
        if self._stop.is_set() or now >= parcel.ends:
            return False
        awake = schedule.quiet_until(parcel.table, now)
        if awake is not None:
            ends = schedule.in_time(awake, parcel.table.zone)
            await asyncio.to_thread(ledger.defer, parcel.edition, awake, ends)
            return False
        if not await asyncio.to_thread(ledger.begin, parcel.edition, number):
            return False
        return await self._hand_over(parcel, number, page, (parcel.ends - now).total_seconds())

    async def _hand_over(self, parcel: Parcel, number: int, page: Page, patience: float) -> bool:
        """Send one page and note in the ledger what came of it; whether the chat's next page may follow."""
        ledger = self._desk.ledger
        try:
            async with asyncio.timeout(patience):
                await self._send(page, parcel.place, parcel.silent)
        except (PostponedError, TimeoutError):
            return False  # the page stays marked as under way: the next start sends it again, or its time is over
        except ChatMigrated as error:
            await asyncio.to_thread(ledger.put_back, parcel.edition, number)
            await asyncio.to_thread(self._desk.chats.move, parcel.place.chat, error.new_chat_id)
            return False
        except FailedError:
            log.warning("Telegram cannot take a digest's page just now; it is sent later.")
            again = self._desk.now() + LATER
            if await asyncio.to_thread(ledger.try_later, parcel.edition, number, again):
                return False
        except LostError:
            log.warning("A digest's page was sent twice without an answer; what it tells may come again.")
            await asyncio.to_thread(ledger.lose, parcel.edition, number)
        except (Forbidden, BadRequest) as error:
            return await self._refused(parcel, number, error)
        except TelegramError as error:
            log.warning("A digest's page was refused: %s", type(error).__name__)
            await asyncio.to_thread(ledger.lose, parcel.edition, number)
        else:
            await asyncio.to_thread(ledger.sent, parcel.edition, number)
        return True

    async def _refused(self, parcel: Parcel, number: int, error: Forbidden | BadRequest) -> bool:
        """The topic or the chat is closed, and its digests wait; or this page is bad, and only the next may follow."""
        ledger, chat = self._desk.ledger, parcel.place.chat
        if is_of_shut_topic(error):
            await asyncio.to_thread(ledger.put_back, parcel.edition, number)
            await self._shut(parcel.place)
            return False
        if isinstance(error, Forbidden) or any(reason in error.message.lower() for reason in _CLOSED):
            await asyncio.to_thread(ledger.put_back, parcel.edition, number)
            await asyncio.to_thread(self._desk.chats.pause, chat, self._desk.now())
            log.info("A chat is closed to this bot: its digests are paused until it says /start.")
            return False
        log.warning("Telegram refused a digest's page: %s", error)
        await asyncio.to_thread(ledger.lose, parcel.edition, number)
        return True

    async def _shut(self, place: Place) -> None:
        """A topic is closed to the bot or gone: its digests wait, and the group's general topic is told so once."""
        if not await asyncio.to_thread(self._desk.chats.shut, place, self._desk.now()):
            return
        log.info("A topic is closed to this bot: its digests wait until it opens.")
        with words.speaking(self._desk.language(Place(place.chat))):
            [page] = say(_(SHUT)).pages
        with suppress(TelegramError, PostponedError, LostError):
            await self._send(page, Place(place.chat), True)


def sending(bot: Bot, stop: asyncio.Event, pause: float) -> Send:
    """Hands pages to Telegram by `bot`; `pause` as for `bot.outgoing.sender.Sender`."""
    sender = Sender(bot, stop, pause)

    async def send(page: Page, place: Place, silent: bool) -> object:
        return await sender.send(Reply((page,)), place, silent=silent)

    return send
