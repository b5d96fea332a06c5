"""Wiring: the handlers in their order, the application over any transport, and the bot as a process."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import Any, TypeAlias

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot import logs, menus, refreshing
from bot.attachments import ALONE, LIST, PASSED, Attached
from bot.delivery import LONGEST, LostError, PostponedError, stopped
from bot.desk import Desk, furnish
from bot.digests import Digests, sending
from bot.edge import Edge
from bot.handlers import COMMANDS, ask, buttons, groups, inline, sources, start
from bot.handlers.door import admitted
from bot.inbox import Inbox
from bot.membership import Membership, moved, reopened
from bot.polling import Intake, Poller
from bot.settings import Settings
from bot.shares import Shares
from corpus.newsroom import Newsroom

log = logging.getLogger(__name__)

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Builder: TypeAlias = ApplicationBuilder[Any, Any, Any, Any, Any, Any]

_BAD_TOKEN = "Telegram does not know this token: check TELEGRAM_TOKEN, or get a new one from @BotFather."  # noqa: S105


def handlers(edge: Edge) -> list[BaseHandler[Any, Any, Any]]:
    """Every handler, in order: of a message the first that fits answers."""
    new, edited, posted = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE, filters.UpdateType.CHANNEL_POST
    attached = Attached(edge)
    return [
        *(CommandHandler(command.name, edge.answers(command.answer), filters=new | posted) for command in COMMANDS),
        MessageHandler((new | posted) & filters.COMMAND, edge.answers(admitted(start.unknown))),
        MessageHandler(new & PASSED, attached.links(sources.linked)),
        MessageHandler(new & LIST, attached.file(sources.imported)),
        MessageHandler(new & ALONE, edge.answers(admitted(sources.pasted))),
        MessageHandler((new | posted) & filters.TEXT, edge.answers(admitted(ask.ask))),
        MessageHandler(new & ~filters.StatusUpdate.ALL, edge.answers(admitted(start.other))),
        MessageHandler(edited & filters.TEXT & ~ALONE, edge.answers(admitted(ask.edited))),
        CallbackQueryHandler(edge.presses(buttons.pressed)),
        InlineQueryHandler(edge.selects(inline.found)),
        ChatMemberHandler(edge.stands(groups.stands), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


def build(
    desk: Desk, requests: tuple[BaseRequest, BaseRequest], stop: asyncio.Event, intake: Intake | None = None
) -> App:
    """The application over two transports, the second of them for fetching updates; `stop` cuts its waits short."""
    settings = desk.settings
    builder: Builder = ApplicationBuilder().token(settings.token.get_secret_value() or "0:terminal")
    builder.base_url(settings.base_url).base_file_url(settings.file_url)
    builder.request(requests[0]).get_updates_request(requests[1])
    builder.updater(None).job_queue(None).rate_limiter(AIORateLimiter())
    if intake is not None:
        builder.concurrent_updates(intake)
    application: App = builder.build()
    edge = Edge(desk, application.bot, stop, intake)
    desk.administers = Membership(application.bot).administers
    application.add_handlers([moved(desk), reopened(desk), *handlers(edge)])
    application.add_error_handler(edge.failed)
    return application


def run(settings: Settings, newsroom: Newsroom) -> int:
    """The bot until Ctrl-C or SIGTERM; the exit status, 2 for a token that Telegram does not know.

    Raises corpus.errors.DatabaseError when the database cannot be used.
    """
    logs.configure(settings.log_level, settings.token.get_secret_value())
    return asyncio.run(_until_signal(furnish(settings, newsroom)))


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
    bot = int(desk.settings.token.get_secret_value().partition(":")[0])
    intake = Intake(Inbox(desk.engine, bot), Shares(desk.settings.share))
    polling = HTTPXRequest(connection_pool_size=2, connect_timeout=10)
    talking = HTTPXRequest(connection_pool_size=64, connect_timeout=10, read_timeout=20)
    application = build(desk, (talking, polling), stop, intake)
    try:
        if await _connected(application, stop, desk.pause):
            desk.name = application.bot.username
            poller = Poller(application.bot, polling, intake, application.update_queue, desk.pause)
            await _work(desk, application, poller, stop)
    except InvalidToken:
        log.error(_BAD_TOKEN)  # noqa: TRY400  (the trace would hold the token)
        return 2
    finally:
        await application.bot.shutdown()
    return 0


async def _connected(application: App, stop: asyncio.Event, wait: float) -> bool:
    """Wait for Telegram as long as it takes; False when told to stop meanwhile. Raises InvalidToken."""
    told = False
    server = application.bot.base_url.rpartition("/bot")[0]
    while not stop.is_set():
        try:
            await application.initialize()
            await application.bot.delete_webhook()  # or Telegram would refuse to be asked
        except InvalidToken:
            raise
        except TelegramError:
            if not told:
                log.warning("Telegram cannot be reached at %s. I keep trying.", server)
            told = True
            await stopped(stop, wait)
            wait = min(2 * wait, LONGEST)
        else:
            return True
    return False


async def _work(desk: Desk, application: App, poller: Poller, stop: asyncio.Event) -> None:
    await application.start()
    loop, profile = asyncio.get_running_loop(), asyncio.create_task(_introduce(desk, application.bot, stop))

    def introduce() -> None:
        asyncio.run_coroutine_threadsafe(_introduce(desk, application.bot, stop), loop)

    desk.introduce = introduce
    news = asyncio.create_task(refreshing.refresh(desk, stop))
    digests = asyncio.create_task(Digests(desk, sending(application.bot, stop, desk.pause), stop).run())
    _greet(desk)
    try:
        await poller.resume()
        await poller.poll(stop)
    finally:
        stop.set()
        profile.cancel()
        await application.update_queue.join()
        await news
        await digests
        await application.stop()
        await application.shutdown()
        log.info("Stopped.")


def _greet(desk: Desk) -> None:
    log.info("Answering as @%s.", desk.name)
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
