"""Updates sent by Telegram: a small web server behind a proxy, which takes them in and says whether all is well."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from socket import AF_INET, AF_INET6, create_server, socket
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from tornado.httpserver import HTTPServer
from tornado.routing import URLSpec
from tornado.web import Application, RequestHandler

from bot.care.health import Health
from bot.incoming.entrance import Entrance
from bot.outgoing.delivery import REFUSALS, stopped
from bot.settings import Settings, SettingsError
from corpus.errors import DatabaseError

log = logging.getLogger(__name__)

LARGEST = 1_000_000  # bytes of a request; an update has a few kB
SLOWEST = 20  # seconds that a request may take to arrive
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)
CROWDED = 100  # requests that Telegram may have open at once


def secret(settings: Settings) -> str:
    """What Telegram sends with each update, so that nobody else can: made from the token, the same for all workers."""
    return hmac.new(settings.token.get_secret_value().encode(), b"webhook", hashlib.sha256).hexdigest()


@asynccontextmanager
async def listening(
    settings: Settings, entrance: Entrance, healthy: Callable[[], Awaitable[bool]]
) -> AsyncIterator[int]:
    """Take updates in while the context is open, at the port that it gives. SettingsError where none can be had."""
    updates = {"entrance": entrance, "secret": secret(settings)}
    path = re.escape(urlsplit(settings.webhook_url).path or "/")
    routes = [URLSpec(path, _Updates, updates), URLSpec("/healthz", _Health, {"healthy": healthy})]
    application = Application(routes, log_function=lambda _: None, default_handler_class=_Nothing)
    bounds = {
        "max_buffer_size": LARGEST,
        "max_body_size": LARGEST,
        "body_timeout": SLOWEST,
        "idle_connection_timeout": 120,
    }
    server = HTTPServer(application, **bounds)
    bound = _bound(settings)
    server.add_socket(bound)
    port = int(bound.getsockname()[1])
    log.info("Waiting for Telegram at port %d.", port)
    try:
        yield port
    finally:
        server.stop()
        await server.close_all_connections()


@asynccontextmanager
async def known(bot: Bot, health: Health, stop: asyncio.Event, every: float, pause: float) -> AsyncIterator[None]:
    """Ask `every` so many seconds whether Telegram still knows the token, since who is sent updates asks for nothing else.

    Where it does not, `stop` is set, and InvalidToken raised when the context is left. A refusal is tried again, first
    after `pause` seconds.
    """
    looking = asyncio.create_task(_look(bot, health, stop, every, pause))
    looking.add_done_callback(lambda _: stop.set())
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.wait([looking])
    if not looking.cancelled():
        looking.result()


async def _look(bot: Bot, health: Health, stop: asyncio.Event, every: float, pause: float) -> None:
    """Until `stop`. Raises InvalidToken when Telegram says REFUSALS times in a row that it does not know the token."""
    refusals = 0
    while not await stopped(stop, pause * 2 ** (refusals - 1) if refusals else every):
        try:
            await bot.get_me()
            refusals = 0
            health.heard()
        except InvalidToken:
            refusals += 1
            if refusals == REFUSALS:
                raise
        except TelegramError:  # out of reach: whoever is answered meanwhile waits for it, too
            refusals = 0


def _bound(settings: Settings) -> socket:
    host, _, port = settings.webhook_listen.rpartition(":")
    try:
        bound = create_server((host.strip("[]"), int(port)), family=AF_INET6 if "[" in host else AF_INET)
    except OSError as error:
        raise SettingsError(
            f"DATELINE_WEBHOOK_LISTEN names {settings.webhook_listen}, where nothing can listen ({error.strerror})."
        ) from error
    bound.setblocking(False)
    return bound


class _Updates(RequestHandler):
    """Telegram's way in. 200 only once an update is written down; with anything else Telegram sends it again."""

    def initialize(self, entrance: Entrance, secret: str) -> None:
        self._entrance = entrance
        self._secret = secret

    async def post(self) -> None:
        if not hmac.compare_digest(self.request.headers.get(SECRET, "").encode(), self._secret.encode()):
            self.set_status(403)
            return
        update = _read(self.request.body)
        if update is None:
            self.set_status(400)
        elif self._entrance.crowded:
            self.set_status(503)
        else:
            try:
                await self._entrance.accept([update])
            except DatabaseError as error:
                log.error("%s New messages wait at Telegram meanwhile.", error)  # noqa: TRY400
                self.set_status(503)


class _Health(RequestHandler):
    """For the proxy: 200 as long as this worker can take updates in."""

    def initialize(self, healthy: Callable[[], Awaitable[bool]]) -> None:
        self._healthy = healthy

    async def get(self) -> None:
        if await self._healthy():
            self.finish("ok\n")
        else:
            self.set_status(503)
            self.finish("not well: the database is out of reach\n")


class _Nothing(RequestHandler):
    """Any other address."""

    def prepare(self) -> None:
        self.set_status(404)
        self.finish()


def _read(body: bytes) -> dict[str, Any] | None:
    """An update; None for what is none."""
    try:
        update = json.loads(body)
        number = update["update_id"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return update if type(number) is int and 0 <= number < 2**63 else None
