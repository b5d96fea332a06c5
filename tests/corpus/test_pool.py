"""Sentences laid out as arrays: which rows are neighbours, and that nothing reaches beyond its article."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.answering.pool import Asked, Collection, Pool, pool
from tests.corpus.made import bare

WORDS = st.integers(0, 4)
ARTICLES = st.lists(st.lists(st.lists(WORDS, max_size=3), min_size=1, max_size=6), min_size=1, max_size=4)


def laid_out(articles: list[list[list[int]]]) -> Pool:
    """Articles, each a list of sentences of term numbers, for a question of all these terms."""
    known = Collection(1, 1.0, dict.fromkeys(range(5), 1), 0.0)
    stored = [bare(number, article) for number, article in enumerate(articles)]
    return pool(stored, [0.0] * len(articles), [Asked(str(word), word) for word in range(5)], known)


@given(ARTICLES, st.integers(0, 3))
def test_near_a_row_is_what_stands_within_reach_of_it_in_its_article(
    articles: list[list[list[int]]], reach: int
) -> None:
    laid = laid_out(articles)
    expected = [
        {word for sentence in article[max(0, at - reach) : at + reach + 1] for word in sentence}
        for article in articles
        for at in range(len(article))
    ]

    near = laid.near(np.arange(len(expected)), reach)

    assert [set(np.flatnonzero(column).tolist()) for column in near.T] == expected


@given(ARTICLES, st.sampled_from([-2, -1, 1, 2]))
def test_a_row_is_shown_the_marks_of_one_some_places_on_in_its_article(
    articles: list[list[list[int]]], shift: int
) -> None:
    laid = laid_out(articles)
    expected = [
        set(article[at + shift]) if 0 <= at + shift < len(article) else set()
        for article in articles
        for at in range(len(article))
    ]

    moved = laid.moved(laid.present, shift)

    assert [set(np.flatnonzero(column).tolist()) for column in moved.T] == expected


def test_an_article_holds_of_the_question_what_its_sentences_do_together() -> None:
    laid = laid_out([[[0], [1]], [[0, 1, 2, 3, 4]], [[]]])
    assert laid.body.sum(axis=0).tolist() == [2, 5, 0]
    assert laid.held.tolist() == pytest.approx([2 / 5, 1.0, 0.0])
