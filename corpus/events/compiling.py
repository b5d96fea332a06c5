"""Digests out of the archive: each topic's articles fetched and grouped once for all who asked, then chosen for each reader."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain
from threading import Lock

from corpus.answering.candidates import Candidate, Candidates
from corpus.archive.records import Stored
from corpus.archive.store import Store
from corpus.errors import BadQuestion
from corpus.events import stories
from corpus.events.digest import Digest, Muted, Told, choose
from corpus.events.grouping import grouped
from corpus.events.leads import Lead, folded, is_new, lead
from corpus.events.likeness import DAYS_APART, Report
from corpus.events.quoting import Subject, age, distinct, quotes, sentences
from corpus.events.worth import subject, terms_of
from corpus.model import Point, Query, Story, Window

NEW, OLDER = 600, 300  # articles of the period, and of the days before it, that are grouped for a topic
DAY = timedelta(days=1)
REACH = timedelta(days=DAYS_APART)  # an event's earlier articles are looked for this far back
GROUPS = 120  # stories looked at closely
REPORTS = 12  # newest articles read of each
FURTHER, STEPS = 4, 10  # sentences told further of a story, and articles of its timeline
KEPT = 40  # leads kept of a topic: those of a digest, and what a reader may have been told or has muted
CACHED = 256  # topics and periods whose leads are kept: about 60 kB each; a morning has some 200 topics
READ = 2_000  # told articles whose terms are kept
TITLE = 0.4  # a headline's word beside the body's own score


@dataclass(frozen=True, slots=True)
class _Period:
    topic: str
    since: datetime
    until: datetime


class Compiler:
    """Compiles digests. Safe to share between threads; a topic and period is worked out by one of them, once.

    `read` understands a topic as a question. `muted` names the sources of which nothing is told unless a topic asks for them.
    """

    def __init__(
        self,
        store: Store,
        candidates: Candidates,
        read: Callable[[str, datetime, tzinfo], Query],
        muted: Callable[[], frozenset[str]],
    ) -> None:
        self._store = store
        self._candidates = candidates
        self._read = read
        self._muted = muted
        self._lock = Lock()
        self._leads: OrderedDict[_Period, tuple[Lead, ...]] = OrderedDict()
        self._terms: OrderedDict[int, frozenset[int]] = OrderedDict()

    def digest(
        self, topics: Sequence[str], since: datetime, until: datetime, told: Told, muted: Muted, limit: int
    ) -> Digest:
        """What is new in `since <= t <= until` for a reader; top stories when no topic is given."""
        with self._lock:
            found = [(topic, self._found(_Period(topic, since, until))) for topic in topics or ("",)]
            known = self._known(found, told)
        sections, hidden = choose(found, told, known, muted, limit)
        return Digest(since, until, sections, hidden)

    def further(self, articles: Sequence[int], seen: frozenset[tuple[int, int]]) -> tuple[Point, ...]:
        """The next best sentences of a story's articles that were not `seen`; none when there is nothing more."""
        stored = list(self._store.articles(articles).values())
        found = self._quoted(stored, stored)
        return tuple(point for point in found if (point.article, point.first) not in seen)[:FURTHER]

    def timeline(self, articles: Sequence[int]) -> tuple[Point, ...]:
        """Each of a story's newest dated articles by its best sentence, the oldest first."""
        stored = [one for one in self._store.articles(articles).values() if one.article.published]
        told = [self._quoted([one], stored)[:1] for one in sorted(stored, key=age, reverse=True)[:STEPS]]
        return tuple(point for points in reversed(told) for point in points)

    def _quoted(self, read: Sequence[Stored], story: Sequence[Stored]) -> tuple[Point, ...]:
        weighed = subject(self._store, (), terms_of(story))
        return tuple(quote.point for quote in distinct(quotes(read, story, weighed)))

    def _found(self, period: _Period) -> tuple[Lead, ...]:
        if period not in self._leads:
            self._leads[period] = self._work_out(period)
        self._leads.move_to_end(period)
        while len(self._leads) > CACHED:
            self._leads.popitem(last=False)
        return self._leads[period]

    def _work_out(self, period: _Period) -> tuple[Lead, ...]:
        self._candidates.follow()
        try:
            query = self._read(period.topic, period.until, UTC) if period.topic else None
        except BadQuestion:
            return ()
        numbers = {term: entry.id for term, entry in self._store.terms(query.terms).items()} if query else {}
        if query and query.terms and len(numbers) < len(set(query.terms)) / 2:
            return ()  # most of the topic stands in no article at all
        found = self._articles(period, tuple(numbers.values()), query.sources if query else ())
        outlines = self._store.outlines(list(dict.fromkeys(candidate.article for candidate in found)))
        muted = frozenset[str]() if query and query.sources else self._muted()
        told = grouped([outline for outline in outlines if outline.source not in muted], self._store)
        missing = len(set(query.terms)) - len(numbers) if query else 0
        return self._closely(period, frozenset(numbers.values()), missing, told)

    def _articles(self, period: _Period, terms: Sequence[int], sources: Sequence[str]) -> list[Candidate]:
        def search(since: datetime, until: datetime, limit: int) -> list[Candidate]:
            wanted = [(term, 1.0) for term in terms]
            return self._candidates.find(
                wanted, limit=limit, until=period.until, window=Window(since, until), sources=sources, title=TITLE
            )

        start = period.since - DAY
        end = period.until + timedelta(minutes=1)
        return search(start, end, NEW) + search(start - REACH, start, OLDER)

    def _closely(self, period: _Period, terms: frozenset[int], missing: int, told: Sequence[Story]) -> tuple[Lead, ...]:
        """The leads of the stories that hold something new, best first; `missing` terms stand in no article."""
        recent = [story for story in told if any(_recent(story, place, period) for place in range(len(story.articles)))]
        chosen = [[card.id for card in story.articles[:REPORTS]] for story in recent[:GROUPS]]
        stored = self._store.articles(sorted(chain.from_iterable(chosen)))
        groups = [[stored[number] for number in story if number in stored] for story in chosen]
        weighed = subject(self._store, terms, terms_of(list(stored.values())), missing)
        leads = [found for group in groups if (found := _lead(group, weighed, period)) is not None]
        leads.sort(key=lambda found: (-found.rank, found.story.articles[0].id))
        return tuple(folded(leads, weighed)[:KEPT])

    def _known(self, found: Sequence[tuple[str, Sequence[Lead]]], told: Told) -> Mapping[int, frozenset[int]]:
        """All terms of the articles in the leads whose stories were told."""
        cards = {card.id for _, leads in found for lead in leads for card in lead.story.articles}
        wanted = cards & told.articles
        missing = [number for number in wanted if number not in self._terms]
        for number, stored in self._store.articles(missing).items():
            self._terms[number] = frozenset(chain.from_iterable(sentences(stored)))
        while len(self._terms) > READ + len(wanted):
            self._terms.popitem(last=False)
        return {number: self._terms[number] for number in wanted if number in self._terms}


def _recent(story: Story, place: int, period: _Period) -> bool:
    """Whether the article at `place` may be new in the period, as far as its date tells."""
    return is_new(story.articles[place].published, period.until, period.since, period.until)


def _lead(group: Sequence[Stored], subject: Subject, period: _Period) -> Lead | None:
    new = [one for one in group if is_new(one.article.published, one.article.fetched, period.since, period.until)]
    if not new:
        return None
    reports = [Report.of(one.article.id, one.article.source, one.article.published, one.analysis) for one in group]
    fresh = frozenset(one.article.id for one in new)
    return lead(group, fresh, stories.independent(reports), subject, period.until)
