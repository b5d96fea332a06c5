"""Which articles may hold the answer: an index of the articles' term numbers, made from the database and following it.

The index holds nothing of its own: when it is missing, damaged or of another version it is made anew. What keeps it is an
`Index`, such as `tantivy_index` on this machine's disk or `milvus_index` on others; here is what is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic, sleep
from typing import NamedTuple, Protocol

from corpus.archive.records import Totals
from corpus.archive.store import Store
from corpus.errors import DatabaseError
from corpus.model import Published, Window

PATIENCE, PAUSE = 300.0, 0.02  # seconds that a patient caller waits for another process, and between two looks
MINUTE = 60
UNDATED = -(10**9)  # the minute of an article without a date


class Candidate(NamedTuple):
    """An article that may hold the answer: its BM25 score, and the minute of its publication (UNDATED where it has none)."""

    article: int
    score: float
    minute: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an index is asked for: the `limit` best articles for the weighted term numbers; without terms the newest.

    Only those published in `low <= minute <= high`, of one of the `sources` and among the `places`, where these are given.
    Articles among the `places` need hold no term. `title` weighs the headline against the body.
    """

    terms: tuple[tuple[int, float], ...]
    limit: int
    low: int
    high: int
    sources: tuple[str, ...]
    title: float
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What an index holds: the store's last change, 0 for none or for a damaged index, and the number of articles."""

    change: int
    articles: int


class Index(Protocol):
    """Keeps the articles of one store by their terms. Safe to share between threads, but written by one at a time."""

    def held(self) -> Held:
        """What it holds by now, also through other processes; what is damaged is emptied.

        DatabaseError where it is out of reach.
        """

    def catch_up(self, since: int) -> bool:
        """Take in what changed in the store after `since`, everything anew after 0; False when another is just writing.

        DatabaseError when it cannot be written; what was written before stays, and the next call goes on.
        """

    def find(self, wanted: Wanted) -> list[Candidate]:
        """What is wanted, in any order; without terms newest first, and all scored 0. DatabaseError as `held`."""


class Candidates:
    """An index that follows its store. Safe to share between threads."""

    def __init__(self, index: Index, store: Store) -> None:
        self._index = index
        self._store = store
        self._lock = Lock()
        self._change = -1  # the store's change number when the index was last brought up to date

    def follow(self, *, patient: bool = False) -> Totals:
        """Bring the index up to the store's last change, and return the totals by then.

        Costs one small query when nothing changed. When another process is just writing the index, its work is used, by
        the next call; a `patient` caller waits for it. An index that was damaged meanwhile is made anew.
        """
        totals = self._store.totals()
        deadline = monotonic() + (PATIENCE if patient else 0)
        while totals.change != self._change and not self._brought_to(totals) and monotonic() < deadline:
            sleep(PAUSE)
        return totals

    def _brought_to(self, totals: Totals) -> bool:
        """Whether the index holds what the store held at `totals`, after doing what can be done for it."""
        with self._lock:
            at = self._index.held().change
            if at < totals.change and not self._index.catch_up(at):
                return False
            if not self._is_whole(totals) and not self._index.catch_up(0):
                return False
            self._change = totals.change
            return True

    def _is_whole(self, totals: Totals) -> bool:
        """Whether the index holds as much as the store at `totals`, or the store has gone on since.

        It does not after a kill in the middle of a catch-up, or when the database was put back to an earlier state.
        """
        held = self._index.held()
        if held.change <= totals.change and held.articles == totals.articles:
            return True
        now = self._store.totals()
        return now != totals and held.change <= now.change

    def find(
        self,
        terms: Iterable[tuple[int, float]],
        *,
        limit: int,
        until: datetime,
        since_days: float | None = None,
        window: Window | None = None,
        sources: Sequence[str] = (),
        title: float = 1.0,
        places: Sequence[int] = (),
    ) -> list[Candidate]:
        """The `limit` best articles for the weighted term numbers, best first; without terms the newest, all scored 0.

        None is published after `until`; `since_days` keeps to the last days before it. Undated articles are found as long as
        no time is asked for. `title` weighs the headline against the body; `places` keeps to these articles, whether or not
        they hold a term.
        """
        low, high = _between(until, since_days, window)
        wanted = Wanted(tuple(terms), limit, low, high, tuple(sources), title, tuple(places))
        try:
            found = self._index.find(wanted)
        except DatabaseError:
            self._change = -1  # it may have lost what it held: the next call looks
            raise
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.article)) if wanted.terms else found


def _between(until: datetime, since_days: float | None, window: Window | None) -> tuple[int, int]:
    """The first and the last minute of publication."""
    low = UNDATED if since_days is None else _minute_of(until - timedelta(days=since_days))
    high = _minute_of(until.replace(hour=23, minute=59))
    if window is not None:
        low = max(low, _minute_of(window.since) if window.since else UNDATED + 1)
        high = min(high, _minute_of(window.until) - 1) if window.until else high
    return low, high


def minute(published: Published | None) -> int:
    """Minutes since 1970 in UTC, UNDATED for an undated article."""
    return _minute_of(published.middle) if published else UNDATED


def _minute_of(moment: datetime) -> int:
    return int(moment.timestamp() // MINUTE)
