"""Feeds refreshed: those due are asked side by side, and what they bring is stored batch by batch and made findable."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from corpus.answering.candidates import Candidates
from corpus.archive.store import Store
from corpus.feeds.reader import FeedReader, Reading
from corpus.feeds.records import Source
from corpus.feeds.sites import host
from corpus.feeds.store import FeedStore

AT_ONCE = 8  # feeds under way
BATCH = 256  # articles in one transaction
GATHERED = 3.0  # seconds within which what comes in is stored together: each time costs those who ask meanwhile a wait
TICK = 0.2  # seconds after which a wait looks whether it was stopped

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """What became of a refresh: feeds asked, those with nothing new, articles new and replaced by newer texts.

    `failed` holds each feed that could not be read with its plain reason, `merged` each that moved to another's address.
    """

    asked: int = 0
    unchanged: int = 0
    added: int = 0
    updated: int = 0
    failed: list[tuple[Source, str]] = field(default_factory=list)
    merged: list[Source] = field(default_factory=list)


class Refresher:
    """Refreshes the feeds of one database. Safe to share between threads; of two refreshes each takes its own feeds."""

    def __init__(self, store: Store, feed_store: FeedStore, candidates: Candidates, reader: FeedReader) -> None:
        self._store = store
        self._feeds = feed_store
        self._candidates = candidates
        self._reader = reader

    def refresh(self, now: datetime, stopped: Callable[[], bool] = lambda: False) -> Report:
        """Ask all feeds that are due; what they bring is findable when this returns.

        When `stopped`, it returns within moments: feeds not read to their end are due again at once.
        """
        report = Report()
        claimed = self._feeds.claim(now)
        left = {source.id for source in claimed}
        with self._reader.thinking.crowded():
            for readings in _Round(claimed, lambda source: self._read(source, now, stopped)).run(stopped):
                left -= {reading.source.id for reading in readings}
                self._keep(readings, now, report)
        self._feeds.release(sorted(left), now)
        return report

    def keep(self, reading: Reading, now: datetime) -> Report:
        """Store one feed's reading; findable when this returns."""
        report = Report()
        self._keep([reading], now, report)
        return report

    def _read(self, source: Source, now: datetime, stopped: Callable[[], bool]) -> Reading:
        try:
            return self._reader.read(source, now, stopped)
        except Exception as error:
            log.exception("A feed could not be read for a reason that is ours.")
            return self._reader.failed(source, f"reading it failed on our side ({type(error).__name__})", now)

    def _keep(self, readings: Sequence[Reading], now: datetime, report: Report) -> None:
        """Articles before the entries that they came from: after a crash in between they are known by their links.

        They are indexed here, so that no question has to wait until it has done that itself.
        """
        articles = [article for reading in readings for article in reading.articles]
        for start in range(0, len(articles), BATCH):
            added, updated = self._store.put(articles[start : start + BATCH], now)
            report.added += added
            report.updated += updated
        self._candidates.follow()
        report.merged += self._feeds.save([(reading.source, reading.entries) for reading in readings], now)
        report.asked += len(readings)
        report.unchanged += sum(reading.unchanged for reading in readings)
        report.failed += [(reading.source, reading.error) for reading in readings if reading.error]


class _Round:
    """Feeds read side by side in threads of their own, one at a time of each host.

    The threads are daemons: a process that ends does not wait for a slow publisher.
    """

    def __init__(self, sources: Iterable[Source], read: Callable[[Source], Reading]) -> None:
        self._waiting: dict[str, deque[Source]] = {}
        for source in sources:
            self._waiting.setdefault(host(source.url), deque()).append(source)
        self._running: set[str] = set()
        self._done: SimpleQueue[tuple[str, Reading]] = SimpleQueue()
        self._read = read

    def run(self, stopped: Callable[[], bool]) -> Iterator[list[Reading]]:
        """The readings as they come, many together; ends early when stopped, with what has come by then."""
        found: list[Reading] = []
        since = monotonic()
        while (self._waiting or self._running) and not stopped():
            self._start()
            found += self._next()
            if sum(len(reading.articles) for reading in found) >= BATCH or monotonic() > since + GATHERED:
                yield found
                found, since = [], monotonic()
        if found:
            yield found

    def _start(self) -> None:
        idle = [name for name in self._waiting if name not in self._running]
        for name in idle[: AT_ONCE - len(self._running)]:
            source = self._waiting[name].popleft()
            if not self._waiting[name]:
                del self._waiting[name]
            self._running.add(name)
            Thread(target=self._work, args=(name, source), name=f"feed {source.id}", daemon=True).start()

    def _work(self, name: str, source: Source) -> None:
        self._done.put((name, self._read(source)))

    def _next(self) -> list[Reading]:
        try:
            name, reading = self._done.get(timeout=TICK)
        except Empty:
            return []
        self._running.discard(name)
        return [reading]
