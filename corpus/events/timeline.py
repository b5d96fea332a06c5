"""The course of a topic: how many articles tell of it each day, and the events at which it turned. Pure.

Which articles those are, and which of them tell one event, is found out by `chronicle`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.archive.records import Outline
from corpus.events.quoting import CLOSE, Subject, sentences
from corpus.model import Point, Query

TURNS = 8  # told of a topic: what a picture on a phone and a minute hold
OPENING = 12  # sentences in which an article says what it is about
ASIDE = 0.25  # what a report counts whose headline is about something else
BEFORE = 21  # days before those of an event, by which they are measured
BESIDE = 1  # days before and after an event's own that it takes, too
APART = 40  # of the topic's days, the share that lies at least between two turns


@dataclass(frozen=True, slots=True)
class Event:
    """What several articles tell together: its main day, its reports with a wording of their own, and what they weigh."""

    day: date
    reports: int
    weight: float
    articles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Turning:
    """A turn as it is told: the day of its sentence, how many independent reports there were, and the sentence."""

    day: date
    reports: int
    point: Point


@dataclass(frozen=True, slots=True)
class Timeline:
    """A topic's days with the number of articles on each, and its turns, both oldest first; days without any left out.

    `whole` is False where only the articles closest to the topic were looked at.
    """

    query: Query
    days: tuple[tuple[date, int], ...] = ()
    turns: tuple[Turning, ...] = ()
    whole: bool = True

    @property
    def articles(self) -> int:
        """How many articles there are on all days together."""
        return sum(count for _, count in self.days)


def is_headlined(outline: Outline, subject: Subject) -> bool:
    """Whether the headline alone holds most of the subject."""
    return subject.share(frozenset(outline.analysis.title.tolist())) >= CLOSE


def is_about(outline: Outline, subject: Subject) -> bool:
    """Whether the headline and one of the opening sentences together hold most of the subject."""
    title = frozenset(outline.analysis.title.tolist())
    return any(subject.share(title | terms) >= CLOSE for terms in [title, *sentences(outline, OPENING)])


def turning(events: Sequence[Event]) -> Iterator[Event]:
    """The events with which more than before is told, the one with which most is first.

    No two lie closer together than the APARTth part of the whole stretch.
    """
    if not events:
        return
    days = [event.day for event in events]
    apart = (max(days) - min(days)).days / APART
    weights: defaultdict[int, float] = defaultdict(float)
    for event in events:
        weights[event.day.toordinal()] += event.weight
    rises = {event: _rise(event, weights) for event in events}
    chosen: list[date] = []
    for event in sorted(events, key=lambda event: (-rises[event], event.day, event.articles)):
        if all(abs((event.day - other).days) >= apart for other in chosen):
            chosen.append(event.day)
            yield event


def _rise(event: Event, weights: Mapping[int, float]) -> float:
    """By how many of Poisson's standard deviations the days of an event weigh more than is usual before them.

    `weights` are all events' by day. What the days hold besides counts: a war begins with many reports on many things, and
    those of its second month are no turn. Of one rise the event has the root of its share.
    """
    first, last = event.day.toordinal() - BESIDE, event.day.toordinal() + BESIDE
    now = sum(weights.get(day, 0.0) for day in range(first, last + 1))
    usual = sum(weights.get(day, 0.0) for day in range(first - BEFORE, first)) * (2 * BESIDE + 1) / BEFORE
    return (now - usual) / math.sqrt(usual + 1) * math.sqrt(event.weight / now)
