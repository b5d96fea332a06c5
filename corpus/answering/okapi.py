"""rank-bm25's BM25Okapi with the statistics of a whole collection, over the few of its documents that are candidates."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from rank_bm25 import BM25Okapi


class CollectionOkapi(BM25Okapi):  # type: ignore[misc]  # rank-bm25 ships no types
    """Scores candidates exactly as BM25Okapi over all documents would.

    `documents` are the candidates' counts of the query's terms (others are not needed), `lengths` their full lengths;
    `spread` says in how many of the collection's `size` documents each term stands, `average` is the mean length.
    BM25Okapi's own constructor counts these in the documents given, and divides by zero when there are none.
    """

    def __init__(
        self,
        documents: Sequence[Mapping[int, int]],
        lengths: Sequence[int],
        spread: Mapping[int, int],
        size: int,
        average: float,
        floor: Callable[[], float],
        *,
        k1: float = 1.5,
        b: float = 0.75,
    ) -> None:
        self.k1, self.b = k1, b
        self.corpus_size = len(documents)
        self.doc_freqs = documents
        self.doc_len = lengths
        self.avgdl = average or 1.0
        self.idf = {term: idf(size, count, floor) for term, count in spread.items()}


def idf(size: int, count: int, floor: Callable[[], float]) -> float:
    """BM25Okapi's idf of a term in `count` of `size` documents; `floor()` where that is negative.

    Where the collection grew between two looks, `count` may be beyond `size`: the term then stands in all of it.
    """
    plain = math.log(max(size - count, 0) + 0.5) - math.log(count + 0.5)
    return plain if plain >= 0 else floor()


def average_idf(size: int, histogram: Mapping[int, int]) -> float:
    """The mean plain idf of all terms, where `histogram` says how many terms stand in so many documents."""
    total = sum(
        terms * (math.log(max(size - count, 0) + 0.5) - math.log(count + 0.5)) for count, terms in histogram.items()
    )
    return total / max(1, sum(histogram.values()))


EPSILON = 0.25  # BM25Okapi floors a negative idf at this share of the average idf
