"""What is remembered of a followed feed and of the entries that were read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.model import Published

ANOTHERS = -1  # in place of tries: the article is another's


@dataclass(frozen=True, slots=True)
class Source:
    """A followed feed and how its last refresh went.

    `url` is where it is asked now, `given` the address under which it was added. `publisher` is the source that its
    articles name; `topic` the folder it lies in, "" for none. `failures` counts refreshes in a row that failed and
    `last_error` is the latest one's plain reason; `newest` the newest publication seen. A paused feed is not fetched; a
    muted one is, for those who ask, but nothing of it is offered unasked.
    """

    id: int
    url: str
    given: str
    title: str
    topic: str
    site: str = ""
    publisher: str = ""
    paused: bool = False
    muted: bool = False
    etag: str = ""
    last_modified: str = ""
    body_key: bytes = b""
    ttl: int | None = None
    next_due: datetime | None = None
    failures: int = 0
    last_error: str = ""
    last_ok: datetime | None = None
    newest: Published | None = None

    @property
    def name(self) -> str:
        """Its title, or its address as long as it has told none."""
        return self.title or self.url


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry that was read: its `key` within the feed, a `stamp` of what the feed said, and its article's URL key.

    `tries` counts the times that its page could not be had; 0 where it was read, or will not be. ANOTHERS stands for an
    article that is another's, and so is not the feed's to change.
    """

    key: bytes
    stamp: bytes
    article: str = ""
    tries: int = 0
