"""The few sentences that make the answer: no near-repeats, within the budget, each understood alone or with its neighbour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Hit, Point, Query, Story
from corpus.pool import Pool
from corpus.store import Stored

POINTS = 5
BUDGET = 1_400  # characters of all points together: what a person reads in half a minute
REPEAT = 0.7  # share of the shorter sentence's terms that a near-repeat has in common

# A sentence that opens so leans on the one before it.
_LEANING = re.compile(
    r"^[“\"'‘(\[]*(?:he|she|it|they|we|i|you|his|her|hers|their|its|our|my|this|that|these|those|but|and|or|so|yet|nor|however|instead|"
    r"meanwhile|still|also|then|there|here|such|both|another|one|some|others?|in addition|for example|now|later|earlier|after|"
    r"because|not|the (?:[a-z-]+ ){0,2}[a-z-]+)\b",
    re.IGNORECASE,
)
_UNNAMED_SPEAKER = re.compile(r"[”\"],? (?:he|she|they|the [a-z]+) (?:said|told|added|wrote)|\b(?:he|she|they) (?:said|told|added)")


OPENING = 60  # characters that a sentence needs to open a story; shorter ones are place names and greetings


def openings(told: Sequence[tuple[Story, Stored]]) -> tuple[Point, ...]:
    """Each story by the first full sentence of one of its articles, with the other sources that tell it."""
    points: list[Point] = []
    for story, stored in told:
        text, analysis = stored.article.text, stored.analysis
        spans = list(zip(analysis.starts.tolist(), analysis.ends.tolist(), strict=True))
        at = next((n for n, (start, end) in enumerate(spans) if end - start >= OPENING and not leans(text[start:end])), 0)
        if not spans or sum(len(point.text) + 1 for point in points) + spans[at][1] - spans[at][0] > BUDGET:
            continue
        points.append(replace(_quoted(stored, at, at), also=_others(story)))
    return tuple(points)


def _others(story: Story) -> tuple[tuple[str, str], ...]:
    first = story.articles[0].source
    return tuple({card.source: (card.source, card.url) for card in story.articles if card.source != first}.values())


@dataclass(slots=True)
class _Entry:
    """A point being put together: rows `first..last` of the pool."""

    first: int
    last: int

    def rows(self) -> range:
        return range(self.first, self.last + 1)


def compose(query: Query, hits: Sequence[Hit], pool: Pool) -> tuple[Point, ...]:
    """The points of the briefing for hits given best first; at most POINTS of at most BUDGET characters together."""
    entries = _choose(query, hits, pool)
    _widen(entries, query, hits, pool)
    return tuple(_point(entry, pool) for entry in entries)


def _choose(query: Query, hits: Sequence[Hit], pool: Pool) -> list[_Entry]:
    entries: list[_Entry] = []
    taken: list[set[int]] = []
    length = 0
    for hit in hits:
        terms = set(pool.row(hit.row).tolist())
        size = len(pool.text(hit.row)) + 1
        if length + size > BUDGET or pool.key(hit.row) in query.seen or any(_repeats(terms, t) for t in taken):
            continue
        entries.append(_Entry(hit.row, hit.row))
        taken.append(terms)
        length += size
        if len(entries) == POINTS:
            break
    return entries


def _repeats(one: set[int], other: set[int]) -> bool:
    return len(one & other) > REPEAT * max(1, min(len(one), len(other)))


def _widen(entries: list[_Entry], query: Query, hits: Sequence[Hit], pool: Pool) -> None:
    """Give entries the neighbour that makes them understood, the most promising first, while the budget lasts."""
    score = {hit.row: hit.score for hit in hits}
    worst = min(score.values(), default=0.0)
    used = {row for entry in entries for row in entry.rows()}
    left = BUDGET - sum(len(pool.text(entry.first)) + 1 for entry in entries)
    options = []
    for rank, entry in enumerate(entries):
        for row, first in ((entry.first - 1, entry.first - 1), (entry.first + 1, entry.first)):
            if _adjoin(first, pool) and leans(pool.text(first + 1)) and pool.key(row) not in query.seen:
                options.append((score.get(row, worst) - 0.3 * rank, -rank, row, entry))
    for _, _, row, entry in sorted(options, key=lambda option: option[:3], reverse=True):
        size = len(pool.text(row)) + 1
        if entry.first == entry.last and row not in used and size <= left:
            entry.first, entry.last = min(row, entry.first), max(row, entry.last)
            used.add(row)
            left -= size


def _adjoin(row: int, pool: Pool) -> bool:
    """Whether a row and the next stand side by side in one article, with nothing left out between them."""
    if not 0 <= row < len(pool.owner) - 1 or pool.owner[row] != pool.owner[row + 1]:
        return False
    stored, place = pool.articles[pool.owner[row]], pool.place[row]
    between = stored.article.text[int(stored.analysis.ends[place]) : int(stored.analysis.starts[place + 1])]
    return not between or between.isspace()


def leans(text: str) -> bool:
    """Whether a sentence would not be understood without the one before it."""
    return bool(_LEANING.match(text) or _UNNAMED_SPEAKER.search(text))


def _point(entry: _Entry, pool: Pool) -> Point:
    held = pool.counts[:, list(entry.rows())].any(axis=1)
    point = _quoted(pool.articles[pool.owner[entry.first]], int(pool.place[entry.first]), int(pool.place[entry.last]))
    return replace(point, found=tuple(name for name, there in zip(pool.names, held, strict=True) if there))


def _quoted(stored: Stored, first: int, last: int) -> Point:
    """Sentences `first..last` of an article, as they stand in it."""
    article, analysis = stored.article, stored.analysis
    return Point(
        text=article.text[int(analysis.starts[first]) : int(analysis.ends[last])],
        article=article.id,
        first=first,
        last=last,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        sample=article.sample,
    )
