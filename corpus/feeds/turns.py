"""Politeness: one request at a time for each host, however many threads ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit

from corpus.feeds.fetch import Response

_AT = re.compile(r"^(www|m|rss|feeds?)\.")


class Turns:
    """Fetches with `get` when it is our turn at a host; safe to share between threads.

    The host is that of the address asked for: where a redirect leads elsewhere, the turn is still at the first one.
    """

    def __init__(self, get: Callable[[str, str, str], Response]) -> None:
        self._get = get
        self._lock = Lock()
        self._turns: dict[str, Lock] = {}

    def ask(self, url: str, etag: str = "", last_modified: str = "") -> Response:
        """The answer at `url`. Raises FetchError."""
        with self._lock:
            turn = self._turns.setdefault(host(url), Lock())
        with turn:
            return self._get(url, etag, last_modified)


def host(url: str) -> str:
    """The host of an address, "" for none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def same_site(feed: str, url: str) -> bool:
    """Whether an address lies at the site of a feed: at its host, "www." and the like aside, or at one below it.

    People who share the domain of a service, such as one for weblogs, have different sites.
    """
    ours, theirs = host(feed), host(url)
    return _AT.sub("", ours) == _AT.sub("", theirs) or theirs.endswith("." + ours.removeprefix("www."))
