"""Articles and questions as sparse vectors, so that their inner product is BM25's score; pure.

A term has two places in a vector: twice its number for the body, and one more for the headline.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b

from corpus.answering.candidates import Wanted, minute
from corpus.archive.analysis import U32
from corpus.archive.dictionary import Term
from corpus.archive.records import Outline

K1, B = 1.2, 0.75  # Tantivy's, so that scores are alike
# Of an article and of its headline: an average that moved with the archive would make the vectors of yesterday wrong.
BODY, TITLE = 545, 7.5
MARK = 0  # the number of the entry that is no article: its `minute` is the store's last change
BEYOND = 10**12  # added to it there, so that no time of publication comes near


def entry(row: Outline) -> dict[str, object]:
    """What is kept of an article."""
    body, title = _weights(row.analysis.terms, BODY), _weights(row.analysis.title, TITLE)
    vector = {2 * term: weight for term, weight in body.items()}
    vector |= {2 * term + 1: weight for term, weight in title.items()}
    return {
        "article": row.id,
        "minute": minute(row.published),
        "source": _source(row.source),
        "terms": vector or {MARK: 1.0},  # none may be empty; no term has this number
    }


def mark(change: int) -> dict[str, object]:
    """The entry that tells the store's last change."""
    return {"article": MARK, "minute": BEYOND + change, "source": 0, "terms": {MARK: 1.0}}


def question(wanted: Wanted, known: Mapping[int, Term], articles: int) -> dict[int, float]:
    """The idf of each term among so many articles, in the body and in the headline, by its weight."""
    query: dict[int, float] = {}
    for term, weight in wanted.terms:
        if held := known.get(term):
            query[2 * term] = weight * _idf(articles, held.articles)
            query[2 * term + 1] = weight * wanted.title * _idf(articles, held.headlines)
    return query


def chosen(wanted: Wanted, low: int) -> str:
    """Which articles may be found, as Milvus filters; none from before the minute `low`."""
    tests = [f"minute >= {low}", f"minute <= {wanted.high}"]
    tests += [f"source in {[_source(name) for name in wanted.sources]}"] if wanted.sources else []
    tests += [f"article in {list(wanted.places)}"] if wanted.places else []
    return " and ".join(tests)


def _weights(terms: U32, average: float) -> dict[int, float]:
    """BM25's weight of each term within one text of the usual length `average`."""
    longer = K1 * (1 - B + B * len(terms) / average)
    return {term: count * (K1 + 1) / (count + longer) for term, count in Counter(terms.tolist()).items()}


def _idf(articles: int, held: int) -> float:
    return math.log(1 + max(0, articles - held + 0.5) / (held + 0.5))


def _source(name: str) -> int:
    """A number for a name, which no name can be mistaken in: nothing need be quoted."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
