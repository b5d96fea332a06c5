"""The candidate articles' sentences, best first: a plain score chooses some, learned weights of their features order them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.answering import answers, followup, years
from corpus.answering.bridge import Concept
from corpus.answering.features import Facts, cheap, dear
from corpus.answering.pool import Floats, Ints, Pool, base
from corpus.answering.wording import wording
from corpus.model import Hit, Query, dated

GOOD = 3.0  # score below the best within which a sentence answers as well
STEP = 10.0  # between two scores that stand for their order alone
CLOSER = 80  # rows by the plain score that get a closer look; twice as many find no more answers
READ = 20  # rows by what is cheap to tell of them that are read for names, numbers and things; all find no more answers


def rank(pool: Pool, facts: Facts, scores: Floats) -> list[Hit]:
    """The rows looked at, best first by their scores; ties by article and place."""
    hits = [
        Hit(pool.articles[pool.owner[row]].article.id, int(pool.place[row]), float(score), int(row), fitting)
        for row, score, fitting in zip(facts.rows, scores, facts.fitting, strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.article, hit.sentence))


def newest_first(hits: Sequence[Hit], pool: Pool) -> list[Hit]:
    """Of hits given best first the best of each article, where it is GOOD enough, the newest first and undated ones last."""
    best: dict[int, Hit] = {}
    for hit in hits:
        if hit.score >= hits[0].score - GOOD:
            best.setdefault(hit.article, hit)
    published = {stored.article.id: stored.article.published for stored in pool.articles}
    ordered = sorted(best.values(), key=lambda hit: dated(published[hit.article]), reverse=True)
    return [replace(hit, score=hits[0].score - STEP * place) for place, hit in enumerate(ordered)]


def scores(query: Query, facts: Facts) -> Floats:
    """Each row's score by the learned weights; by those of `followup` where the question leans on earlier ones."""
    return followup.scores(facts.columns, general(facts)) if query.places else general(facts) - facts.losses


def general(facts: Facts) -> Floats:
    """Each row's score for any question."""
    return _sum(facts.columns, weights("weights"))


def _sum(columns: Mapping[str, Floats], by: Mapping[str, float]) -> Floats:
    return np.asarray(sum(weight * columns[name] for name, weight in by.items() if name in columns))


def look(
    query: Query,
    pool: Pool,
    ages: Floats,
    size: int,
    spread: Callable[[Ints], Ints],
    concepts: Sequence[Concept] = (),
    first: Mapping[str, float] | None = None,
) -> Facts:
    """The features of the rows worth a closer look.

    `ages` are the articles' in days; `spread` tells in how many of the `size` sentences of all a term stands.
    `concepts` are the words of a question that leans on earlier ones, its cues last. `first` are other weights by which
    rows are chosen to be read than the learned ones; empty, to have all read.
    """
    plain = base(pool)
    rows = _best(plain, CLOSER)
    rows = rows[pool.present[:, rows].any(axis=0) | (plain[rows] > 0)]
    rows = followup.rows(query, pool, rows) if query.places else rows
    if first is None and not len(rows):
        return Facts(rows, {}, [], np.zeros(0))
    asked = answers.asked(query)
    columns = cheap(query, asked, pool, plain, rows, ages, wording(pool, rows, size, spread))
    first = weights("first") if first is None else first
    if query.places:
        columns |= followup.columns(query, pool, rows, concepts)
    if first:
        promise = _sum(columns, first)
        promise = followup.scores(columns, promise) if query.places else promise
        best = np.sort(np.argsort(-promise, kind="stable")[:READ])
        rows, columns = rows[best], {name: column[best] for name, column in columns.items()}
    more, fitting = dear(asked, pool, plain, rows, ages)
    return Facts(rows, columns | more, fitting, years.losses(query, pool, rows))


def _best(scores: Floats, count: int) -> Ints:
    """The places of the `count` greatest scores, greatest first; of equal ones the first. Most need not be put in order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    among = np.flatnonzero(scores >= np.partition(scores, -count)[-count])
    return np.asarray(among[np.argsort(-scores[among], kind="stable")][:count])


@cache
def weights(of: str) -> dict[str, float]:
    """The learned weight of each feature, as `benchmarks/learn.py` wrote them: of the `first` choice, or the last `weights`."""
    return dict(json.loads((files("corpus.answering") / "weights.json").read_text("utf-8"))[of])
