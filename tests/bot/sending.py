"""Telegram's way to a webhook, with the proxy before the workers: updates are sent in order, each to the next worker."""

from __future__ import annotations

import json
import threading
from collections import Counter
from http.client import HTTPConnection
from itertools import count
from types import TracebackType
from typing import Any, Self

from tests.bot.botapi import BotApi

AGAIN = 0.05  # seconds until an update that nobody took is sent again
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


def post(port: int, body: bytes, secret: str, path: str = "/telegram") -> int:
    """Send an update to a worker; the status of its answer."""
    return _ask(port, "POST", path, body, {SECRET: secret, "Content-Type": "application/json"})


def health(port: int) -> int:
    """The status that a worker tells the proxy."""
    return _ask(port, "GET", "/healthz")


def _ask(port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        return connection.getresponse().status
    finally:
        connection.close()


class Sending:
    """Sends what people write to the workers at `ports` in turn, and again until one of them takes it."""

    def __init__(self, api: BotApi, ports: list[int]) -> None:
        self._api = api
        self._ports = ports
        self._turns = count()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._send, daemon=True)
        self.took: Counter[int] = Counter()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()

    def _send(self) -> None:
        while not self._over.is_set() and (update := self._api.next()):
            while not self._over.is_set() and not self._offer(update):
                self._over.wait(AGAIN)

    def _offer(self, update: dict[str, Any]) -> bool:
        port = self._ports[next(self._turns) % len(self._ports)]
        try:
            if post(port, json.dumps(update).encode(), self._api.secret) != 200:
                return False
        except OSError:
            return False
        self.took[port] += 1
        self._api.taken(update)
        return True
