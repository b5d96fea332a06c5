"""Articles and questions as vectors: their inner product is BM25's score, worked out here from the words alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.answering import vectors
from corpus.answering.candidates import UNDATED, Wanted
from corpus.archive.analysis import Analysed
from tests.corpus.made import analysed, closed
from tests.corpus.made import store as opened
from tests.corpus.test_store import NOW

TITLE = 3.0  # how much a headline counts


def words(item: Analysed) -> tuple[list[str], list[str]]:
    """The terms of an article's sentences, and those of its headline."""
    parts = (item.analysis.terms, item.analysis.title)
    body, title = ([item.vocabulary[number] for number in part.tolist()] for part in parts)
    return body, title


def bm25(term: str, text: Sequence[str], among: Sequence[Sequence[str]], usual: float) -> float:
    """The textbook's score of one term in a text, with k1 = 1.2 and b = .75; it is as rare as it is `among` these."""
    held, count = sum(term in other for other in among), text.count(term)
    idf = math.log(1 + (len(among) - held + 0.5) / (held + 0.5))
    return idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(text) / usual))


def test_the_product_of_a_question_and_an_article_is_the_score_of_its_text_and_its_headline(tmp_path: Path) -> None:
    items = [*analysed(range(20)), *analysed([20], title="Mill against mill")]
    texts, titles = zip(*map(words, items), strict=True)
    whole = [text + title for text, title in zip(texts, titles, strict=True)]
    asked = {term: weight for weight, term in enumerate(sorted({*titles[3], *titles[20], *texts[7][:5]}), 1)}
    store = opened(tmp_path)
    store.add(items, NOW)
    known = store.terms(asked)
    wanted = Wanted(tuple((known[term].id, weight) for term, weight in asked.items()), 10, UNDATED, 0, (), TITLE, ())

    question = vectors.question(wanted, store.entries([entry.id for entry in known.values()]), len(items))

    for outline, text, title in zip(store.changed(0), texts, titles, strict=True):
        terms = vectors.entry(outline)["terms"]
        assert isinstance(terms, dict)
        told = sum(weight * terms.get(place, 0.0) for place, weight in question.items())
        by_hand = sum(
            weight * (bm25(term, text, whole, vectors.BODY) + TITLE * bm25(term, title, titles, vectors.TITLE))
            for term, weight in asked.items()
        )
        assert told == pytest.approx(by_hand)
    closed(store)
