"""What speaks for a sentence when a question leans on earlier ones: its words, or others for the same thing, inside the
articles under discussion, and the kind of thing asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from corpus.answering import subject
from corpus.answering.bridge import Concept
from corpus.answering.fitting import holds
from corpus.answering.pool import Bools, Floats, Ints, Pool
from corpus.model import Kind, Query
from corpus.saying import Saying

_HOW_OLD = re.compile(r"\bhow old\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:who is|aged?) \d{1,3}\b|, \d{1,3},|\b\d{1,3}[- ]years?[- ]old\b", re.IGNORECASE
)  # no word to find it by
# It stands below a picture, as the credit at its beginning shows.
_CAPTION = re.compile(
    r"(?:Getty Images|AP Photo) |.{0,60}/\s?(?:AP|AFP|EPA|PA|CNN|Getty(?: Images)?|Reuters|Shutterstock|Alamy)\b"
)

NEAREST = 3  # places of which every sentence is looked at
ELSEWHERE = 45  # best rows of all that are looked at beside those
SHORT = 50  # characters of a sentence that is rarely more than a headline
MOST_WORDS = 4  # a message with so many words of its own hardly ever leans
ALL = Saying("That was all I have on this.")
EARLIER = 1.5  # what speaks against the newest subject where a message has a word of one before
AWAY = -1.75  # when the rarest word of a message stands nowhere in the places


def leaning(alone: Query, lean: float) -> float:
    """How much a message leans by its form: surely, or with few words that make a question."""
    return 4.5 + 4 * (lean >= 1) - 2.5 * min(len(alone.terms), MOST_WORDS) - 1.25 * (alone.kind is Kind.TOPIC)


def at_home(concepts: Sequence[Concept], places: Sequence[set[int]], strength: float, rarest: float) -> float:
    """How much a message's words are at home in the articles under discussion, from AWAY up.

    `places` are the terms of these articles; `strength` is the best one's score for the message's own words, as a share of
    the best of all articles; `rarest` is how telling a word can be. With `leaning` it makes a logistic function: learned
    from real conversations and from new questions asked in their midst, then rounded.
    """
    there = [[held(concept, terms) for concept in concepts] for terms in places]
    total = sum(concept.weight for concept in concepts) or 1.0
    covered = max(
        (sum(c.weight for c, found in zip(concepts, row, strict=True) if found) for row in there), default=0.0
    )
    missing = max((c.weight for n, c in enumerate(concepts) if not any(row[n] for row in there)), default=0.0)
    return 1.5 * strength + 2.5 * covered / total + AWAY * missing / rarest


def rows(query: Query, pool: Pool, best: Ints) -> Ints:
    """The first of the `best` rows, and every row of the nearest places; for "more" none where none of them may be given."""
    best, nearest = best[:ELSEWHERE], set(query.places[:NEAREST])
    found = np.concatenate([best, np.setdiff1d(np.flatnonzero(_inside(pool, nearest)), best)])
    return found[:0] if query.seen and not np.any(_told(query, pool, found)) else found


def _inside(pool: Pool, places: Container[int]) -> Bools:
    """Whether each row belongs to one of these articles."""
    return np.array([stored.article.id in places for stored in pool.articles], dtype=np.bool_)[pool.owner]


def _told(query: Query, pool: Pool, rows: Ints) -> Bools:
    """Whether each of `rows` is on the subject of a question that asks for more of it, and was not shown."""
    on_it = _inside(pool, query.places)[rows] | (_about(pool)[rows] >= subject.SAME)
    return on_it & np.array([pool.key(row) not in query.seen for row in rows.tolist()], dtype=np.bool_)


def columns(query: Query, pool: Pool, rows: Ints, asked: Sequence[Concept]) -> dict[str, Floats]:
    """The features of `rows` beside those of any question, each about 0 to 1; the last concept `asked` are the cues."""
    concepts, cues = asked[:-1], asked[-1]
    near = _with_neighbours(pool, rows)
    held = np.array([[_holds(terms, concept) for concept in concepts] for terms in near.values()])
    held = held.reshape(len(near), len(concepts))
    own = np.array([[concept.own in terms for concept in concepts] for terms in near.values()], dtype=np.float64)
    any_words = np.maximum(own.reshape(held.shape), held > 0)
    at = {row: place for place, row in enumerate(near)}
    here = [at[row] for row in rows.tolist()]
    beside = _beside(any_words, at, rows, pool)
    weights = np.array([concept.weight for concept in concepts]) / (sum(concept.weight for concept in concepts) or 1.0)
    exact, bridged = own.reshape(held.shape)[here] @ weights, any_words[here] @ weights
    rank = {article: place for place, article in enumerate(query.places)}
    ranks = [rank.get(pool.articles[owner].article.id) for owner in pool.owner[rows]]
    texts = pool.texts(rows)
    deep = np.log1p(pool.place[rows])
    cued = np.array([float(_holds(near[row], cues) > 0) for row in rows.tolist()])
    return {
        "own_words": exact,
        "other_words": bridged - exact,
        "many_words": np.log1p(held[here]).sum(axis=1),
        "words_beside": np.maximum(any_words[here], beside) @ weights - bridged,
        "cue": np.maximum(cued, _aged(query, texts)),
        "in_places": np.array([float(rank is not None) for rank in ranks]),
        "place": np.array([1 / (1 + rank) if rank is not None else 0.0 for rank in ranks]),
        "fitting": _fitting(query, pool, rows, texts),
        "opening": (deep == 0).astype(np.float64),
        "deep": deep,
        "short": np.array([float(len(text) < SHORT) for text in texts]),
        "caption": np.array([float(bool(_CAPTION.match(text))) for text in texts]),
        "about": _about(pool)[rows],
        "subject": subject.share(query, pool)[pool.owner[rows]],
        "near": subject.near(query, pool, rows),
    }


def _fitting(query: Query, pool: Pool, rows: Ints, texts: Sequence[str]) -> Floats:
    """Whether each text holds the kind of thing asked for."""
    spoken = [pool.articles[owner].article.language for owner in pool.owner[rows].tolist()]
    found = [holds(query.kind, text, language) for text, language in zip(texts, spoken, strict=True)]
    return np.array(found, dtype=np.float64)


def _with_neighbours(pool: Pool, rows: Ints) -> dict[int, set[int]]:
    """The terms of each row and of those before and after it."""
    near = {int(row) + step for row in rows for step in (-1, 0, 1)}
    return {row: set(pool.row(row).tolist()) for row in near if 0 <= row < len(pool.owner)}


def held(concept: Concept, terms: set[int]) -> bool:
    """Whether these terms hold a concept, in any words."""
    return concept.own in terms or _holds(terms, concept) > 0


def _holds(terms: set[int], concept: Concept) -> float:
    """How many of the other words for a concept are among the terms of a sentence."""
    words = 0 if concept.words.isdisjoint(terms) else len(concept.words & terms)
    return float(words + sum(phrase <= terms for phrase in concept.phrases))


def _beside(held: Floats, at: Mapping[int, int], rows: Ints, pool: Pool) -> Floats:
    """For each row and concept, whether the sentence before or after holds it in any words."""
    found = np.zeros((len(rows), held.shape[1]))
    for place, row in enumerate(rows.tolist()):
        for other in (row - 1, row + 1):
            if other in at and pool.owner[other] == pool.owner[row]:
                found[place] = np.maximum(found[place], held[at[other]])
    return found


def _aged(query: Query, texts: Sequence[str]) -> Floats:
    """Whether each text tells an age, where that is asked."""
    asked = bool(_HOW_OLD.search(query.said))
    return np.array([float(asked and bool(_AGE.search(text))) for text in texts])


def _about(pool: Pool) -> Floats:
    """How much of the whole question, what is lent included, each row and its neighbours hold, by idf."""
    present = pool.present
    near = present | pool.moved(present, -1) | pool.moved(present, 1)
    return np.asarray(pool.idf @ near / (pool.idf.sum() or 1.0))


def scores(columns: Mapping[str, Floats], general: Floats) -> Floats:
    """Each row's score by the learned weights, of which `general` is the score that it has for any question."""
    told = {"general": general, **columns}
    return np.asarray(sum((weight * told[name] for name, weight in weights().items()), start=np.zeros(len(general))))


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature, as `benchmarks/followups.py` wrote them."""
    return dict(json.loads((files("corpus.answering") / "followup.json").read_text("utf-8"))["weights"])
