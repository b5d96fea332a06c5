"""One event, many articles: which reports tell the same story, and how many independent sources a story has.

Knows terms, days and publishers only. What to show of a story, and whom it concerns, is left to others.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import chain

import numpy as np
import numpy.typing as npt

from corpus.model import Published

Term = str | int
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

THRESHOLD = 0.3  # cohesion that makes one story: cross-validated over events by benchmarks/stories_threshold.py
DAYS_APART = 3  # no two dated articles further apart tell one story
CAUTION = 0.75  # standard deviations by which cohesion lies below the mean likeness
FADING = 0.05  # what likeness loses with each day between two articles, as a rate

OPENING = 300  # terms read of a text: news tells what happened first, the rest is background that other events share
TITLE_WEIGHT = 5.0  # a headline's term counts as so many in the text
LEAD_WEIGHT, LEAD_TERMS = 3.0, 60.0  # the first term counts as 1 + LEAD_WEIGHT, fading over so many terms
KEPT = 60  # strongest terms kept of an article; bounds memory and leaves out chance words
LARGEST_SHARE = 0.3  # no term is more of an article's unit vector: one shared name is not yet a shared event
PSEUDO_ARTICLES = 100  # imagined around the collection, so that idf means something among two articles
RELIABLE, SHORTEST = 30.0, 20.0  # distinct terms at which a text tells half of its story; the fewest that are believed
FAINT = 0.2  # likeness below this is not stored, and counts as none
NEIGHBOURS = 100  # pairs stored of an article with earlier ones, the strongest; bounds memory when thousands are alike

SHINGLE = 3  # consecutive terms that make a shingle
COPIED = 0.5  # share of the shorter text's shingles found in the longer one, from which it is a copy


@dataclass(frozen=True, slots=True)
class Report:
    """What grouping needs of an article.

    `title` and `body` are terms in reading order, without stop words: stems, or the numbers of stems, but the same kind
    for all. Of `body` only the first `OPENING` are read. `published` is None where unknown; `source` may be "".
    """

    article: int
    source: str
    published: Published | None
    title: Sequence[Term]
    body: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Archive:
    """All articles at hand, those to group among them, from which to learn which terms are rare.

    `spread` says in how many of the `articles` a term stands. Without an archive the articles to group must do; when
    they are only a few and short, two stories on one person may then look like one.
    """

    articles: int = 0
    spread: Mapping[Term, int] = field(default_factory=dict)


def group(reports: Iterable[Report], threshold: float = THRESHOLD, archive: Archive | None = None) -> list[list[int]]:
    """The articles' ids by story, each in exactly one; the order of `reports` does not matter where ids are distinct.

    Stories with most publishers come first, among equals the newest; within a story the newest article comes first and
    undated ones last. An undated article may join any story that it resembles; dated ones span at most `DAYS_APART`.
    Agglomerative: the two groups that cohere most are joined until none reaches `threshold`.
    """
    ordered = sorted(reports, key=lambda report: (_day(report) or math.inf, report.article))
    days = [_day(report) for report in ordered]
    groups = _join(_alike(_Vectors.of(ordered, archive or Archive()), days), days, threshold)
    return _arranged([[ordered[place] for place in members] for members in groups])


def copies(texts: Sequence[Sequence[Term]]) -> list[list[int]]:
    """Places in `texts` by wording: near-verbatim copies share a list, whether whole articles or single sentences.

    A text is a copy of a longer one that holds `COPIED` of its shingles, so an agency report cut short still counts. An
    empty text is a copy of nothing. Every place is in exactly one list; each list and the lists are in ascending order.
    """
    shingled = [_shingles(text) for text in texts]
    longest_first = sorted(range(len(texts)), key=lambda place: (-len(shingled[place]), tuple(texts[place])))
    holders: dict[tuple[Term, ...], list[int]] = defaultdict(list)
    wordings: list[list[int]] = []
    for place in longest_first:
        held = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in shingled[place]))
        share, wording = max(((count, -wording) for wording, count in held.items()), default=(0, 0))
        if share and share >= COPIED * len(shingled[place]):
            wordings[-wording].append(place)
        else:
            for shingle in shingled[place]:
                holders[shingle].append(len(wordings))
            wordings.append([place])
    return sorted(sorted(places) for places in wordings)


def independent(reports: Sequence[Report]) -> int:
    """How many independent sources a story has: most reports of which no two share a publisher or a wording.

    So one agency text at three publishers counts once, and adds nothing to publishers who have their own text besides.
    Case does not matter in a publisher's name; all articles without one count as one publisher's.
    """
    wordings = copies([report.body[:OPENING] or report.title for report in reports])
    printed = [sorted({_publisher(reports[place]) for place in places}) for places in wordings]
    credited: dict[str, int] = {}
    return sum(_credit(wording, printed, credited, set()) for wording in range(len(printed)))


def _credit(wording: int, printed: Sequence[Sequence[str]], credited: dict[str, int], tried: set[str]) -> bool:
    """One step of Kuhn's bipartite matching: credits the wording to a publisher, moving earlier ones where needed."""
    for publisher in printed[wording]:
        if publisher in tried:
            continue
        tried.add(publisher)
        if publisher not in credited or _credit(credited[publisher], printed, credited, tried):
            credited[publisher] = wording
            return True
    return False


def _shingles(text: Sequence[Term]) -> set[tuple[Term, ...]]:
    """Runs of `SHINGLE` consecutive terms; a shorter text is one run, an empty one none."""
    runs = zip(*(text[start:] for start in range(SHINGLE)), strict=False)
    return set(runs) or ({tuple(text)} if text else set())


def _publisher(report: Report) -> str:
    return report.source.strip().casefold()


def _day(report: Report) -> int | None:
    return report.published.day.toordinal() if report.published else None


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Articles as sparse vectors, one after another: article `a` holds `terms[starts[a]:starts[a + 1]]`, each once.

    The product of two articles' weights is their likeness: about 0 for unrelated ones, 1 and above for much the same.
    """

    starts: Ints
    terms: Ints
    weights: Floats

    @classmethod
    def of(cls, reports: Sequence[Report], archive: Archive) -> _Vectors:
        numbers: dict[Term, int] = {}
        counted = [_counts(report, numbers) for report in reports]
        spread = np.zeros(len(numbers))
        for terms, _ in counted:
            spread[terms] += 1
        spread = np.maximum(spread, [archive.spread.get(term, 0) for term in numbers])
        idf = np.log((max(len(reports), archive.articles) + PSEUDO_ARTICLES) / (spread + 0.5))
        weighed = [_weigh(terms, counts * idf[terms]) for terms, counts in counted]
        sizes = [len(terms) for terms, _ in weighed]
        return cls(
            np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
            np.concatenate([np.empty(0, np.int64), *(terms for terms, _ in weighed)]),
            np.concatenate([np.empty(0), *(weights for _, weights in weighed)]),
        )


def _counts(report: Report, numbers: dict[Term, int]) -> tuple[Ints, Floats]:
    """The article's distinct terms, numbered in order of first use, and how much each counts, before idf."""
    body = report.body[:OPENING]
    flat = np.array([numbers.setdefault(term, len(numbers)) for term in chain(report.title, body)], dtype=np.int64)
    lead = 1 + LEAD_WEIGHT * np.exp(-np.arange(len(body)) / LEAD_TERMS)
    worth = np.concatenate([np.full(len(report.title), TITLE_WEIGHT), lead])
    terms, places = np.unique(flat, return_inverse=True)
    return terms, np.bincount(places, worth, len(terms)).astype(np.float64)


def _weigh(terms: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The strongest terms of an article as a unit vector, stretched where the text is short.

    Short texts on one event share fewer words just because each tells less of it. This is Spearman's correction for
    attenuation, with `n / (n + RELIABLE)` as the reliability of a text of `n` distinct terms.
    """
    strongest = np.argsort(-weights, kind="stable")[:KEPT]
    size = max(len(terms), SHORTEST)
    weights = _unit(np.minimum(_unit(weights[strongest]), LARGEST_SHARE))
    return terms[strongest], weights / math.sqrt(size / (size + RELIABLE))


def _unit(vector: Floats) -> Floats:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _alike(vectors: _Vectors, days: Sequence[int | None]) -> Iterator[tuple[int, int, float]]:
    """Pairs of articles close in time and their likeness, above `FAINT` and at most 1; `days` ascend, None last.

    Each article looks its terms up in an inverted index of the articles before it, back to `DAYS_APART` days.
    """
    articles = len(days)
    holders = np.repeat(np.arange(articles), np.diff(vectors.starts))
    index = np.lexsort((holders, vectors.terms))
    postings, weights = holders[index], vectors.weights[index]
    keys = vectors.terms[index] * articles + postings
    day = np.array([math.nan if day is None else day for day in days])
    oldest = np.where(np.isnan(day), 0, np.searchsorted(day, day - DAYS_APART))
    for article in range(articles):
        row = slice(vectors.starts[article], vectors.starts[article + 1])
        first, last = np.searchsorted(keys, vectors.terms[row] * articles + [[oldest[article]], [article]])
        lengths = last - first
        places = np.arange(lengths.sum()) + np.repeat(last - np.cumsum(lengths), lengths)
        likeness = np.bincount(postings[places], weights[places] * np.repeat(vectors.weights[row], lengths))
        gaps = np.nan_to_num(day[article] - day[: len(likeness)])
        likeness = np.minimum(likeness, 1) * np.exp(-FADING * gaps)
        close = np.flatnonzero(likeness > FAINT)
        for other in close[np.argsort(-likeness[close], kind="stable")[:NEIGHBOURS]].tolist():
            yield other, article, float(likeness[other])


class _Groups:
    """Groups of articles that grow together.

    `ties[a][b]`, the same as `ties[b][a]`, holds the sum of likeness and of its square over the pairs between groups
    `a` and `b`: both add up when groups are joined. A group is known by its first article.
    """

    def __init__(self, pairs: Iterable[tuple[int, int, float]], days: Sequence[int | None]) -> None:
        self.members = {article: [article] for article in range(len(days))}
        self.spans = [(math.inf, -math.inf) if day is None else (day, day) for day in days]
        self.ties: list[dict[int, tuple[float, float]]] = [{} for _ in days]
        for one, other, likeness in pairs:
            self.ties[one][other] = self.ties[other][one] = (likeness, likeness * likeness)

    def cohesion(self, one: int, other: int) -> float:
        """Mean likeness of the pairs between two groups less some of its deviation; minus infinity when days forbid.

        The mean alone lets in an article that resembles half of a story; the weakest pair alone breaks big stories up.
        Where one group is bigger than `NEIGHBOURS`, not all pairs are stored, and no more are expected.
        """
        (first, last), (start, end) = self.spans[one], self.spans[other]
        if max(last, end) - min(first, start) > DAYS_APART:
            return -math.inf
        total, squares = self.ties[one].get(other, (0.0, 0.0))
        fewer, more = sorted((len(self.members[one]), len(self.members[other])))
        pairs = fewer * min(more, NEIGHBOURS)
        mean = total / pairs
        return mean - CAUTION * math.sqrt(max(0.0, squares / pairs - mean * mean))

    def join(self, one: int, other: int) -> None:
        """Moves the `other` group into `one`."""
        self.members[one] += self.members.pop(other)
        (first, last), (start, end) = self.spans[one], self.spans[other]
        self.spans[one] = min(first, start), max(last, end)
        for third, (total, squares) in self.ties[other].items():
            del self.ties[third][other]
            if third != one:
                known = self.ties[one].get(third, (0.0, 0.0))
                self.ties[one][third] = self.ties[third][one] = (known[0] + total, known[1] + squares)
        self.ties[other].clear()


def _join(pairs: Iterable[tuple[int, int, float]], days: Sequence[int | None], threshold: float) -> list[list[int]]:
    """Articles, by their place in `days`, in groups; the most cohesive groups are joined first."""
    groups = _Groups(pairs, days)
    heap = [
        (-likeness, one, other)
        for one, ties in enumerate(groups.ties)
        for other, (likeness, _) in ties.items()
        if one < other and likeness >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        strength, one, other = heapq.heappop(heap)
        if other not in groups.ties[one] or -strength != groups.cohesion(one, other):
            continue  # one of them has grown since: if they still cohere, a newer entry says so
        groups.join(one, other)
        for third in groups.ties[one]:
            if (grown := groups.cohesion(one, third)) >= threshold:
                heapq.heappush(heap, (-grown, min(one, third), max(one, third)))
    return list(groups.members.values())


def _arranged(stories: Iterable[Sequence[Report]]) -> list[list[int]]:
    """Ids by story: most publishers first, then the newest, then the longest; in a story the newest article first."""

    def rank(story: Sequence[Report]) -> tuple[float, ...]:
        publishers = len({_publisher(report) for report in story})
        return -publishers, -_moment(story[0]), -len(story), story[0].article

    newest_first = [sorted(story, key=lambda report: (-_moment(report), report.article)) for story in stories]
    return [[report.article for report in story] for story in sorted(newest_first, key=rank)]


def _moment(report: Report) -> float:
    """Seconds since 1970, a day counting from its midnight; minus infinity for an undated article."""
    if report.published is None:
        return -math.inf
    return (report.published.moment or datetime.combine(report.published.day, time.min, UTC)).timestamp()
