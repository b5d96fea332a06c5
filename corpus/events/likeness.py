"""How alike articles are that came out within days of each other, by the terms that they share. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from corpus.archive.analysis import Analysis
from corpus.events.wordings import Term
from corpus.model import Published

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DAYS_APART = 3  # no two dated articles further apart tell one story
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

    @classmethod
    def of(cls, article: int, source: str, published: Published | None, analysis: Analysis) -> Report:
        """What it needs of an article of the archive."""
        return cls(article, source, published, analysis.title.tolist(), analysis.terms[:OPENING].tolist())


@dataclass(frozen=True, slots=True)
class Archive:
    """All articles at hand, those to group among them, from which to learn which terms are rare.

    `spread` says in how many of the `articles` a term stands. Without an archive the articles to group must do; when
    they are only a few and short, two stories on one person may then look like one.
    """

    articles: int = 0
    spread: Mapping[Term, int] = field(default_factory=dict)


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


def alike(reports: Sequence[Report], archive: Archive, days: Sequence[int | None]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places of articles close in time and their likeness, above `FAINT` and at most 1; `days` ascend, None last.

    Each article looks its terms up in an inverted index of the articles before it, back to `DAYS_APART` days.
    """
    vectors, articles = _Vectors.of(reports, archive), len(days)
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
