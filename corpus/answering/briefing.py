"""The few sentences that make the answer: no near-repeats, within a budget, each understood alone or with its neighbour."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from corpus.answering.pool import Pool
from corpus.answering.statements import is_heading, leans, repeats, whole
from corpus.archive.records import Stored
from corpus.events.wordings import copies
from corpus.language.terms import terms
from corpus.model import Briefing, Hit, Point, Query, Story

POINTS, FEWEST = 5, 2
BUDGET = 1_400  # characters of all points together: what a person reads in half a minute
LOOKED_AT = 40  # best sentences among which the points are chosen
ECHO = 0.9  # score that a sentence loses for telling what was told already
NEARLY = 4.0  # score below the best from which a sentence is worth its room
LEAST = 0.5  # of what the fullest article holds of the question: below it an article is about something else
OPENING = 60  # characters that a sentence needs to open a story; shorter ones are place names and greetings


def openings(told: Sequence[tuple[Story, Stored]]) -> tuple[Point, ...]:
    """Each story by the first full sentence of one of its articles, with the other sources that tell it."""
    points: list[Point] = []
    for story, stored in told:
        sentences = stored.sentences()
        at = next((n for n, text in enumerate(sentences) if len(text) >= OPENING and not leans(text)), 0)
        if not sentences or sum(len(point.text) + 1 for point in points) + len(sentences[at]) > BUDGET:
            continue
        points.append(stored.quoted(at, at, also=_others(story)))
    return tuple(points)


def _others(story: Story) -> tuple[tuple[str, str], ...]:
    first = story.articles[0].source
    return tuple({card.source: (card.source, card.url) for card in story.articles if card.source != first}.values())


def led(found: Briefing, stored: Stored, sentence: int) -> Briefing:
    """The briefing with a sentence of an article ahead, and before it the one that it leans on; then as much as fits of the rest.

    None of the rest repeats it, and with a remark none comes: what lies nearest to nothing is not wanted then.
    """
    sentences = stored.sentences()
    leaning = sentence > 0 and leans(sentences[sentence]) and whole(sentences[sentence - 1])
    ahead = stored.quoted(sentence - (leaning and _joined(stored, sentence - 1)), sentence)
    said, asked = set(terms(ahead.text)), (*found.query.terms, *(term for term, _ in found.query.context))
    points, left = [replace(ahead, found=tuple(term for term in asked if term in said))], BUDGET - len(ahead.text)
    for point in () if found.remark else found.points:
        if len(points) < POINTS and len(point.text) < left and not repeats(said, set(terms(point.text))):
            points.append(point)
            left -= len(point.text) + 1
    return replace(found, points=tuple(points), freshness=None, confidence=1.0, remark="")


@dataclass(slots=True)
class _Entry:
    """A point being put together: rows `first..last` of the pool."""

    first: int
    last: int

    def rows(self) -> range:
        return range(self.first, self.last + 1)


def pertinent(hits: Sequence[Hit], pool: Pool) -> list[Hit]:
    """The hits without filler: those from articles that hold at least half of what the fullest one holds of the question."""
    held = pool.held
    enough = LEAST * held.max(initial=0.0)
    return [hit for hit in hits if held[pool.owner[hit.row]] >= enough]


def compose(query: Query, hits: Sequence[Hit], pool: Pool) -> tuple[Point, ...]:
    """The points of the briefing for hits given best first; at most POINTS of at most BUDGET characters together.

    A sentence that leans on the one before it brings that one along, a heading the one below it; one that says what the
    chosen ones already said has to be better than another that adds something.
    """
    fresh = [hit for hit in hits if pool.key(hit.row) not in query.seen][:LOOKED_AT]
    entries, left = _chosen(fresh, query, pool, whole)
    if not entries:
        entries, left = _chosen(fresh, query, pool, bool)
    told = [entry.last for entry in entries]
    _widen(entries, query, hits, pool, left)
    heard = [_heard(hit.row, pool) for hit in hits[:LOOKED_AT]]
    voices = [_agreeing(_heard(row, pool), heard) for row in told]
    return tuple(_point(entry, pool, also) for entry, also in zip(entries, voices, strict=True))


def _chosen(hits: Sequence[Hit], query: Query, pool: Pool, fit: Callable[[str], bool]) -> tuple[list[_Entry], int]:
    """Entries for the best of the hits whose sentences are `fit` to be told, and the characters left for more."""
    entries: list[_Entry] = []
    said: list[set[int]] = []
    given: set[str | int] = set()
    waiting, left = list(hits), BUDGET
    while waiting and len(entries) < POINTS:
        if len(entries) >= FEWEST and query.single and waiting[0].score < hits[0].score - NEARLY:
            break
        near = takewhile(lambda hit: hit.score >= waiting[0].score - ECHO, waiting)  # no other can overtake the first
        hit = max(near, key=lambda hit: hit.score - _echo(_tells(hit, query), given))
        waiting.remove(hit)
        heading = _heads(hit.row, pool)
        if not heading and not fit(pool.text(hit.row)):
            continue
        used = {row for entry in entries for row in entry.rows()}
        entry = (_headed if heading else _entry)(hit.row, query, pool, used, left)
        terms = _terms(hit.row, pool) | (_terms(hit.row + 1, pool) if heading else set())
        if entry is None or any(repeats(terms, other) for other in said):
            continue
        entries.append(entry)
        said.append(terms)
        given |= _tells(hit, query)
        left -= _size(entry, pool)
    return entries, left


def _terms(row: int, pool: Pool) -> set[int]:
    return set(pool.row(row).tolist())


class _Voice(NamedTuple):
    """Who says a row, and its terms: one after another, and as a set."""

    source: str
    url: str
    terms: list[int]
    distinct: set[int]


def _heard(row: int, pool: Pool) -> _Voice:
    article, terms = pool.articles[int(pool.owner[row])].article, pool.row(row).tolist()
    return _Voice(article.source, article.url, terms, set(terms))


def _agreeing(own: _Voice, heard: Sequence[_Voice]) -> tuple[tuple[str, str], ...]:
    """Other sources, with their links, that say in their own words what `own` says; a copied sentence is no second voice."""
    others: dict[str, tuple[str, str]] = {}
    for other in heard:
        if other.source == own.source or other.source in others or not repeats(own.distinct, other.distinct):
            continue
        if len(copies([own.terms, other.terms])) > 1:
            others[other.source] = (other.source, other.url)
    return tuple(others.values())


def _tells(hit: Hit, query: Query) -> frozenset[str] | frozenset[int]:
    """What a sentence adds: the answers in it; to a few keywords its article, since they ask for all that is going on."""
    return frozenset({hit.article}) if query.bare else hit.fitting


def _echo(told: frozenset[str] | frozenset[int], given: set[str | int]) -> float:
    """What a sentence loses for what it tells being given already; half of it for telling nothing when others did."""
    if not given:
        return 0.0
    return ECHO * len(told & given) / len(told) if told else ECHO / 2


def _entry(row: int, query: Query, pool: Pool, used: set[int], left: int) -> _Entry | None:
    """The sentence, with the one before it where it leans on that and both fit; None when it is taken or does not fit."""
    if row in used:
        return None
    free = _adjoin(row - 1, pool) and row - 1 not in used and pool.key(row - 1) not in query.seen
    if free and leans(pool.text(row)) and whole(pool.text(row - 1)):
        both = _Entry(row - 1, row)
        if _size(both, pool) <= left:
            return both
    alone = _Entry(row, row)
    return alone if _size(alone, pool) <= left else None


def _headed(row: int, query: Query, pool: Pool, used: set[int], left: int) -> _Entry | None:
    """A heading with the sentence below it; None when that is taken or does not fit."""
    entry = _Entry(row, row + 1)
    free = used.isdisjoint(entry.rows()) and pool.key(row + 1) not in query.seen
    return entry if free and _size(entry, pool) <= left else None


def _heads(row: int, pool: Pool) -> bool:
    """Whether a row is the heading of a full statement that stands below it."""
    return is_heading(pool.text(row)) and _adjoin(row, pool) and whole(pool.text(row + 1))


def _size(entry: _Entry, pool: Pool) -> int:
    return sum(len(pool.text(row)) + 1 for row in entry.rows())


def _widen(entries: list[_Entry], query: Query, hits: Sequence[Hit], pool: Pool, left: int) -> None:
    """Let entries of one sentence go on to the next where that leans on it and nearly answers by itself."""
    score = {hit.row: hit.score for hit in hits}
    enough = max(score.values(), default=0.0) - NEARLY
    used = {row for entry in entries for row in entry.rows()}
    for entry in sorted(entries, key=lambda entry: -score.get(entry.last + 1, -math.inf)):
        row = entry.last + 1
        promising = score.get(row, -math.inf) >= enough and row not in used and _adjoin(entry.last, pool)
        if entry.first == entry.last and promising and _follows(row, query, pool):
            size = len(pool.text(row)) + 1
            if size <= left:
                entry.last = row
                used.add(row)
                left -= size


def _follows(row: int, query: Query, pool: Pool) -> bool:
    """Whether a row is a full statement that leans on the one before it, and is not known to the reader."""
    text = pool.text(row)
    return leans(text) and whole(text) and pool.key(row) not in query.seen


def _adjoin(row: int, pool: Pool) -> bool:
    """Whether a row and the next stand side by side in one article, with nothing left out between them."""
    if not 0 <= row < len(pool.owner) - 1 or pool.owner[row] != pool.owner[row + 1]:
        return False
    return _joined(pool.articles[pool.owner[row]], int(pool.place[row]))


def _joined(stored: Stored, sentence: int) -> bool:
    """Whether nothing is left out between a sentence of an article and the next."""
    between = stored.article.text[int(stored.analysis.ends[sentence]) : int(stored.analysis.starts[sentence + 1])]
    return not between or between.isspace()


def _point(entry: _Entry, pool: Pool, also: tuple[tuple[str, str], ...]) -> Point:
    held = np.asarray(pool.present[:, list(entry.rows())].any(axis=1))
    stored = pool.articles[int(pool.owner[entry.first])]
    found = tuple(name for name, there in zip(pool.names, held.tolist(), strict=True) if there)
    return stored.quoted(int(pool.place[entry.first]), int(pool.place[entry.last]), also, found)
