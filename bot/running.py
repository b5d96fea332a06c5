"""The bot as a process: from its start to the signal that ends it, and what one process does for all meanwhile."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from secrets import token_hex

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.app import App, build
from bot.care import logs, pages, refreshing, vitals
from bot.care.caretaker import Caretaker
from bot.care.monitoring import watched
from bot.desk import Desk, furnish
from bot.digests.delivering import Digests, sending
from bot.incoming import webhook
from bot.incoming.entrance import ALLOWED, Entrance
from bot.incoming.inbox import Inbox
from bot.incoming.intake import Intake
from bot.incoming.polling import Poller
from bot.incoming.shared_inbox import SharedInbox
from bot.incoming.shared_shares import SharedShares
from bot.incoming.shares import Shares
from bot.incoming.workers import Worker
from bot.outgoing import menus
from bot.outgoing.delivery import LONGEST, LostError, PostponedError, stopped
from bot.outgoing.sender import Sender
from bot.settings import Settings
from corpus.errors import CorpusError
from corpus.newsroom import Newsroom

log = logging.getLogger(__name__)

WARMING = "Who said in London last week how many people came?"  # has a bit of everything
_BAD_TOKEN = "Telegram does not know this token: check TELEGRAM_TOKEN, or get a new one from @BotFather."  # noqa: S105


def run(settings: Settings, newsroom: Newsroom) -> int:
    """The bot until Ctrl-C or SIGTERM; the exit status, 2 for a token that Telegram does not know.

    Raises corpus.errors.DatabaseError when the database cannot be used.
    """
    logs.configure(settings.log_level, settings.secrets, settings.log_format)
    desk = furnish(settings, newsroom)
    settle(desk)
    return asyncio.run(_until_signal(desk))


def settle(desk: Desk) -> None:
    """Load what every question needs, tell the garbage collector that it stays, and lay it in large pages.

    To look through these million objects takes it a tenth of a second, in which nobody is answered.
    """
    with suppress(CorpusError):  # whoever asks will be told
        desk.newsroom.answer(desk.newsroom.read(WARMING, desk.now(), desk.settings.zone))
        desk.newsroom.feeds.store.muted()  # what deals with feeds is there once, before any thread asks for it
    gc.collect()
    gc.freeze()
    pages.enlarge()


async def _until_signal(desk: Desk) -> int:
    """Serve; stop in good order at the first signal, and at a second one at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        stop.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, hear)
    return await serve(desk, stop)


async def serve(desk: Desk, stop: asyncio.Event) -> int:
    """Answer until `stop` is set and everything under way is finished; the exit status as of `run`."""
    settings = desk.settings
    inbox = _inbox(desk)
    shares = SharedShares(settings.share, desk.engine) if isinstance(inbox, SharedInbox) else Shares(settings.share)
    intake = Intake(inbox, shares)
    polling = HTTPXRequest(connection_pool_size=2, connect_timeout=10)
    talking = HTTPXRequest(connection_pool_size=64, connect_timeout=10, read_timeout=20)
    application = build(desk, (talking, polling), stop, intake)
    bot = application.bot
    entrance = Entrance(bot, intake, application.update_queue)
    worker = Worker(desk, inbox, intake, entrance) if isinstance(inbox, SharedInbox) else None
    try:
        if await _connected(application, settings, stop, desk.pause):
            desk.name = bot.username
            with watched(desk.health, lambda: vitals.take(desk), settings.health_port, settings.health_hosts):
                async with _answering(desk, application, stop):
                    if worker is None:
                        poller = Poller(bot, polling, entrance, desk.pause, desk.health)
                        await _alone(desk, bot, poller, entrance, stop)
                    else:
                        async with _sent_to(desk, bot, entrance, stop):
                            await worker.run(stop, partial(_lead, desk, bot))
    except InvalidToken:
        log.error(_BAD_TOKEN)  # noqa: TRY400  (the trace would hold the token)
        return 2
    finally:
        if worker is not None:
            await worker.leave()
        await bot.shutdown()
    return 0


def _inbox(desk: Desk) -> Inbox:
    bot = int(desk.settings.token.get_secret_value().partition(":")[0])
    return SharedInbox(desk.engine, bot, token_hex(8)) if desk.settings.among_others else Inbox(desk.engine, bot)


async def _connected(application: App, settings: Settings, stop: asyncio.Event, wait: float) -> bool:
    """Wait for Telegram as long as it takes; False when told to stop meanwhile. Raises InvalidToken."""
    told = False
    server = application.bot.base_url.rpartition("/bot")[0]
    while not stop.is_set():
        try:
            await application.initialize()
            await _choose_way(application.bot, settings)
        except InvalidToken:
            raise
        except TelegramError as error:
            if not told:
                log.warning(_unreached(error), server)
            told = True
            await stopped(stop, wait)
            wait = min(2 * wait, LONGEST)
        else:
            return True
    return False


async def _choose_way(bot: Bot, settings: Settings) -> None:
    """Let Telegram send updates, or wait to be asked for them."""
    if settings.webhook_url:
        await bot.set_webhook(
            settings.webhook_url,
            allowed_updates=ALLOWED,
            max_connections=webhook.CROWDED,
            secret_token=webhook.secret(settings),
        )
    else:
        await bot.delete_webhook()


def _unreached(error: TelegramError) -> str:
    if isinstance(error, BadRequest):
        return "Telegram at %s refuses DATELINE_WEBHOOK_URL: it must be a public https address. I keep trying."
    return "Telegram cannot be reached at %s. I keep trying."


@asynccontextmanager
async def _answering(desk: Desk, application: App, stop: asyncio.Event) -> AsyncIterator[None]:
    """Work off updates; at the end those that are in."""
    await application.start()
    loop, profile = asyncio.get_running_loop(), asyncio.create_task(_introduce(desk, application.bot, stop))

    def introduce() -> None:
        asyncio.run_coroutine_threadsafe(_introduce(desk, application.bot, stop), loop)

    desk.introduce = introduce
    log.info("Answering as @%s.", application.bot.username)
    try:
        yield
    finally:
        stop.set()
        profile.cancel()
        await application.update_queue.join()
        await application.stop()
        await application.shutdown()
        log.info("Stopped.")


async def _alone(desk: Desk, bot: Bot, poller: Poller, entrance: Entrance, stop: asyncio.Event) -> None:
    """The only process of the bot: it fetches updates, or has them sent, and does all the rest."""
    news = asyncio.create_task(_lead(desk, bot, stop))
    try:
        await entrance.resume()
        if desk.settings.webhook_url:
            async with _sent_to(desk, bot, entrance, stop):
                await stop.wait()
        else:
            await poller.poll(stop)
    finally:
        stop.set()
        await news


@asynccontextmanager
async def _sent_to(desk: Desk, bot: Bot, entrance: Entrance, stop: asyncio.Event) -> AsyncIterator[None]:
    """Have updates sent while the context is open. Sets `stop` and raises InvalidToken where the token is no more."""
    async with (
        webhook.known(bot, desk.health, stop, desk.settings.lease_seconds, desk.pause),
        webhook.listening(desk.settings, entrance, desk.is_well),
    ):
        yield


async def _lead(desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
    """What one process does for all, until `stop`: fresh news, digests, order, and a first word to the owner."""
    _greet(desk)
    digests = Digests(desk, sending(bot, stop, desk.pause), stop)
    care = Caretaker(desk, lambda: vitals.take(desk), Sender(bot, stop, desk.pause).send, stop)
    await asyncio.gather(refreshing.refresh(desk, stop), digests.run(), care.run())


def _greet(desk: Desk) -> None:
    if desk.settings.access == "private" and not desk.access.owned():
        code = desk.access.owner_code()
        print(
            f"This bot has no owner yet. To become it, open https://t.me/{desk.name}?start={code}\n"
            f"or send the bot: /start {code}",
            file=sys.stderr,
            flush=True,
        )


async def _introduce(desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
    """Set the menus and the descriptions; a bot that cannot is still a bot."""
    try:
        await menus.publish(bot, await asyncio.to_thread(desk.access.owners), stop, desk.pause)
    except (TelegramError, LostError, PostponedError):
        log.warning("The command menus could not be set; that is tried again at the next start.")
