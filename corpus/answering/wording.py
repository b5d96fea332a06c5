"""What speaks for a sentence by its words beyond the question's; as arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corpus.answering.pool import Bools, Floats, Ints, Pool

FEEDBACK = 60  # of the best rows, how many lend their words


@dataclass(frozen=True, slots=True)
class Wording:
    """The distinct words of the rows looked at and of all headlines: word w is the w-th of them.

    `rarity[w]` is its idf, log(size / (spread + 1)), and `fresh[w]` whether the question does not have it. `row` and `word`
    are pairs: each row, by its place among those looked at, with each of its words once. `titles[a, w]` is whether the
    headline of article a holds it.
    """

    rarity: Floats
    fresh: Bools
    row: Ints
    word: Ints
    titles: Bools


def wording(pool: Pool, rows: Ints, size: int, spread: Callable[[Ints], Ints]) -> Wording:
    """Lay out the words of `rows`; `spread` tells in how many of the `size` sentences of all a term stands."""
    sizes = pool.lengths[rows]
    owner = np.repeat(np.arange(len(rows)), sizes)
    terms = pool.terms[np.arange(len(owner)) + np.repeat(pool.offsets[rows] - (np.cumsum(sizes) - sizes), sizes)]
    headlines = [stored.analysis.title for stored in pool.articles]
    numbers, places = np.unique(np.concatenate([terms, *headlines], dtype=np.int64), return_inverse=True)
    held = np.zeros((len(rows), len(numbers)), dtype=np.bool_)
    held[owner, places[: len(terms)]] = True
    titles = np.zeros((len(headlines), len(numbers)), dtype=np.bool_)
    titles[np.repeat(np.arange(len(headlines)), [len(title) for title in headlines]), places[len(terms) :]] = True
    row, word = np.divmod(np.flatnonzero(held), len(numbers) or 1)
    fresh = ~np.isin(numbers, pool.query)
    rarity = np.log(max(size, 1) / (spread(numbers) + 1))
    return Wording(rarity, fresh, row, word, titles)


def feedback(words: Wording, weights: Floats) -> dict[str, Floats]:
    """Words that the best rows share beyond the question's: Rocchio's feedback, weighted by rarity.

    `weights` say how much each row's word counts.
    """
    fresh = words.fresh[words.word]
    row, word = words.row[fresh], words.word[fresh]
    lending = row < FEEDBACK
    lent = np.bincount(word[lending], weights[row[lending]], len(words.rarity))
    gains = (lent * words.rarity)[word]
    total = np.bincount(row, gains, len(weights))
    count = np.bincount(row, minlength=len(weights))
    return {
        "feedback": total / (count + 5) / 10,
        "feedback_best": _most(gains, row, len(weights)) / 10,
    }


def headlines(pool: Pool, words: Wording, count: int) -> dict[str, Floats]:
    """How much each of `count` rows holds of what the strongest articles' headlines add to the question."""
    strength = pool.strength / (pool.strength.max(initial=0.0) or 1.0)
    lent = (strength**3) @ words.titles * words.fresh
    lending = words.fresh[words.word] & (lent > 0)[words.word]
    row, word = words.row[lending], words.word[lending]
    gains = (lent * words.rarity)[word]
    return {
        "titles": np.bincount(row, gains, count) / 30,
        "titles_best": _most(gains, row, count) / 10,
    }


def _most(values: Floats, row: Ints, count: int) -> Floats:
    """The greatest value of each row, 0 where it has none; `row` is in order."""
    most = np.zeros(count)
    if len(row):
        begins = np.concatenate([[0], np.flatnonzero(row[1:] != row[:-1]) + 1])
        most[row[begins]] = np.maximum.reduceat(values, begins)
    return most
