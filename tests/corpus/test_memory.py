"""What is kept in memory of the archive: it is the store's own answer, before a change and after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus.archive.store import Store
from corpus.memory import MANY, Memory
from tests.corpus.made import analysed, closed
from tests.corpus.made import store as opened

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    made.add(analysed(range(5)), NOW)
    yield made
    closed(made)


def test_an_article_stays_in_memory_when_others_come(store: Store) -> None:
    memory = Memory(store)
    before = memory.articles([1, 2])

    store.add(analysed(range(5, 8)), NOW)
    memory.now_at(store.totals())

    assert memory.articles([1])[1] is before[1]


def test_an_article_that_was_replaced_is_forgotten(store: Store) -> None:
    memory = Memory(store)
    memory.articles([1, 2])
    first = analysed(range(1))[0]

    store.put([replace(first, text_key=b"another", draft=replace(first.draft, title="Another headline"))], NOW)
    memory.now_at(store.totals())

    assert memory.articles([1, 2]).keys() == {2}


def test_a_database_put_back_to_an_earlier_state_is_read_anew(store: Store) -> None:
    memory = Memory(store)
    before = memory.articles([1])

    memory.now_at(replace(store.totals(), change=2))

    assert memory.articles([1])[1] is not before[1]


def test_the_spread_of_terms_is_the_stores_however_many_are_asked_for(store: Store) -> None:
    memory = Memory(store)
    known = store.spread(range(1, 1_000))
    every = np.array(sorted(known))

    for asked in (every[:3], np.arange(1_000, 1_000 + MANY), every):
        assert memory.spread(asked).tolist() == [known.get(number, 0) for number in asked.tolist()]


def test_the_spread_of_terms_that_came_later_is_found(store: Store) -> None:
    store.add(analysed(range(5, 30)), NOW)
    memory = Memory(store)
    memory.spread(np.arange(1, 1 + MANY))
    memory.spread(np.array([2 * MANY]))

    store.add(analysed(range(30, 31)), NOW)
    memory.now_at(store.totals())
    newest = max(store.spread(range(1, MANY)))

    assert memory.spread(np.array([newest])).tolist() == [store.spread([newest])[newest]]
