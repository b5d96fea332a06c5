"""What terms are worth in the whole archive: the idf of a topic's terms and of the articles that tell of it, asked of the store."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from corpus.archive.records import Stored
from corpus.archive.store import Store
from corpus.events.quoting import Subject

SMOOTHING = 100  # imagined articles, so that idf means something in a small archive


def subject(store: Store, topic: Iterable[int], among: Iterable[int], missing: int = 0) -> Subject:
    """A topic by its term numbers, with what the terms `among` are worth; one of its own that is not among them is worth nothing.

    `missing` counts its terms that stand in no article: each is worth what the rarest would be.
    """
    size = store.totals().articles + SMOOTHING
    spread = store.article_spread(sorted(among))
    idf = {term: math.log(size / (count + 0.5)) for term, count in spread.items()}
    return Subject(frozenset(topic), idf, missing * math.log(2 * size))


def terms_of(stored: Sequence[Stored]) -> frozenset[int]:
    """The numbers of all terms of articles, those of their headlines among them."""
    return frozenset(n for one in stored for n in (*one.analysis.terms.tolist(), *one.analysis.title.tolist()))
