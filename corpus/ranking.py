"""The candidate articles' sentences, best first: a plain score chooses some, learned weights of their features order them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.features import Facts, features, rarity
from corpus.model import Hit, Query
from corpus.pool import Floats, Pool, base

CLOSER = 60  # rows by the plain score that get a closer look; twice as many find no more answers


PLACE_BONUS = 1.0  # for the sentences of articles that the conversation is about


def rank(pool: Pool, facts: Facts, scores: Floats) -> list[Hit]:
    """The rows looked at, best first by their scores; ties by article and place."""
    hits = [
        Hit(pool.articles[pool.owner[row]].article.id, int(pool.place[row]), float(score), int(row), fitting)
        for row, score, fitting in zip(facts.rows, scores, facts.fitting, strict=True)
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.article, hit.sentence))


def scores(query: Query, pool: Pool, facts: Facts) -> Floats:
    """Each row's score by the learned weights, with a bonus inside the articles that the conversation is about."""
    total = sum((weight * facts.columns[name] for name, weight in weights().items()), start=np.zeros(len(facts.rows)))
    places = np.array([stored.article.id in query.places for stored in pool.articles], dtype=np.bool_)
    return total + PLACE_BONUS * places[pool.owner[facts.rows]] if query.places else total


def look(
    query: Query,
    pool: Pool,
    ages: Sequence[float],
    size: int,
    spread: Callable[[Sequence[int]], Mapping[int, int]],
) -> Facts:
    """The features of the rows worth a closer look.

    `ages` are the articles' in days; `spread` tells in how many of the `size` sentences of all a term stands.
    """
    plain = base(pool)
    rows = np.argsort(-plain, kind="stable")[:CLOSER]
    rows = rows[(pool.counts[:, rows] > 0).any(axis=0) | (plain[rows] > 0)]
    terms = {term for row in rows for term in pool.row(int(row)).tolist()}
    terms |= {term for stored in pool.articles for term in stored.analysis.title.tolist()}
    return features(query, pool, plain, rows, ages, rarity(size, spread(sorted(terms))))


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature, as `benchmarks/learn.py` wrote them."""
    return dict(json.loads((files("corpus") / "weights.json").read_text("utf-8"))["weights"])
