"""Patterns with cues: what a pattern matches always has one of its cues, so that none is missed."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.answering import statements
from corpus.dates import mentions
from corpus.language.cues import Cued
from corpus.questions import kinds, manner, nouns, reading
from corpus.sources import phrases


def cued(module: ModuleType) -> list[Cued]:
    """Those that a module holds, also within its tables."""
    tables = [value if isinstance(value, tuple) else (value,) for value in vars(module).values()]
    cells = [cell for table in tables for row in table for cell in (row if isinstance(row, tuple) else (row,))]
    return [cell for cell in cells if isinstance(cell, Cued)]


ALL = [
    pytest.param(each, id=f"{module.__name__}: {each.pattern.pattern[:40]}")
    for module in (kinds, manner, nouns, reading, phrases, mentions, statements)
    for each in cued(module)
]


@pytest.mark.parametrize("each", ALL)
def test_whatever_a_pattern_matches_has_one_of_its_cues(each: Cued) -> None:
    plain = re.compile(each.pattern.pattern, each.pattern.flags & ~re.IGNORECASE)

    @settings(max_examples=20, deadline=None)
    @given(st.from_regex(plain))
    def holds(text: str) -> None:
        assert not plain.search(text) or each.stands_in(text)

    holds()


def test_without_a_cue_the_pattern_is_not_tried() -> None:
    wrong = Cued("cat", r"\bdog\b")
    assert not wrong.stands_in("a dog")
    assert wrong.all_in("a dog", "a dog") == []
    assert [found[0] for found in wrong.all_in("a DOG and a dog", "cat")] == ["dog"]


def test_without_cues_it_is_always_tried() -> None:
    assert Cued("", r"\bdog\b").stands_in("a dog")
