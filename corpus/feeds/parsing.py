"""Feeds read: RSS, Atom and JSON Feed into entries, told apart and not too many.

Nothing is fetched or stored here: bytes, values and `now` come in, values go out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from heapq import nlargest

from corpus.feeds import json_feeds, xml_feeds
from corpus.feeds.characters import charset, decoded
from corpus.feeds.feed import Entry, Feed, FeedError
from corpus.feeds.markup import paragraphs
from corpus.language.text import clean
from corpus.model import dated
from corpus.saying import Saying

ENTRIES = 500


def parse(body: bytes, url: str, content_type: str, now: datetime) -> Feed:
    """The feed in an answer, its entries in the feed's order; beyond 500 only the newest.

    `url` resolves relative links, `content_type` is the header as sent and may be wrong or "". Broken feeds give what
    can be read. FeedError for what is empty, harmful or no feed at all; NotAFeedError where it is a web page.
    """
    text = decoded(body, charset(content_type)).strip()
    if not text:
        raise FeedError(url, Saying("the answer is empty"))
    feed = json_feeds.read(text, url, now) if text[0] in "{[" else xml_feeds.read(text, url, now)
    return replace(feed, entries=_newest(_told_apart(feed.entries)))


def text_of(entry: Entry) -> str:
    """The fullest text that the feed gives for an entry: plain paragraphs separated by an empty line, or ""."""
    return max((paragraphs(one.value) if one.html else clean(one.value) for one in entry.contents), key=len, default="")


def _told_apart(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Each entry once, under an id that no other has: a feed that gives one id to all has given none."""
    shared = Counter(entry.id for entry in {(entry.id, entry.url): entry for entry in entries}.values())
    seen = set()
    for entry in entries:
        name = entry.id if shared[entry.id] == 1 else ""
        name = name or entry.url or _digest(entry)
        if name not in seen:
            seen.add(name)
            yield replace(entry, id=name)


def _digest(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.title}\n{text_of(entry)}".encode()).hexdigest()[:32]


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """At most 500 in their order; undated ones give way first, the last in the feed before the first."""
    numbered = list(enumerate(entries))
    if len(numbered) > ENTRIES:
        numbered = sorted(nlargest(ENTRIES, numbered, key=lambda pair: (dated(pair[1].published), -pair[0])))
    return tuple(entry for _, entry in numbered)
