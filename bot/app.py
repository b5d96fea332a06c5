"""Wiring: the handlers in their order, and the application over any transport."""

from __future__ import annotations

import asyncio
from typing import Any, TypeAlias

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
from telegram.request import BaseRequest

from bot.desk import Desk
from bot.edge import Edge
from bot.handlers import (
    COMMANDS,
    articles,
    ask,
    buttons,
    changing,
    groups,
    inline,
    other,
    sources,
    start,
    typed,
    wishes,
)
from bot.handlers.door import admitted
from bot.incoming.attachments import ALONE, LIST, PASSED, WRITTEN, Attached
from bot.incoming.intake import Intake
from bot.membership import Membership, moved, reopened
from bot.outgoing.pace import Pace

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Builder: TypeAlias = ApplicationBuilder[Any, Any, Any, Any, Any, Any]


def handlers(edge: Edge) -> list[BaseHandler[Any, Any, Any]]:
    """Every handler, in order: of a message the first that fits answers."""
    new, edited, posted = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE, filters.UpdateType.CHANNEL_POST
    attached, plain = Attached(edge), typed.answering(changing.heeding(wishes.heeding(ask.ask)))
    return [
        *(CommandHandler(command.name, edge.answers(command.answer), filters=new | posted) for command in COMMANDS),
        MessageHandler((new | posted) & filters.COMMAND, edge.answers(admitted(start.unknown))),
        MessageHandler(new & PASSED, attached.links(sources.linked)),
        MessageHandler(new & LIST, attached.file(sources.imported)),
        MessageHandler(new & WRITTEN, attached.file(articles.filed)),
        MessageHandler(new & ALONE, edge.answers(admitted(sources.pasted))),
        MessageHandler((new | posted) & filters.TEXT, edge.answers(admitted(plain))),
        MessageHandler(new, edge.answers(admitted(other.other))),
        MessageHandler(edited & filters.TEXT & ~ALONE, edge.answers(admitted(ask.edited))),
        CallbackQueryHandler(attached.pressed(articles.keep), pattern=r"1:clip:\d+$"),
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
    builder.updater(None).job_queue(None).rate_limiter(Pace(desk.engine) if settings.among_others else AIORateLimiter())
    if intake is not None:
        builder.concurrent_updates(intake)
    application: App = builder.build()
    edge = Edge(desk, application.bot, stop, intake)
    membership = Membership(application.bot)
    desk.administers, desk.channel = membership.administers, membership.channel
    application.add_handlers([moved(desk), reopened(desk), *handlers(edge)])
    application.add_error_handler(edge.failed)
    return application
