"""How sure an answer is: whether the best sentences and their articles hold what the question is about."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.answering.features import Facts
from corpus.answering.pool import Floats, Ints, Pool
from corpus.model import Briefing, Kind, Query

SUPPORT = 0.6  # of the question that one article has to hold: less than one answerable question in 200 has so little
UNLIKELY = 0.75  # confidence from which even a question for a cook is answered
DOUBTFUL = 0.35  # below it the first sentence answers one question in three, and five answer three in five
ALL = 0.99  # of a few keywords, but for rounding
FIRST = 10  # candidate articles that are asked how much of the question they hold
BEST = 5  # rows that the answer would be made of


def signals(query: Query, pool: Pool, facts: Facts, scores: Floats) -> dict[str, float]:
    """What speaks for and against an answer, each about 0 to 1; `scores` are the rows' final scores."""
    if not len(facts.rows):
        return {}
    order = np.argsort(-scores, kind="stable")[:BEST]
    columns = {name: facts.columns[name][order] for name in _COLUMNS} | _covered(pool, facts.rows[order])
    chance = np.exp(scores - scores.max())
    held = pool.held[:FIRST]
    known = sum(1 for term in query.terms if term in pool.names) / max(1, len(query.terms))
    found = {f"{name}_first": float(values[0]) for name, values in columns.items()}
    found |= {f"{name}_best": float(values.max()) for name, values in columns.items()}
    return found | {
        "certain": float(1 / chance.sum()),
        "known": known,
        "articles": float(np.mean(held > 0.6)),
        "whole": float(held.max()),
        "agreeing": len({int(pool.owner[facts.rows[i]]) for i in order}) / BEST,
        "topic": float(query.kind is Kind.TOPIC),
        "few": float(len(query.terms) < 3),
    }


_COLUMNS = ("days_30", "full_vote", "feedback", "full_in_headlines", "fit_in_full")


def _covered(pool: Pool, rows: Ints) -> dict[str, Floats]:
    """How much of the question each row holds, and each with its headline."""
    present = pool.present[:, rows]
    total = pool.idf.sum() or 1.0
    return {
        "covered": pool.idf @ present / total,
        "covered_with_title": pool.idf @ (present | pool.headline[:, pool.owner[rows]]) / total,
    }


def confidence(found: dict[str, float]) -> float:
    """Between 0 and 1: the learned logistic function of the `signals` that were found; 0 without any."""
    if not found:
        return 0.0
    known = learned()
    score = known.bias + sum(weight * found.get(name, 0.0) for name, weight in known.weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def is_sure(confidence: float, support: float, covered: float, query: Query) -> bool:
    """Whether an answer of this confidence and support is given.

    A query without terms of its own asks for what there is; one that no newspaper is asked needs much better reasons.
    `covered` is how much of the query the best sentence and its headline hold: keywords ask for no more than all.
    """
    if not query.terms:
        return True
    if query.bare and not query.personal and min(covered, support) > ALL:
        return True
    return support >= SUPPORT and confidence >= (UNLIKELY if query.personal else learned().threshold)


def is_doubtful(found: Briefing) -> bool:
    """Whether what is given as the answer to a question may well be none."""
    return bool(found.points and found.query.single and not found.remark) and found.confidence < DOUBTFUL


def support(query: Query, pool: Pool, size: int) -> float:
    """How much of the question the best of the first articles holds, by idf, words that stand in no article among it.

    `size` is the number of sentences of all.
    """
    unknown = sum(term not in pool.names for term in query.terms) * math.log(max(size, 2))
    total = float(pool.idf.sum()) + unknown
    best = float(pool.held[:FIRST].max(initial=0.0))
    return best * float(pool.idf.sum()) / (total or 1)


@dataclass(frozen=True, slots=True)
class Learned:
    """The logistic function and its threshold, as `benchmarks/confidence.py` wrote them."""

    bias: float
    threshold: float
    weights: dict[str, float]


@cache
def learned() -> Learned:
    """What lies in `confidence.json`."""
    return Learned(**json.loads((files("corpus.answering") / "confidence.json").read_text("utf-8")))
