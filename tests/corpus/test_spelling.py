"""Slips of the keyboard are forgiven, and words that are right are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.spelling import LONG, SHORTEST, closest, slips

KNOWN = {
    "kharkiv": 40,
    "zelenski": 90,
    "patriot": 30,
    "patron": 5,
    "blinken": 20,
    "batteri": 25,
    "kuleba": 8,
    "eurovis": 4,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "left-out": ("kharkv", "kharkiv"),
        "put-in": ("blinkken", "blinken"),
        "changed": ("patriat", "patriot"),
        "swapped": ("bilnken", "blinken"),
        "two-slips-in-a-long-word": ("zelneskki", "zelenski"),
        "two-slips-in-a-short-word": ("blnikan", None),
        "too-short": ("war", None),
        "a-number": ("2024a", None),
        "nothing-near": ("volcano", None),
    }.values(),
)
def test_a_slip_finds_the_word_that_was_meant(typed: str, meant: str | None) -> None:
    assert closest(typed, KNOWN) == meant


def test_among_equally_near_words_the_frequent_one_wins() -> None:
    assert closest("barkes", {"barker": 2, "barked": 9}) == "barked"


WORDS = st.text("abcd", max_size=8)
LONGER = st.text("abcde", min_size=SHORTEST, max_size=9)


@given(WORDS, WORDS)
def test_slips_are_counted_alike_from_both_sides_and_none_is_sameness(one: str, other: str) -> None:
    assert slips(one, other, 20) == slips(other, one, 20)
    assert (slips(one, other, 20) == 0) == (one == other)


@given(WORDS, WORDS, st.integers(0, 3))
def test_a_bound_never_hides_a_near_word(one: str, other: str, most: int) -> None:
    whole = slips(one, other, 20)
    assert slips(one, other, most) == whole if whole <= most else slips(one, other, most) > most


@given(LONGER, st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["", "f", "ag", "a"])), min_size=1, max_size=3))
def test_no_near_word_is_passed_over(typed: str, changes: list[tuple[int, str]]) -> None:
    other = typed
    for place, letters in changes:
        other = other[:place] + letters + other[place + 1 :]
    near = slips(typed, other, 20) <= (2 if len(typed) >= LONG else 1)
    assert closest(typed, {other: 1}) == (other if near else None)
