"""What a feed holds, as values, and the errors of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import CorpusError
from corpus.model import Published

ITEMS = 10_000  # a feed with more of them is no news but an attack or an accident


class FeedError(CorpusError):
    """An answer that cannot be read as a feed, with a plain `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class NotAFeedError(FeedError):
    """A web page where a feed was expected; `discover` may find the feeds that it names."""


@dataclass(frozen=True, slots=True)
class Content:
    """One of the texts that a feed gives for an entry, as it stands there."""

    value: str
    html: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed.

    `id` is the feed's own where it tells items apart, else the address, else a digest of title and text. `url` is
    absolute or ""; with `media` it leads to sound or film, not to a page with text. Dates after the moment of reading
    are held at that moment, so the first reading is the one to keep.
    """

    id: str
    title: str
    url: str
    published: Published | None = None
    updated: Published | None = None
    contents: tuple[Content, ...] = ()
    media: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: `ttl` in minutes, `site` the page that it belongs to."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    ttl: int | None = None
    site: str = ""
