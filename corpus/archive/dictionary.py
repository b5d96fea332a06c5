"""The terms of all stored articles, each with a number, and in how many sentences, articles and headlines it stands.

Every function works in the caller's transaction. Whoever writes must be the only writer: numbers follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.archive.analysis import U32, Analysed, Analysis
from corpus.archive.prepared import Prepared, Repeated
from corpus.database import Glance

T = TypeVar("T")
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Counts = tuple[int, int, int, int]  # number, sentences, articles, headlines
TERMS = sa.Table(
    "terms",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("term", sa.String),
    sa.Column("sentences", sa.Integer),
    sa.Column("articles", sa.Integer),
    sa.Column("headlines", sa.Integer),
)
_ASK = Prepared(sa.select(TERMS).where(TERMS.c.term.in_(sa.bindparam("wanted", expanding=True))))
_ASK_NUMBERS = Prepared(sa.select(TERMS).where(TERMS.c.id.in_(sa.bindparam("wanted", expanding=True))))
_BORN = Repeated(sa.insert(TERMS), ("id", "term", "sentences", "articles", "headlines"))
_COUNT = Repeated(
    sa.update(TERMS)
    .where(TERMS.c.id == sa.bindparam("number"))
    .values({name: TERMS.c[name] + sa.bindparam(f"more_{name}") for name in ("sentences", "articles", "headlines")}),
    ("number", "more_sentences", "more_articles", "more_headlines"),
)
CHUNK = 500  # values in one IN list: far below every engine's limit
REMEMBERED = 1_000_000  # numbers kept in memory, some 200 MB, before all are forgotten


@dataclass(frozen=True, slots=True)
class Term:
    """A dictionary entry: its number, and in how many sentences, articles and headlines it stands.

    An article with the term in its headline alone is one of its `articles`, too.
    """

    id: int
    sentences: int
    articles: int
    headlines: int


class Dictionary:
    """Gives out the numbers of terms, and remembers those that it gave."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def forget(self) -> None:
        """To be called when a transaction was rolled back, or somebody else wrote: the numbers remembered may mean nothing."""
        self._numbers.clear()

    def learn(self, connection: Connection, items: Sequence[Analysed]) -> list[U32]:
        """Number the terms of new articles and count them; returns, for each article, the numbers of its vocabulary."""
        born = self._number(connection, items)
        numbers = [
            np.fromiter(map(self._numbers.__getitem__, item.vocabulary), dtype="<u4", count=len(item.vocabulary))
            for item in items
        ]
        spread = np.array([count for item in items for count in item.spread], dtype=np.int64)
        counts = _counted(np.concatenate(numbers), spread, np.concatenate([_titled(item) for item in items]))
        _BORN.run(connection, [(number, born[number], *of) for number, *of in counts if number in born])
        _COUNT.run(connection, [count for count in counts if count[0] not in born])
        return numbers

    def _number(self, connection: Connection, items: Sequence[Analysed]) -> dict[int, str]:
        """Find or make a number for every term; returns those that were made."""
        if len(self._numbers) > REMEMBERED:
            self._numbers.clear()
        missing = list({term for item in items for term in item.vocabulary} - self._numbers.keys())
        self._numbers |= {term: found.id for term, found in find(connection, missing).items()}
        last = connection.execute(sa.select(sa.func.max(TERMS.c.id))).scalar() or 0
        born = dict(enumerate(sorted(set(missing) - self._numbers.keys()), last + 1))
        self._numbers |= {term: number for number, term in born.items()}
        return born


def unlearn(connection: Connection, analyses: Sequence[Analysis]) -> None:
    """Take the terms of articles that go out of the counts; the numbers stay until `prune`."""
    numbers, spread, titled = (np.concatenate(parts) for parts in zip(*map(_spread, analyses), strict=True))
    _COUNT.run(connection, [(number, -s, -a, -h) for number, s, a, h in _counted(numbers, spread, titled)])


def prune(connection: Connection, limit: int) -> int:
    """Remove terms that stand in no article, at most `limit`; how many. The last number stays, so that none is given twice."""
    last = sa.select(sa.func.max(TERMS.c.id)).scalar_subquery()
    unused = sa.select(TERMS.c.id).where(TERMS.c.articles == 0, TERMS.c.id < last).limit(limit)
    return connection.execute(sa.delete(TERMS).where(TERMS.c.id.in_(unused))).rowcount


def find(connection: Connection | Glance, wanted: Sequence[str]) -> dict[str, Term]:
    """The entries of those `wanted` terms that have a number, also of those that stand in no article any more."""
    return {
        term: Term(number, sentences, articles, headlines)
        for chunk in chunks(wanted)
        for number, term, sentences, articles, headlines in _ASK.rows(connection, chunk)
    }


def entries(connection: Connection | Glance, ids: Sequence[int]) -> dict[int, Term]:
    """The entries with these numbers."""
    return {
        number: Term(number, sentences, articles, headlines)
        for chunk in chunks(ids)
        for number, _, sentences, articles, headlines in _ASK_NUMBERS.rows(connection, chunk)
    }


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in stretches that fit an IN list."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _counted(numbers: npt.NDArray[Any], spread: Ints, titled: Flags) -> list[Counts]:
    """Each distinct number with the sum of its `spread`, how often it is there, and how often `titled`."""
    distinct, places, articles = np.unique(numbers, return_inverse=True, return_counts=True)
    sentences, headlines = (np.bincount(places, weights=of).astype(np.int64).tolist() for of in (spread, titled))
    return list(zip(distinct.tolist(), sentences, articles.tolist(), headlines, strict=True))


def _titled(item: Analysed) -> Flags:
    """Which terms of an article's vocabulary stand in its headline."""
    titled = np.zeros(len(item.vocabulary), dtype=np.bool_)
    titled[item.analysis.title] = True
    return titled


def _spread(analysis: Analysis) -> tuple[Ints, Ints, Flags]:
    """The distinct term numbers of an article, in how many of its sentences each stands, and whether in its headline."""
    rows = np.repeat(np.arange(len(analysis.counts)), analysis.counts)
    within = np.unique(np.stack([rows, analysis.terms.astype(np.int64)]), axis=1)[1]
    distinct, places = np.unique(np.concatenate([within, analysis.title]), return_inverse=True)
    sentences = np.bincount(places[: len(within)], minlength=len(distinct))
    return distinct.astype(np.int64), sentences, np.isin(distinct, analysis.title)
