"""Politeness: one request at a time for each host, however many threads ask."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from weakref import WeakValueDictionary

from corpus.feeds.fetch import Response
from corpus.feeds.sites import host


class Turns:
    """Fetches with `get` when it is our turn at a host; safe to share between threads.

    The host is that of the address asked for: where a redirect leads elsewhere, the turn is still at the first one.
    """

    def __init__(self, get: Callable[[str, str, str], Response]) -> None:
        self._get = get
        self._lock = Lock()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()  # of hosts that are being asked

    def ask(self, url: str, etag: str = "", last_modified: str = "") -> Response:
        """The answer at `url`. Raises FetchError."""
        with self._lock:
            turn = self._turns.setdefault(host(url), Lock())
        with turn:
            return self._get(url, etag, last_modified)
