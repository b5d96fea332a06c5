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
from corpus.answering.pool import Bools, Floats, Ints, Pool, occurrences
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
STRONG = 1.5  # when no article fits a message's words better than one of the places; less in proportion
AWAY = -1.75  # when the rarest word of a message stands nowhere in the places


def leaning(alone: Query, lean: float) -> float:
    """How much a message leans by its form: surely, or with few words that make a question; a time counts as one."""
    words = min(len(alone.terms) + (alone.window is not None), MOST_WORDS)
    return 4.5 + 4 * (lean >= 1) - 2.5 * words - 1.25 * (alone.kind is Kind.TOPIC)


def at_home(concepts: Sequence[Concept], places: Sequence[set[int]], rarest: float) -> float:
    """How much a message's words are at home in the articles under discussion, from AWAY up.

    `places` are the terms of these articles; `rarest` is how telling a word can be. With `leaning`, and up to STRONG, it
    makes a logistic function: learned from real conversations and from new questions asked in their midst, then rounded.
    """
    there = [[held(concept, terms) for concept in concepts] for terms in places]
    total = sum(concept.weight for concept in concepts) or 1.0
    covered = max(
        (sum(c.weight for c, found in zip(concepts, row, strict=True) if found) for row in there), default=0.0
    )
    missing = max((c.weight for n, c in enumerate(concepts) if not any(row[n] for row in there)), default=0.0)
    return 2.5 * covered / total + AWAY * missing / rarest


def rows(query: Query, pool: Pool, best: Ints) -> Ints:
    """The first of the `best` rows, and every row of the nearest places; for "more" none where none of them may be given."""
    best, nearest = best[:ELSEWHERE], set(query.places[:NEAREST])
    found = np.concatenate([best, np.setdiff1d(np.flatnonzero(_inside(pool, nearest)), best)])
    return found[:0] if query.seen and not np.any(_is_more(query, pool, found)) else found


def _inside(pool: Pool, places: Container[int]) -> Bools:
    """Whether each row belongs to one of these articles."""
    return np.array([stored.article.id in places for stored in pool.articles], dtype=np.bool_)[pool.owner]


def _is_more(query: Query, pool: Pool, rows: Ints) -> Bools:
    """Whether each of `rows` is on the subject of a question that asks for more of it, and was not shown."""
    on_it = _inside(pool, query.places)[rows] | (_about(pool)[rows] >= subject.SAME)
    return on_it & np.array([pool.key(row) not in query.seen for row in rows.tolist()], dtype=np.bool_)


def columns(query: Query, pool: Pool, rows: Ints, asked: Sequence[Concept]) -> dict[str, Floats]:
    """The features of `rows` beside those of any question, each about 0 to 1; the last concept `asked` are the cues."""
    concepts = asked[:-1]
    own, others = _standing(pool, asked)
    words = own[:-1] | (others[:-1] > 0)
    beside = words | pool.moved(words, 1) | pool.moved(words, -1)
    weights = np.array([concept.weight for concept in concepts]) / (sum(concept.weight for concept in concepts) or 1.0)
    exact, bridged, near = (_numbers(held[:, rows]) @ weights for held in (own[:-1], words, beside))
    newly = np.arange(len(concepts)) < len(query.terms)  # what a fragment says itself, and not what it takes up
    told = _numbers(beside[newly][:, rows]) @ weights[newly] / (weights[newly].sum() or 1.0)
    rank = {article: place for place, article in enumerate(query.places)}
    ranks = [rank.get(pool.articles[owner].article.id) for owner in pool.owner[rows].tolist()]
    texts = pool.texts(rows)
    deep = np.log1p(pool.place[rows])
    return {
        "own_words": exact,
        "other_words": bridged - exact,
        "many_words": np.log1p(_numbers(others[:-1, rows])).sum(axis=1),
        "words_beside": near - bridged,
        "told": told,
        "cue": np.maximum(others[-1, rows] > 0, _aged(query, texts)),
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


def _numbers(marks: Bools | Ints) -> Floats:
    """What is told of concepts x rows as numbers of rows x concepts."""
    return np.array(marks.T, dtype=np.float64, order="C")


def _standing(pool: Pool, concepts: Sequence[Concept]) -> tuple[Bools, Ints]:
    """For each concept and each row of the pool, whether its own word stands there, and how many of the others for it do."""
    phrases = [(at, phrase) for at, concept in enumerate(concepts) for phrase in concept.phrases]
    words = {term for concept in concepts for term in concept.words}.union(*(phrase for _, phrase in phrases))
    place = {term: at for at, term in enumerate(words.union(c.own for c in concepts if c.own is not None))}
    stands = _where(pool, list(place))
    own = np.zeros((len(concepts), len(pool.owner)), dtype=np.bool_)
    others = np.zeros((len(concepts), len(pool.owner)), dtype=np.int64)
    for at, concept in enumerate(concepts):
        if concept.own is not None:
            own[at] = stands[place[concept.own]]
        others[at] = stands[[place[term] for term in concept.words]].sum(axis=0)
    for at, phrase in phrases:
        others[at] += stands[[place[term] for term in phrase]].all(axis=0)
    return own, others


def _where(pool: Pool, terms: Sequence[int]) -> Bools:
    """In which rows of the pool each of these terms stands (terms x rows)."""
    which, at = occurrences(pool.terms, terms)
    stands = np.zeros((len(terms), len(pool.owner)), dtype=np.bool_)
    stands[which, np.searchsorted(pool.offsets, at, side="right") - 1] = True
    return stands


def _fitting(query: Query, pool: Pool, rows: Ints, texts: Sequence[str]) -> Floats:
    """Whether each text holds the kind of thing asked for."""
    spoken = [pool.articles[owner].article.language for owner in pool.owner[rows].tolist()]
    found = [holds(query.kind, text, language) for text, language in zip(texts, spoken, strict=True)]
    return np.array(found, dtype=np.float64)


def held(concept: Concept, terms: set[int]) -> bool:
    """Whether these terms hold a concept, in any words."""
    return concept.own in terms or not concept.words.isdisjoint(terms) or any(p <= terms for p in concept.phrases)


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
    every = {"general": general, **columns}
    return np.asarray(sum((weight * every[name] for name, weight in weights().items()), start=np.zeros(len(general))))


@cache
def weights() -> dict[str, float]:
    """The learned weight of each feature, as `benchmarks/followups.py` wrote them."""
    return dict(json.loads((files("corpus.answering") / "followup.json").read_text("utf-8"))["weights"])
