"""What is of the subject of a conversation, and what is filler: by the words that earlier turns lend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.answering.pool import Bools, Floats, Ints, Pool
from corpus.language.tongues import ENGLISH
from corpus.model import Hit, Query

REACH = 4  # sentences on either side in which an article's subject stays in mind
CLOSE = 1  # and in which that of one part of a roundup does
ON_IT = 0.125  # share of sentences with a word of the subject in an article on it; a roundup has fewer
WHOLE = 0.75  # share of a question with its subject that an article holds, where no other was found before
FOOTHOLD = 0.4  # share of a message's own words, near each other in any words, below which nobody tells of it
NAMED = 0.8  # of the most that is held of them, what is held near a sentence that answers a message with a name
SAME = 0.5  # share of the subject that is held by what is about it


def kept(query: Query, hits: Sequence[Hit], rows: Ints, columns: Mapping[str, Floats]) -> list[Hit]:
    """The hits of the subject, without filler; for "more" those that were not shown, else none where none may answer.

    A hit is of the subject where its article holds about as much of it as any, and a word of it, or most of the question's
    own, stands in or near the sentence.
    """
    own = columns["own_words"] + columns["other_words"]
    belongs = (columns["subject"] >= SAME) & ((columns["near"] > 0) | (own >= SAME))
    if query.seen:
        belongs &= (columns["in_places"] > 0) | (columns["about"] >= SAME)
    elif query.terms:
        belongs &= _telling(query, belongs, own + columns["words_beside"], columns)
    given = set(rows[belongs].tolist())
    return [hit for hit in hits if hit.row in given and (hit.article, hit.sentence) not in query.seen]


def _telling(query: Query, belongs: Bools, words: Floats, columns: Mapping[str, Floats]) -> Bools:
    """Which rows may tell what is asked, by the share of the question's `words` in or beside each, in any words.

    None where hardly any of them stand together in what `belongs` to the subject; of a question with a name ("what did Biden
    say?"), those where as much stands as anywhere. A fragment ("weather that day?") takes up most of its words: there, all may
    where half of what it says itself stands near any. Other words are known in English only: in other languages, and at
    another time, all may where any holds a word or the kind of thing asked for.
    """
    if query.fragment and query.language == ENGLISH and not query.window:
        return np.full(len(words), columns["told"][belongs].max(initial=0.0) >= SAME)
    if query.fragment or query.language != ENGLISH:
        return np.full(len(words), np.any(words + columns["cue"] + columns["fitting"] > 0))
    told = np.maximum(words, columns["cue"])
    most = float(told[belongs].max(initial=0.0))
    named = query.alone is not None and bool(query.alone.names)
    return np.asarray((most >= FOOTHOLD) & (told >= (NAMED * most if named else 0.0)))


def of_both(query: Query, hits: Sequence[Hit], pool: Pool) -> list[Hit]:
    """The hits from articles that hold a name of the question and the subject, where no article under discussion has the name."""
    named = np.array([name in query.names for name in pool.names], dtype=np.bool_)
    both = (pool.headline | pool.body)[named].any(axis=0) & (share(query, pool) >= SAME)
    return [hit for hit in hits if both[pool.owner[hit.row]]]


def of_whole(query: Query, hits: Sequence[Hit], pool: Pool) -> list[Hit]:
    """The hits near which nearly all of what it was lent stands, and of that with its own words, one as telling as the other.

    For one that leans on a question without an answer: no other's arrest is told of "Putin's arrest warrant". Where most of what
    it was lent stands nowhere, there are none.
    """
    lent = dict(query.context)
    if 2 * len(lent.keys() & set(pool.names)) < len(lent):
        return []
    telling = pool.idf / np.array([lent.get(name, 1.0) for name in pool.names])
    taken = np.array([name in lent for name in pool.names], dtype=np.bool_)
    near = pool.near(np.array([hit.row for hit in hits], dtype=np.int64), REACH)
    held = [telling[of] @ near[of] >= WHOLE * float(telling[of].sum()) for of in (taken, np.ones_like(taken))]
    return [hit for hit, whole in zip(hits, np.all(held, axis=0).tolist(), strict=True) if whole]


def of_fragment(query: Query, hits: Sequence[Hit], pool: Pool) -> list[Hit]:
    """The hits near which most of a fragment stands, and most of the question that it asks once more."""
    lent, at = dict(query.context), np.array([hit.row for hit in hits], dtype=np.int64)
    near = pool.near(at, REACH) if hits else np.zeros((len(pool.names), 0), dtype=np.bool_)
    both = np.ones(len(hits), dtype=np.bool_)
    for known in (frozenset(query.terms), frozenset(lent)):
        asked = np.array([name in known for name in pool.names], dtype=np.bool_)
        telling = pool.idf[asked] / np.array([lent.get(name, 1.0) for name in pool.names if name in known])
        both &= telling @ near[asked] >= SAME * float(telling.sum())
    return [hit for hit, of_both in zip(hits, both.tolist(), strict=True) if of_both]


def share(query: Query, pool: Pool) -> Floats:
    """How much of the subject each article holds, headline included, as a share of what the fullest one holds."""
    held = (pool.idf * _lent(query, pool)) @ (pool.headline | pool.body)
    fullest = float(held.max(initial=0.0))
    return np.asarray(held / fullest if fullest else np.ones(len(held)))


def near(query: Query, pool: Pool, rows: Ints) -> Floats:
    """Whether a word of the subject stands near each row; in a roundup, closer."""
    lent = _lent(query, pool)
    if not lent.any():
        return np.ones(len(rows))
    size = len(pool.articles)
    sentences = np.maximum(1, np.bincount(pool.owner, minlength=size))
    held = np.bincount(pool.owner, pool.present[lent].any(axis=0), size) / sentences
    far, close = (pool.near(rows, reach)[lent].any(axis=0) for reach in (REACH, CLOSE))
    return np.asarray(np.where(held[pool.owner[rows]] < ON_IT, close, far), dtype=np.float64)


def _lent(query: Query, pool: Pool) -> Bools:
    """Which of the terms are the subject's: those that earlier turns lend; all of a fragment, or a question for more."""
    lent = dict(query.context)
    return np.array([bool(query.seen) or query.fragment or name in lent for name in pool.names], dtype=np.bool_)
