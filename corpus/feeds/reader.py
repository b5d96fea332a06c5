"""One feed asked: what of it is new or changed, and how it is to be remembered.

Which feeds are due, and what becomes of the result, is left to `refresh`; an entry's article to `entries`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from corpus.archive.analysis import Analysed
from corpus.archive.store import Store
from corpus.feeds import parsing
from corpus.feeds.due import SOONEST, Outcome, next_due
from corpus.feeds.entries import TRIES, EntryReader, key_of, stamp_of
from corpus.feeds.feed import Entry, Feed, FeedError
from corpus.feeds.fetch import FetchError, Response
from corpus.feeds.records import ANOTHERS, Seen, Source
from corpus.feeds.sites import same_site
from corpus.feeds.store import FeedStore
from corpus.feeds.thinking import Thinking
from corpus.feeds.turns import Turns
from corpus.model import Published, dated
from corpus.reading import extract

PAGES = 30  # entries of one feed that are read at one refresh; the others follow at the next


@dataclass(frozen=True, slots=True)
class Reading:
    """How one feed was read: `source` as it is to be remembered, the entries that were new or changed, their articles.

    `error` is the plain reason why it could not be read, "" where it could; `left` counts entries put off to the next
    refresh; `unchanged` says that the feed answered as the last time.
    """

    source: Source
    articles: tuple[Analysed, ...] = ()
    entries: tuple[Seen, ...] = ()
    error: str = ""
    left: int = 0
    unchanged: bool = False


class FeedReader:
    """Reads feeds; safe to share between threads. What costs the processor is done by `thinking`."""

    def __init__(self, turns: Turns, thinking: Thinking, store: Store, feed_store: FeedStore, rng: Random) -> None:
        self._turns = turns
        self._store = store
        self._feeds = feed_store
        self._rng = rng
        self.thinking = thinking

    def parse(self, answer: Response, now: datetime) -> Feed:
        """The feed in an answer. Raises FeedError."""
        return self.thinking.here(parsing.parse, answer.body, answer.url, answer.content_type, now)

    def read(self, source: Source, now: datetime, stopped: Callable[[], bool]) -> Reading:
        """Ask one feed; whatever goes wrong is told in the Reading. When `stopped`, what is not read yet is put off."""
        try:
            answer = self._turns.ask(source.url, source.etag, source.last_modified)
            return self.take(source, answer, now, PAGES, stopped)
        except FetchError as error:
            return self.failed(source, error.reason, now, error.retry_after)

    def take(
        self, source: Source, answer: Response, now: datetime, limit: int, stopped: Callable[[], bool] = lambda: False
    ) -> Reading:
        """Read what a feed answered, at most `limit` of its entries, newest first."""
        key = hashlib.blake2b(answer.body, digest_size=16).digest()
        if answer.unchanged or key == source.body_key:
            return Reading(self._rested(source, answer, now), unchanged=True)
        try:
            feed = self.parse(answer, now)
        except FeedError as error:
            return self.failed(source, error.reason, now, answer.retry_after)
        known = replace(source, title=source.title or feed.title, site=source.site or feed.site, ttl=feed.ttl)
        pending, entries = self._sorted(known, feed, now)
        reader, articles, done = EntryReader(self._turns, self.thinking, known, feed.language, now), [], 0
        for entry, former in pending[:limit]:
            if stopped():
                break
            seen, article = reader.read(entry, former)
            entries.append(seen)
            articles += [article] if article else []
            done += 1
        read = replace(known, publisher=reader.publisher, newest=_newest(known.newest, feed))
        rested = self._rested(read, answer, now)
        left = len(pending) - done
        # A feed that is not read to its end must answer in full the next time.
        rested = replace(rested, next_due=now + SOONEST) if left else _marked(rested, answer, key)
        return Reading(rested, tuple(articles), tuple(entries), left=left)

    def _sorted(self, source: Source, feed: Feed, now: datetime) -> tuple[list[tuple[Entry, Seen | None]], list[Seen]]:
        """The entries to read, new ones first and of these the newest, and those whose articles are stored already."""
        stamped = self.thinking.here(_stamped, feed, now)
        seen = self._feeds.seen(source.id)
        links = {key: extract.canonical(entry.url) for entry, key, _ in stamped if key not in seen and entry.url}
        stored = self._store.known_urls(list(filter(None, links.values())))
        new = [(entry, None) for entry, key, _ in stamped if key not in seen and links.get(key) not in stored]
        new.sort(key=lambda pair: dated(pair[0].published), reverse=True)
        changed = [(entry, seen[key]) for entry, key, stamp in stamped if key in seen and _owed(seen[key], stamp)]
        brought = self._feeds.bringers([*stored, *(former.article for _, former in changed)])
        known = [
            Seen(key, stamp, links[key], 0 if _inherits(source.url, links[key], brought) else ANOTHERS)
            for _, key, stamp in stamped
            if links.get(key) in stored
        ]
        return [*new, *(pair for pair in changed if not _yields(source.url, pair[1].article, brought))], known

    def _rested(self, source: Source, answer: Response, now: datetime) -> Source:
        """A feed that answered well."""
        outcome = Outcome(ttl=source.ttl, max_age=answer.max_age, retry_after=answer.retry_after)
        due = next_due(0, outcome, now, self._rng)
        return replace(source, url=answer.permanent, next_due=due, failures=0, last_error="", last_ok=now)

    def failed(self, source: Source, error: str, now: datetime, retry_after: int | None = None) -> Reading:
        """A feed that could not be read, for the plain reason `error`."""
        outcome = Outcome(error=error, retry_after=retry_after)
        due = next_due(source.failures, outcome, now, self._rng)
        return Reading(replace(source, next_due=due, failures=source.failures + 1, last_error=error), error=error)


def _stamped(feed: Feed, now: datetime) -> list[tuple[Entry, bytes, bytes]]:
    return [(entry, key_of(entry), stamp_of(entry, now)) for entry in feed.entries]


def _owed(seen: Seen, stamp: bytes) -> bool:
    return seen.tries != ANOTHERS and (seen.stamp != stamp or 0 < seen.tries < TRIES)


def _inherits(feed: str, article: str, brought: Mapping[str, list[str]]) -> bool:
    """Whether a feed is to keep up to date what it did not bring: a page of its own site that only other sites' feeds brought."""
    bringers = brought.get(article, [])
    return bool(bringers) and same_site(feed, article) and not any(same_site(other, article) for other in bringers)


def _yields(feed: str, article: str, brought: Mapping[str, list[str]]) -> bool:
    """Whether a feed leaves an article of another site to a feed of that site."""
    return not same_site(feed, article) and any(same_site(other, article) for other in brought.get(article, []))


def _marked(source: Source, answer: Response, key: bytes) -> Source:
    return replace(source, etag=answer.etag, last_modified=answer.last_modified, body_key=key)


def _newest(former: Published | None, feed: Feed) -> Published | None:
    dated = [found for found in (former, *(entry.published for entry in feed.entries)) if found]
    return max(dated, key=lambda found: found.end, default=None)
