"""What speaks for a sentence as an answer, as numbers: how much of the question it holds, where it stands, whether it holds
the kind of thing asked for, and how often other reports say the same."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from corpus import answers
from corpus.model import Kind, Query
from corpus.pool import Bools, Floats, Ints, Pool

VOTERS = 100  # of the best rows by the plain score, how many speak for what the answer is
FEEDBACK = 60  # and how many lend their words

_DEPENDENT = re.compile(
    r"^[“\"'‘(]*(?:he|she|it|they|his|her|their|its|this|that|these|those|but|and|however|so|instead|meanwhile|still|also|"
    r"then|there|such)\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|told)\b")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the rows chosen for a closer look: their numbers in the pool, their features by name.

    `fitting` are the things of the kind asked for that each row holds.
    """

    rows: Ints
    columns: dict[str, Floats]
    fitting: list[frozenset[str]]


def features(
    query: Query, pool: Pool, plain: Floats, rows: Ints, ages: Sequence[float], rarity: Mapping[int, float]
) -> Facts:
    """The features of `rows` (best first by the score `plain`).

    `ages` are the articles' in days at the moment of asking (inf: undated); `rarity` is the idf of every term in the rows
    and the headlines.
    """
    columns = _coverage(query, pool, rows) | _place(pool, rows, ages)
    columns |= _texts(pool, rows)
    asked = answers.asked(query)
    held = [answers.held(pool.text(int(row)), asked) for row in rows]
    columns |= _votes(query, pool, plain, rows, held)
    columns |= _feedback(pool, plain, rows, rarity)
    columns |= _headlines(pool, rows, rarity)
    columns |= _nearness(pool, rows)
    return Facts(rows, columns, [frozenset(a.text for a in found if a.fits) for found in held])


def _coverage(query: Query, pool: Pool, rows: Ints) -> dict[str, Floats]:
    present = pool.counts > 0
    before = pool.moved(present, -1)
    far = before | pool.moved(present, 1) | pool.moved(present, -2) | pool.moved(present, 2)
    total = pool.idf.sum() or 1.0
    title = pool.headline[:, pool.owner]

    def among(terms: Sequence[str]) -> Bools:
        return np.array([name in set(terms) for name in pool.names], dtype=np.bool_)

    named = among(query.names)
    sentence, asked = (among(part) for part in query.asking)

    def share(marks: np.ndarray) -> Floats:
        return np.asarray(pool.idf @ marks[:, rows] / total)

    return {
        "bm25": pool.bm25[rows] / (2 * total),
        "covered": share(present),
        "covered_with_before": share(present | before),
        "covered_far": share(present | far),
        "covered_with_title": share(present | title),
        "covered_names": _part(pool, rows, named),
        "covered_rest": _part(pool, rows, ~named),
        "covered_sentence": _part(pool, rows, sentence),
        "covered_asked": _part(pool, rows, asked),
        "covered_told": _part(pool, rows, ~asked),
    }


def _part(pool: Pool, rows: Ints, which: Bools) -> Floats:
    """How much of these query terms each row holds, by idf; 0 when there are none."""
    total = pool.idf[which].sum() or 1.0
    return np.asarray(pool.idf[which] @ (pool.counts[which][:, rows] > 0) / total)


def _place(pool: Pool, rows: Ints, ages: Sequence[float]) -> dict[str, Floats]:
    owner, place = pool.owner[rows], pool.place[rows]
    age = np.asarray(ages, dtype=np.float64)[owner]
    strength = pool.strength / (pool.strength.max(initial=0.0) or 1.0)
    order = np.empty(len(pool.strength))
    order[np.argsort(-pool.strength, kind="stable")] = np.arange(len(pool.strength))
    return {
        "strength": strength[owner],
        "article_rank": 1 / (1 + order[owner]),
        "days_3": np.exp(-age / 3),
        "days_30": np.exp(-age / 30),
        "days_365": np.exp(-age / 365),
        "first": (place < 1).astype(np.float64),
        "lead": (place < 3).astype(np.float64),
        "depth": np.log1p(place),
    }


def _texts(pool: Pool, rows: Ints) -> dict[str, Floats]:
    texts = [pool.text(int(row)) for row in rows]
    size = np.array([len(text) for text in texts]) / 200

    def holds(pattern: re.Pattern[str]) -> Floats:
        return np.array([pattern.search(text) is not None for text in texts], dtype=np.float64)

    return {
        "length": size,
        "length_squared": np.minimum(size, 3) ** 2,
        "dependent": holds(_DEPENDENT),
        "said": holds(_SAID),
        "opens_quote": np.array([text[:1] in '“"' for text in texts], dtype=np.float64),
        "holds_quote": np.array(["“" in text or '"' in text for text in texts], dtype=np.float64),
    }


def _weights(plain: Floats, rows: Ints) -> Floats:
    """How much each row's word counts: the square of its plain score, from 0 for the last to 1 for the best."""
    scores = plain[rows] - plain[rows].min(initial=np.inf) if len(rows) else plain[rows]
    return np.asarray((scores / (scores.max(initial=0.0) or 1.0)) ** 2)


def _votes(
    query: Query, pool: Pool, plain: Floats, rows: Ints, held: Sequence[set[answers.Answer]]
) -> dict[str, Floats]:
    """Names, numbers and things that the rows hold and the question does not; each article votes once for each."""
    weights = _weights(plain, rows)
    ballots: dict[answers.Answer, dict[int, float]] = defaultdict(dict)
    for i, found in enumerate(held[:VOTERS]):
        owner = int(pool.owner[rows[i]])
        for answer in found:
            ballots[answer][owner] = max(ballots[answer].get(owner, 0.0), float(weights[i]))
    votes = {answer: sum(by.values()) for answer, by in ballots.items()}

    def best(wanted: Callable[[answers.Answer], bool]) -> Floats:
        top = max((vote for answer, vote in votes.items() if wanted(answer)), default=0.0) or 1.0
        return np.array([max((votes.get(a, 0.0) for a in found if wanted(a)), default=0.0) / top for found in held])

    columns = {
        "fit_vote": best(lambda a: a.fits),
        "name_vote": best(lambda a: a.shape == "name"),
        "number_vote": best(lambda a: a.shape == "number"),
        "holds_fit": np.array([any(a.fits for a in found) for found in held], dtype=np.float64),
        "holds_number": np.array([any(a.shape == "number" for a in found) for found in held], dtype=np.float64),
    }
    mine, nothing = _group(query), np.zeros(len(rows))
    crossed = {
        f"{name}:{group}": column if group == mine else nothing for name, column in columns.items() for group in GROUPS
    }
    return (
        columns | crossed | {"names": np.array([min(sum(a.shape == "name" for a in found), 6) / 3 for found in held])}
    )


# Kinds of questions for which the same evidence weighs differently.
GROUPS = {
    "who": {Kind.WHO},
    "thing": {Kind.WHERE, Kind.THING},
    "number": {Kind.WHEN, Kind.COUNT, Kind.MONEY},
    "open": {Kind.WHY, Kind.HOW, Kind.WHAT, Kind.POLAR, Kind.TOPIC},
}


def _group(query: Query) -> str:
    if query.kind is Kind.THING and not query.classes:
        return "open"
    return next(group for group, kinds in GROUPS.items() if query.kind in kinds)


def _feedback(pool: Pool, plain: Floats, rows: Ints, rarity: Mapping[int, float]) -> dict[str, Floats]:
    """Words that the best rows share beyond the question's: Rocchio's feedback, weighted by rarity."""
    weights = _weights(plain, rows)
    asked = set(pool.query)
    lent: dict[int, float] = defaultdict(float)
    fresh = [[int(term) for term in set(pool.row(int(row)).tolist()) - asked] for row in rows]
    for weight, terms in zip(weights[:FEEDBACK].tolist(), fresh, strict=False):
        for term in terms:
            lent[term] += weight
    gains = [[lent.get(term, 0.0) * rarity.get(term, 0.0) for term in terms] for terms in fresh]
    return {
        "feedback": np.array([sum(gain) / (len(gain) + 5) / 10 for gain in gains]),
        "feedback_sum": np.array([sum(gain) / 100 for gain in gains]),
        "feedback_best": np.array([max(gain, default=0.0) / 10 for gain in gains]),
        "new_words": np.array([min(len(gain), 30) / 20 for gain in gains]),
    }


def _headlines(pool: Pool, rows: Ints, rarity: Mapping[int, float]) -> dict[str, Floats]:
    """How much of its own headline a row repeats, and of what the strongest articles' headlines add to the question."""
    asked = set(pool.query)
    strength = pool.strength / (pool.strength.max(initial=0.0) or 1.0)
    titles = [set(stored.analysis.title.tolist()) for stored in pool.articles]
    lent: dict[int, float] = defaultdict(float)
    for power, title in zip((strength**3).tolist(), titles, strict=True):
        for term in title - asked:
            lent[term] += power
    own, added, fed, fed_best = [], [], [], []
    for row in rows:
        terms = set(pool.row(int(row)).tolist())
        title = titles[pool.owner[row]]
        own.append(_share(terms, title, rarity))
        added.append(_share(terms, title - asked, rarity))
        gains = [lent[term] * rarity.get(term, 0.0) for term in terms - asked if term in lent]
        fed.append(sum(gains) / 30)
        fed_best.append(max(gains, default=0.0) / 10)
    return {
        "own_title": np.array(own),
        "own_title_new": np.array(added),
        "titles": np.array(fed),
        "titles_best": np.array(fed_best),
    }


def _share(terms: set[int], title: set[int], rarity: Mapping[int, float]) -> float:
    total = sum(rarity.get(term, 0.0) for term in title)
    return sum(rarity.get(term, 0.0) for term in title & terms) / total if total else 0.0


def _nearness(pool: Pool, rows: Ints) -> dict[str, Floats]:
    """The question's neighbouring words side by side in the row, and how close any of its words stand together."""
    wanted = list(pairwise(pool.query))
    idf = dict(zip(pool.query, pool.idf.tolist(), strict=True))
    total = sum(idf.values()) or 1.0
    side, close = [], []
    for row in rows:
        terms = pool.row(int(row)).tolist()
        pairs = {*pairwise(terms), *zip(terms, terms[2:], strict=False)}
        side.append(sum(pair in pairs for pair in wanted) / max(1, len(wanted)))
        found = [(place, term) for place, term in enumerate(terms) if term in idf]
        close.append(sum(min(idf[a], idf[b]) / (j - i) for (i, a), (j, b) in pairwise(found) if a != b) / total)
    return {"pairs": np.array(side), "close": np.array(close)}


def rarity(size: int, spread: Mapping[int, int]) -> dict[int, float]:
    """The idf that weighs feedback: log(size / (spread + 1))."""
    return {term: math.log(max(size, 1) / (count + 1)) for term, count in spread.items()}
