"""Timelines out of the archive: a topic's articles fetched, counted by day and grouped by event, each turn told in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from corpus.answering.candidates import Candidates
from corpus.answering.statements import whole
from corpus.archive.records import Outline
from corpus.archive.store import Store
from corpus.events import likeness, timeline, wordings, worth
from corpus.events.grouping import grouped
from corpus.events.quoting import CLOSE, Quote, Subject, distinct, quotes
from corpus.events.timeline import ASIDE, TURNS, Event, Timeline, Turning
from corpus.model import Point, Query, Story

MOST = 2_000  # articles of a topic that are looked at, those closest to it
READ = 12  # articles of a turn whose sentences are read
TITLE = 2.0  # a headline's word beside the body's own score


class Chronicle:
    """Tells timelines. Safe to share between threads."""

    def __init__(self, store: Store, candidates: Candidates) -> None:
        self._store = store
        self._candidates = candidates

    def timeline(self, query: Query, zone: tzinfo) -> Timeline:
        """The course of the query's subject within its time, by the days of `zone`; empty where nothing is about it."""
        self._candidates.follow()
        known = self._store.terms(query.terms)
        names = {known[term].id: term for term in query.terms if term in known}
        numbers, missing = list(names), len(set(query.terms)) - len(names)
        asked = worth.subject(self._store, numbers, numbers, missing)
        found = self._outlines(query, numbers) if numbers else []
        about = {outline.id: outline for outline in found if timeline.is_about(outline, asked)}
        days = Counter(day for outline in about.values() if (day := _day(outline, zone)))
        events = [_event(story, about, asked, zone) for story in grouped(list(about.values()), self._store)]
        turns = self._turns([event for event in events if event], asked, names, zone)
        return Timeline(query, tuple(sorted(days.items())), turns, whole=len(found) < MOST)

    def _outlines(self, query: Query, numbers: Sequence[int]) -> list[Outline]:
        wanted = [(number, 1.0) for number in numbers]
        found = self._candidates.find(
            wanted, limit=MOST, until=query.asked, window=query.window, sources=query.sources, title=TITLE
        )
        outlines = self._store.outlines([candidate.article for candidate in found])
        return [outline for outline in outlines if outline.published]

    def _turns(
        self, events: Sequence[Event], subject: Subject, names: Mapping[int, str], zone: tzinfo
    ) -> tuple[Turning, ...]:
        """The turns, oldest first; an event whose sentence nearly repeats that of a bigger one is none."""
        quoted: list[Quote] = []
        turns: list[Turning] = []
        for event in timeline.turning(events):
            best = self._best(event, subject)
            if best is not None and best in distinct([*quoted, best]):
                quoted.append(best)
                found = tuple(name for number, name in names.items() if number in best.terms)
                point = replace(best.point, found=found)
                turns.append(Turning(_day(point, zone) or event.day, event.reports, point))
            if len(turns) == TURNS:
                break
        return tuple(sorted(turns, key=lambda turn: turn.day))

    def _best(self, event: Event, subject: Subject) -> Quote | None:
        """The sentence that tells an event best; None where none is about the subject and can stand alone."""
        stored = list(self._store.articles(event.articles).values())
        weighed = worth.subject(self._store, subject.terms, worth.terms_of(stored))
        found = quotes(stored, stored, replace(weighed, unknown=subject.unknown))
        return next((quote for quote in found if _stands_alone(quote) and subject.share(quote.terms) >= CLOSE), None)


def _event(story: Story, about: Mapping[int, Outline], subject: Subject, zone: tzinfo) -> Event | None:
    """A story as an event: on the day with most of its articles, told by these; None for an undated one."""
    held = [about[card.id] for card in story.articles]
    days = Counter(day for outline in held if (day := _day(outline, zone)))
    if not days:
        return None
    main = min(days, key=lambda day: (-days[day], day))
    worded = wordings.copies([outline.analysis.terms[: likeness.OPENING].tolist() for outline in held])
    headlined = [any(timeline.is_headlined(held[place], subject) for place in places) for places in worded]
    weight = sum(1.0 if yes else ASIDE for yes in headlined)
    ids = tuple(outline.id for outline in held if _day(outline, zone) == main)
    return Event(main, len(worded), weight, ids[:READ])


def _stands_alone(quote: Quote) -> bool:
    """Whether it is a full statement, and no quotation whose speaker is named elsewhere."""
    return whole(quote.point.text) and quote.point.text[0] not in "“\"'‘"


def _day(dated: Outline | Point, zone: tzinfo) -> date | None:
    """The day in the zone; a bare day is the same everywhere."""
    published = dated.published
    if published is None:
        return None
    return published.moment.astimezone(zone).date() if published.moment else published.day
