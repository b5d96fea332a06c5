"""The promise of agreement: candidates are scored as rank-bm25 scores the whole collection."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from corpus.answering.okapi import EPSILON, CollectionOkapi, average_idf, idf
from corpus.answering.pool import LENGTH_WEIGHT, Asked, Collection, pool
from tests.corpus.made import bare

WORDS = st.integers(0, 8)
COLLECTIONS = st.lists(st.lists(WORDS, min_size=1, max_size=12), min_size=1, max_size=14)


def ours(collection: list[list[int]], query: list[int], chosen: list[int]) -> list[float]:
    """The chosen documents scored with statistics of the collection, the query's terms counted only, as `pool` lays them out."""
    spread = Counter(word for document in collection for word in set(document))
    floor = EPSILON * average_idf(len(collection), Counter(spread.values()))
    documents = [{word: collection[i].count(word) for word in query} for i in chosen]
    okapi = CollectionOkapi(
        documents,
        [len(collection[i]) for i in chosen],
        {word: spread[word] for word in query if word in spread},
        len(collection),
        sum(map(len, collection)) / len(collection),
        lambda: floor,
    )
    return [float(score) for score in okapi.get_scores(query)]


@given(COLLECTIONS, st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_candidates_score_as_they_would_among_all_documents(
    collection: list[list[int]], query: list[int], data: st.DataObject
) -> None:
    whole = BM25Okapi(collection).get_scores(query)
    chosen = sorted(data.draw(st.sets(st.integers(0, len(collection) - 1), min_size=1)))
    assert ours(collection, query, chosen) == pytest.approx([float(whole[i]) for i in chosen], abs=1e-9)


@given(
    st.lists(st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=5), min_size=1, max_size=5),
    st.sets(WORDS),
    st.data(),
)
def test_the_rows_of_a_pool_score_as_they_would_among_all_sentences(
    articles: list[list[list[int]]], query: set[int], data: st.DataObject
) -> None:
    sentences = [sentence for article in articles for sentence in article]
    assume(any(sentences))
    chosen = sorted(data.draw(st.sets(st.integers(0, len(articles) - 1), min_size=1)))
    spread = Counter(word for sentence in sentences for word in set(sentence))
    floor = EPSILON * average_idf(len(sentences), Counter(spread.values()))
    average = sum(map(len, sentences)) / len(sentences)

    laid = pool(
        [bare(number, articles[number]) for number in chosen],
        [0.0] * len(chosen),
        [Asked(str(word), word) for word in sorted(query)],
        Collection(len(sentences), average, {word: spread[word] for word in query if word in spread}, floor),
    )

    whole = BM25Okapi(sentences, b=LENGTH_WEIGHT).get_scores(sorted(query))
    places = np.cumsum([0, *map(len, articles)])
    rows = [row for number in chosen for row in range(places[number], places[number + 1])]
    assert laid.bm25.tolist() == pytest.approx([float(whole[row]) for row in rows], abs=1e-9)


def test_a_word_asked_twice_counts_twice() -> None:
    collection = [[1, 2], [3, 4], [5, 6, 7]]
    [once], [twice] = (ours(collection, query, [0]) for query in ([1], [1, 1]))
    assert twice == pytest.approx(2 * once)


def test_a_match_may_score_nothing_or_less_so_that_a_score_is_no_sign_of_one() -> None:
    assert ours([[1], [2]], [1], [0]) == [0.0]
    assert ours([[1, 2]], [1], [0])[0] < 0


def test_no_candidates_make_no_scores_and_no_division_by_zero() -> None:
    okapi = CollectionOkapi([], [], {}, 0, 0.0, lambda: 0.0)
    assert list(okapi.get_scores([1, 2])) == []


def test_a_term_in_nearly_every_document_keeps_a_floor_above_zero_when_others_are_rare() -> None:
    collection = [[1, n] for n in range(2, 12)]
    assert all(score > 0 for score in ours(collection, [1], [0, 1]))


def test_counts_from_two_looks_at_a_growing_archive_do_not_break_an_answer() -> None:
    assert idf(10, 12, lambda: 0.25) == 0.25
    assert average_idf(10, {12: 1, 2: 1}) < average_idf(10, {2: 1})
