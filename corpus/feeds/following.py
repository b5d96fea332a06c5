"""The feeds that are followed, as people and timers deal with them: add, refresh, try again, OPML in and out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from random import Random
from threading import Event, Lock, Thread

from sqlalchemy.engine import Engine

from corpus.answering.candidates import Candidates
from corpus.archive.store import Store
from corpus.errors import CorpusError
from corpus.feeds import discovery, opml
from corpus.feeds.feed import Feed, FeedError, NotAFeedError
from corpus.feeds.fetch import Fetcher, FetchError, Response
from corpus.feeds.fields import address
from corpus.feeds.opml import Opml, Outline
from corpus.feeds.reader import FeedReader
from corpus.feeds.records import Source
from corpus.feeds.refresh import Refresher, Report
from corpus.feeds.store import FeedStore
from corpus.feeds.thinking import Thinking
from corpus.feeds.turns import Turns
from corpus.model import Draft
from corpus.reading import extract
from corpus.reading.packed import decoded
from corpus.saying import Saying

AT_FIRST = 10  # entries read while somebody waits for a feed to be added; the others follow at the next refresh
LOOKED_AT = 3  # feeds that a page declares, tried in its order
GUESSED = 8  # places tried where a page declares none
MOST = 2_000  # feeds followed; one machine refreshes them within the quarter of an hour

log = logging.getLogger(__name__)


class TooManyFeeds(CorpusError):
    """More feeds than one machine refreshes."""


@dataclass(frozen=True, slots=True)
class Added:
    """A feed added, or found to be followed already (not `new`): how many articles it brought, how many are to come."""

    source: Source
    new: bool
    articles: int = 0
    left: int = 0


class Following:
    """The followed feeds of one database. Safe to share between threads."""

    def __init__(self, engine: Engine, store: Store, candidates: Candidates, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._turns = Turns(fetcher.get)
        self.store = FeedStore(engine)
        spread = Random()  # noqa: S311  (only spreads requests)
        self._reader = FeedReader(self._turns, Thinking(), store, self.store, spread)
        self._refresher = Refresher(store, self.store, candidates, self._reader)
        self._lock = Lock()
        self._closed = Event()
        self._thread: Thread | None = None

    def add(self, given: str, now: datetime, topic: str = "") -> Added:
        """Follow the feed at an address, or the one that the page there names; its newest articles are then findable.

        Raises FetchError or FeedError with the plain reason when there is none, TooManyFeeds.
        """
        url = address("", given if "://" in given else f"https://{given}")
        if not url:
            raise FetchError(given, Saying("that is no web address that I can fetch"))
        known = self.store.find(url)
        if known:
            return Added(known, new=False)
        answer, feed = self._found(url, now)
        known = self.store.find(answer.permanent)
        if known:
            return Added(known, new=False)
        self._room([answer.permanent])
        numbers = self.store.add([Outline(answer.permanent, feed.title, feed.site, (topic,) if topic else ())], now)
        return self._begin(numbers, answer, now)

    def _begin(self, numbers: Sequence[int], answer: Response, now: datetime) -> Added:
        source = self.store.one(numbers[0]) if numbers else self.store.find(answer.permanent)
        if source is None:
            raise FeedError(answer.permanent, Saying("it was removed while it was being added"))
        reading = self._reader.take(source, answer, now, AT_FIRST)
        report = self._refresher.keep(reading, now)
        return Added(reading.source, new=bool(numbers), articles=report.added, left=reading.left)

    def _found(self, url: str, now: datetime) -> tuple[Response, Feed]:
        answer = self._turns.ask(url)
        try:
            return answer, self._reader.parse(answer, now)
        except NotAFeedError:
            declared = [found for found, _ in discovery.discover(answer.body, answer.url)]
        for found in declared[:LOOKED_AT] or discovery.guesses(answer.url)[:GUESSED]:
            with suppress(FetchError, FeedError):
                answer = self._turns.ask(found)
                return answer, self._reader.parse(answer, now)
        raise FeedError(url, Saying("that page names no feed; look for a link that says RSS or Atom, and give me that"))

    def page(self, given: str, now: datetime) -> Draft:
        """The article on the page at an address. Raises FetchError or FeedError with the plain reason when there is none."""
        url = address("", given if "://" in given else f"https://{given}")
        if not url:
            raise FetchError(given, Saying("that is no web address that I can fetch"))
        answer = self._turns.ask(url)
        try:
            return extract.from_html(decoded(answer.body, page=True), answer.url, now)
        except ValueError as error:
            raise FeedError(url, str(error)) from error

    def progress(self, urls: Collection[str]) -> tuple[int, int, int]:
        """Of the feeds added under these addresses: how many were read by now, how many cannot be, and how many there are."""
        mine = [one for one in self.store.all() if one.given in urls or one.url in urls]
        read = sum(one.last_ok is not None for one in mine)
        return read, sum(one.last_ok is None and one.failures > 0 for one in mine), len(mine)

    def add_all(self, outlines: Sequence[Outline], now: datetime) -> int:
        """Follow these feeds from the next refresh on; how many were new. Raises TooManyFeeds."""
        self._room({outline.url for outline in outlines})
        return len(self.store.add(outlines, now))

    def _room(self, urls: Collection[str]) -> None:
        """Whether these may be followed besides: what is followed already takes no further room."""
        followed = self.store.all()
        new = set(urls).difference(*((one.url, one.given) for one in followed))
        if len(followed) + len(new) > MOST:
            raise TooManyFeeds(Saying("I follow at most {number} feeds. Remove some first.", number=f"{MOST:,}"))

    def refresh(self, now: datetime, stopped: Callable[[], bool] = lambda: False) -> Report:
        """Ask all feeds that are due, as of `Refresher.refresh`."""
        return self._refresher.refresh(now, stopped)

    def retry(self, number: int, now: datetime) -> Source | None:
        """Ask one feed now, due or not; how it stands afterwards, None when it is followed no longer."""
        source = self.store.one(number)
        if source is None:
            return None
        self._refresher.keep(self._reader.read(source, now, lambda: False), now)
        return self.store.one(number)

    def hurry(self, now: datetime) -> None:
        """Refresh in a thread of its own, unless one is under way: for feeds just added, while nobody waits."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._hurried, args=(now,), daemon=True)
                self._thread.start()

    def _hurried(self, now: datetime) -> None:
        try:
            self.refresh(now, self._closed.is_set)
        except CorpusError as error:  # the feeds are due again soon
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)

    def settle(self) -> None:
        """Wait for what `hurry` has begun."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Stop what `hurry` has begun and close the connections kept open; nothing is fetched any more."""
        self._closed.set()
        self.settle()
        self._fetcher.close()

    def export(self) -> bytes:
        """All followed feeds as OPML, a topic a folder."""
        return opml.write(
            Outline(one.url, one.title, one.site, tuple(filter(None, one.topic.split(" / "))))
            for one in self.store.all()
        )


def starters() -> Opml:
    """Public news feeds to begin with, by topic and region."""
    return opml.read(files("corpus").joinpath("starters.opml").read_bytes())
