"""What one question after another asks of the archive, kept in memory until the archive changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus.archive.dictionary import Term
from corpus.archive.records import Stored, Totals
from corpus.archive.store import Store
from corpus.model import Published
from corpus.sources.reading import Sources

Key = TypeVar("Key")
Value = TypeVar("Value")
Ints = npt.NDArray[np.int64]

ARTICLES = 1_000  # kept, some 10 kB each
TERMS = 20_000  # kept, the words of a few thousand questions
MOMENTS = 100  # of which the newest publication is kept
MANY = 5_000  # terms, the words of twenty questions, after which the spread of all is looked up at once: a million take a second
UNKNOWN = -1  # the spread of a term that was not looked up yet


@dataclass(slots=True)
class _Kept:
    """What was looked up while the archive stood at `change`; a term that stands nowhere is None."""

    change: int
    terms: dict[str, Term | None] = field(default_factory=dict)
    newest: dict[datetime, Published | None] = field(default_factory=dict)
    sources: Sources | None = None
    languages: frozenset[str] | None = None


class Memory:
    """The archive as it stood at its last look, `totals`. Safe to share between threads.

    Whoever begins something new calls `now_at` first.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.totals = store.totals()
        self._kept = _Kept(self.totals.change)
        self._articles: dict[int, Stored] = {}  # none ever changes: an updated one has another number
        self._spread: Ints = np.empty(0, dtype=np.int64)
        self._spread_size = 0
        self._looked_up = 0
        self._lock = Lock()

    def now_at(self, totals: Totals) -> None:
        """Go on from these totals, forgetting of what was kept what is not so any more."""
        self.totals = totals
        since = self._kept.change
        if since != totals.change:
            self._kept = _Kept(totals.change)
            if since > totals.change:  # the database was put back to an earlier state, and gives its numbers anew
                self._articles = {}
            for gone in self._store.removed(since):
                self._articles.pop(gone, None)

    def articles(self, ids: Sequence[int]) -> dict[int, Stored]:
        """The articles with these ids, those of the last questions from memory; those that are gone are left out."""
        return _remembered(self._articles, ids, self._store.articles, ARTICLES)

    def terms(self, wanted: Iterable[str]) -> dict[str, Term]:
        """The dictionary entries of those `wanted` terms that stand in any article."""

        def look_up(missing: Sequence[str]) -> dict[str, Term | None]:
            return dict.fromkeys(missing) | self._store.terms(missing)

        found = _remembered(self._kept.terms, list(dict.fromkeys(wanted)), look_up, TERMS)
        return {term: entry for term, entry in found.items() if entry}

    def newest(self, until: datetime | None = None) -> Published | None:
        """The newest publication that is not after `until`; of all without."""
        moment = until or _FOREVER
        return _remembered(self._kept.newest, [moment], lambda _: {moment: self._store.newest(moment)}, MOMENTS)[moment]

    def present(self, asked: datetime) -> datetime:
        """The moment of asking, or the newest publication before it where the archive ends earlier: news is new to its archive."""
        newest = self.newest()
        if newest is not None and newest.end > asked:
            newest = self.newest(asked)
        return min(asked, newest.end) if newest else asked

    def sources(self) -> Sources:
        """The sources of all articles."""
        kept = self._kept
        kept.sources = found = kept.sources or Sources(self._store.sources())
        return found

    def languages(self) -> frozenset[str]:
        """The languages of all articles."""
        kept = self._kept
        if kept.languages is None:
            kept.languages = self._store.languages()
        return kept.languages

    def spread(self, terms: Ints) -> Ints:
        """In how many sentences each of these terms stands; renewed not at every change, but as the archive grows by a tenth."""
        size = self.totals.sentences
        with self._lock:
            if not self._spread_size <= size <= 1.1 * self._spread_size:
                self._spread, self._spread_size, self._looked_up = np.empty(0, dtype=np.int64), size, 0
            known = self._spread
            if len(known) <= terms.max(initial=-1):
                known = np.full(int(terms.max()) * 5 // 4 + 1, UNKNOWN)
                known[: len(self._spread)] = self._spread
                self._spread = known
            missing = terms[known[terms] == UNKNOWN]
            if len(missing) and self._looked_up < MANY:
                known[missing] = 0
                found = self._store.spread(missing.tolist())
                known[list(found)] = list(found.values())
                self._looked_up += len(missing)
            elif len(missing):
                self._spread, self._looked_up = self._all(len(known)), 0
            return self._spread[terms]

    def _all(self, size: int) -> Ints:
        numbers, counts = np.array(self._store.spreads(), dtype=np.int64).reshape(-1, 2).T
        given = int(numbers.max(initial=-1)) + 1
        known = np.full(max(size, given), UNKNOWN)
        known[:given] = 0
        known[numbers] = counts
        return known


_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def _remembered(
    kept: dict[Key, Value], wanted: Sequence[Key], look_up: Callable[[Sequence[Key]], Mapping[Key, Value]], most: int
) -> dict[Key, Value]:
    """The values for `wanted`, looked up where they are not `kept` yet; beyond `most` the oldest are forgotten."""
    missing = [key for key in wanted if key not in kept]
    found = {key: kept[key] for key in wanted if key in kept}
    if missing:
        fresh = look_up(missing)
        found |= fresh
        kept.update(fresh)
        if len(kept) > most:
            for key in list(kept)[: len(kept) - most]:
                kept.pop(key, None)
    return found
