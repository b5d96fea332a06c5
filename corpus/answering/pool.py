"""The sentences of the candidate articles as arrays: which of the question's terms stands where, and the first, plain score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.answering.okapi import CollectionOkapi
from corpus.archive.analysis import U32
from corpus.archive.records import Stored

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LENGTH_WEIGHT = 0.3  # BM25's b for sentences: a long one is rarely long for saying little
NEIGHBOUR = 0.5  # credit for a query term in the sentence before or after
LEAD = 5  # the first sentences of an article, where news says what happened
LEAD_BONUS = 0.3
LEAST = 0.3  # idf that a term of the query counts with at least, where it is compared with others
ANY = -1  # the number of a term of idf 1
LAST = 0x3FF  # the last bits of a term's number, by which most that are not wanted are passed over


@dataclass(frozen=True, slots=True)
class Collection:
    """What the whole collection knows of the query's terms: their idf, its size in sentences and their mean length."""

    size: int
    average: float
    spread: Mapping[int, int]
    floor: float


@dataclass(frozen=True, slots=True)
class Pool:
    """All sentences of `articles`, in order.

    `owner` and `place` say which article (by position) and which of its sentences each row is, `starts` and `ends` where in
    the article's text. `names` are the query's terms by name, `present[t, i]` is whether the query's t-th term stands in row
    i, `headline[t, a]` and `body[t, a]` whether it does in the headline of article a, and in any of its sentences. `idf` is at
    least a little above zero, and `bm25` are rank-bm25's own scores. `strength` are the articles' scores, `held` how much of
    the query each one's sentences hold together, by idf: 0 to 1.
    """

    articles: Sequence[Stored]
    strength: Floats
    owner: Ints
    place: Ints
    starts: Ints
    ends: Ints
    lengths: Ints
    offsets: Ints
    terms: Ints
    query: tuple[int, ...]
    names: tuple[str, ...]
    present: Bools
    headline: Bools
    body: Bools
    idf: Floats
    bm25: Floats
    held: Floats

    def same(self, shift: int) -> Bools:
        """For each row, whether the row `shift` places on belongs to the same article."""
        result = np.zeros(len(self.owner), dtype=np.bool_)
        if shift > 0:
            result[:-shift] = self.owner[shift:] == self.owner[:-shift]
        else:
            result[-shift:] = self.owner[:shift] == self.owner[-shift:]
        return result

    def moved(self, marks: Bools, shift: int) -> Bools:
        """`marks` (terms x rows) of the row `shift` places on, within the article."""
        result = np.zeros_like(marks)
        if shift > 0:
            result[:, :-shift] = marks[:, shift:]
        else:
            result[:, -shift:] = marks[:, :shift]
        return result & self.same(shift)

    def near(self, rows: Ints, reach: int) -> Bools:
        """Which terms (terms x rows) stand in these rows or at most `reach` rows from them, within the article."""
        first = np.searchsorted(self.owner, self.owner[rows], side="left")
        last = np.searchsorted(self.owner, self.owner[rows], side="right") - 1
        around = np.clip(rows + np.arange(-reach, reach + 1)[:, None], first, last)
        return np.asarray(self.present[:, around].any(axis=1))

    def row(self, i: int) -> npt.NDArray[np.int64]:
        """The term numbers of row i."""
        return self.terms[self.offsets[i] : self.offsets[i + 1]]

    def key(self, i: int) -> tuple[int, int]:
        """The article and the sentence of row i, as conversations remember them."""
        return self.articles[self.owner[i]].article.id, int(self.place[i])

    def text(self, i: int) -> str:
        """The words of row i as they stand in the article."""
        article = self.articles[int(self.owner[i])].article
        return article.text[int(self.starts[i]) : int(self.ends[i])]

    def texts(self, rows: Ints) -> list[str]:
        """The words of each of these rows."""
        spans = zip(self.owner[rows].tolist(), self.starts[rows].tolist(), self.ends[rows].tolist(), strict=True)
        return [self.articles[owner].article.text[start:end] for owner, start, end in spans]


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the query's terms: its number, and its weight, below 1 for what earlier turns lend; others are read as it."""

    term: str
    number: int
    weight: float = 1.0
    alike: tuple[int, ...] = ()


def pool(articles: Sequence[Stored], strength: Sequence[float], asked: Sequence[Asked], known: Collection) -> Pool:
    """Lay out the sentences of `articles` for the query's distinct terms."""
    query = [one.number for one in asked]
    analyses = [stored.analysis for stored in articles]
    sizes = [len(analysis.starts) for analysis in analyses]
    lengths = _joined([analysis.counts for analysis in analyses])
    terms = _read_alike(_joined([analysis.terms for analysis in analyses]), asked)
    titles = _read_alike(_joined([analysis.title for analysis in analyses]), asked)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    asked_at, held = occurrences(terms, query)
    rows = np.searchsorted(offsets, held, side="right") - 1
    counts = np.bincount(asked_at * len(lengths) + rows, minlength=len(query) * len(lengths))
    present = counts > 0
    headline = np.zeros((len(query), len(articles)), dtype=np.bool_)
    named, stands = occurrences(titles, query)
    headline[named, np.repeat(np.arange(len(analyses)), [len(a.title) for a in analyses])[stands]] = True
    idf, bm25 = _bm25(asked, counts, np.flatnonzero(present), lengths, known)
    owner = np.repeat(np.arange(len(articles)), sizes)
    body = np.zeros((len(query), len(articles)), dtype=np.bool_)
    body[asked_at, owner[rows]] = True
    return Pool(
        articles,
        np.asarray(strength, dtype=np.float64),
        owner,
        np.concatenate([np.zeros(0, dtype=np.int64), *map(np.arange, sizes)]),
        _joined([analysis.starts for analysis in analyses]),
        _joined([analysis.ends for analysis in analyses]),
        lengths,
        offsets,
        terms,
        tuple(query),
        tuple(one.term for one in asked),
        present.reshape(len(query), len(lengths)),
        headline,
        body,
        idf,
        bm25,
        np.asarray(idf @ body / (idf.sum() or 1.0)),
    )


def _joined(parts: Sequence[U32]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts], dtype=np.int64)


def _read_alike(terms: Ints, asked: Sequence[Asked]) -> Ints:
    """The terms, with the query's own in the place of what is read as one of them."""
    for one in asked:
        for other in one.alike:
            terms[terms == other] = one.number
    return terms


def occurrences(terms: Ints, wanted: Sequence[int]) -> tuple[Ints, Ints]:
    """Where in `terms` a wanted one stands: which of the distinct wanted ones, by position, and at which place.

    First by the terms' last bits, in a table that the processor keeps at hand; one of all terms would push all else out.
    """
    sought = np.array(wanted, dtype=np.int64)
    likely = np.zeros(LAST + 1, dtype=np.bool_)
    likely[sought & LAST] = True
    places = np.flatnonzero(likely[terms & LAST])
    at, which = np.nonzero(terms[places][:, None] == sought)
    return which, places[at]


def _bm25(asked: Sequence[Asked], counts: Ints, held: Ints, lengths: Ints, known: Collection) -> tuple[Floats, Floats]:
    """The terms' idf, and each row's BM25: the sum of its terms', each its idf times what its count and the row's length make.

    `counts` say how often each term stands in each row, one term after another; `held` are the places of those above zero.
    There are a hundred such pairs where there are a thousand rows: rank-bm25 scores a sentence for each pair, which holds one
    term, of idf 1.
    """
    terms, rows = np.divmod(held, max(1, len(lengths)))
    base = int(lengths.max(initial=0)) + 1
    pair = counts[held] * base + lengths[rows]
    there = np.bincount(pair) > 0
    pairs, place = np.flatnonzero(there), (np.cumsum(there) - 1)[pair]
    okapi = CollectionOkapi(
        [{ANY: count} for count in (pairs // base).tolist()],
        (pairs % base).tolist(),
        known.spread,
        known.size,
        known.average,
        lambda: known.floor,
        b=LENGTH_WEIGHT,
    )
    idf = np.array([okapi.idf.get(one.number, 0.0) for one in asked])
    okapi.idf[ANY] = 1.0
    weights = np.array([one.weight for one in asked])
    scores = (weights * idf)[terms] * okapi.get_scores([ANY])[place]
    return weights * np.maximum(idf, LEAST), np.asarray(np.bincount(rows, scores, len(lengths)), dtype=np.float64)


def base(pool: Pool) -> Floats:
    """The plain score of each row: its BM25, half for what its neighbours hold, a little for the lead, its article's score."""
    beside = (pool.moved(pool.present, 1) | pool.moved(pool.present, -1)) & ~pool.present
    score = pool.bm25 + NEIGHBOUR * (pool.idf @ beside)
    score = score * (1 + LEAD_BONUS * (pool.place < LEAD))
    return score + pool.strength[pool.owner] if len(score) else score
